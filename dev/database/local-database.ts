/** The database that a command of this checkout means: the one of the local stack, running or not, or one elsewhere. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUPERUSER, SUPERUSER_PASSWORD } from '../postgres/data-directory.ts';
import { startPostgres } from '../postgres/server.ts';
import { LOCAL } from '../process/paths.ts';
import { DATABASE } from '../stack/stack.ts';
import { holder } from '../stack/state.ts';
import { withClient } from './client.ts';
import { migrate, newPasswords, OWNER, prepareDatabase } from './migrate.ts';

/** Where PostgreSQL notes its port: https://www.postgresql.org/docs/18/storage-file-layout.html ("postmaster.pid"). */
const PORT_LINE = 3;

export interface LocalDatabase {
  /** Logs in as the tables' owner. */
  readonly ownerUrl: string;
  /** The port of the running stack; undefined where none runs. */
  readonly stackPort: number | undefined;
  /** Ends what was started for this. */
  stop(): Promise<void>;
}

export interface Where {
  /** Where the stack keeps its state. */
  readonly dir?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Of the addresses that `npm start` and `npm run db:migrate` take, the one that is set; otherwise the stack's embedded
 * server, which is started when it does not run. The schema is brought up to date where no stack runs.
 */
export async function openDatabase({ dir = LOCAL, env = process.env }: Where = {}): Promise<LocalDatabase> {
  const stack = await holder(join(dir, 'stack.json'));
  const stackPort = stack?.alive ? stack.port : undefined;
  const still = async () => {};
  if (env.OWNER_DATABASE_URL) return { ownerUrl: env.OWNER_DATABASE_URL, stackPort, stop: still };
  if (env.EDGEWISE_POSTGRES_URL) {
    return { ownerUrl: await prepared(env.EDGEWISE_POSTGRES_URL), stackPort, stop: still };
  }
  if (stackPort !== undefined) return { ownerUrl: await runningServer(join(dir, 'postgres')), stackPort, stop: still };
  const server = await startPostgres({ dir: join(dir, 'postgres') });
  try {
    return { ownerUrl: await prepared(server.url()), stackPort, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** As `npm start` prepares it, which gives the owner a new password each time. */
async function prepared(adminUrl: string): Promise<string> {
  const passwords = newPasswords();
  await prepareDatabase(adminUrl, DATABASE, passwords);
  const owner = { username: OWNER, password: passwords.owner, pathname: DATABASE };
  const ownerUrl = Object.assign(new URL(adminUrl), owner).href;
  await migrate(ownerUrl);
  return ownerUrl;
}

/** The superuser in the part of the owner: nothing of the running stack is touched. */
async function runningServer(dir: string): Promise<string> {
  const note = join(dir, 'postmaster.pid');
  const port = existsSync(note) ? Number(readFileSync(note, 'utf8').split('\n')[PORT_LINE]) : Number.NaN;
  const url = new URL(`postgres://${SUPERUSER}:${SUPERUSER_PASSWORD}@127.0.0.1/${DATABASE}`);
  url.port = String(port);
  url.searchParams.set('options', `-c role=${OWNER}`);
  try {
    await withClient(url.href, (client) => client.query(`select 'public.prospects'::regclass`));
  } catch (cause) {
    throw new Error('The stack of this checkout is not ready. Try again when it is, or stop it first.', { cause });
  }
  return url.href;
}
