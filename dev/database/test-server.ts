/** For the tests of this folder: an empty, migrated database on a server of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { startPostgres } from '../postgres/server.ts';
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
  const admin = server.client(NAME);
  await admin.connect();
  return {
    ownerUrl,
    appUrl: server.url(NAME, LOGIN_ROLES.app, passwords.app),
    all: async (sql, values = []) => (await admin.query(sql, values)).rows,
    async stop() {
      await admin.end();
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
