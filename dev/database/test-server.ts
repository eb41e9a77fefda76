/** For the tests of this folder: an empty, migrated database on a server of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Postgres, startPostgres } from '../postgres/server.ts';
import { LOGIN_ROLES, migrate, newPasswords, OWNER, prepareDatabase, setPasswords } from './migrate.ts';

const NAME = 'edgewise';

export interface TestDatabase {
  readonly ownerUrl: string;
  /** Logs in as the application. */
  readonly appUrl: string;
  /** Rows as the superuser sees them, whom no policy holds. */
  all<T extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]>;
  stop(): Promise<void>;
}

export async function startDatabase(): Promise<TestDatabase> {
  const dir = mkdtempSync(join(tmpdir(), 'demo-test-'));
  const server = await startPostgres({ dir: join(dir, 'postgres'), durable: false });
  const passwords = newPasswords();
  await prepareDatabase(server.url(), NAME, passwords);
  const ownerUrl = server.url(NAME, OWNER, passwords.owner);
  await migrate(ownerUrl);
  await setPasswords(ownerUrl, passwords);
  const pool = poolOf(server);
  return {
    ownerUrl,
    appUrl: server.url(NAME, LOGIN_ROLES.app, passwords.app),
    all: async (sql, values = []) => (await pool.query(sql, values)).rows,
    async stop() {
      await pool.end();
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The superuser's connections to the database. */
export const poolOf = (server: Postgres): pg.Pool => new pg.Pool({ connectionString: server.url(NAME), max: 1 });
