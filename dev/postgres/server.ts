/** A real PostgreSQL server as a child of this process. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Child, type Exit, startChild } from '../process/child.ts';
import { eachLine } from '../process/lines.ts';
import { freePort } from '../process/port.ts';
import { findBinaries } from './binaries.ts';
import { claim, hasCluster, makeCluster, SUPERUSER, SUPERUSER_PASSWORD } from './data-directory.ts';
import { type Settings, settingArguments } from './settings.ts';
import { type Identity, unprivileged } from './unprivileged.ts';

/** A server that died by SIGKILL leaves children that take moments to notice; then the next may start. */
const ATTEMPTS = 40;
const ATTEMPT_PAUSE_MS = 250;
const LEFTOVERS = /pre-existing shared memory block|lock file "postmaster.pid" already exists/;
/** A free port may be taken by another process between our asking and the server's start. */
const PORT_TAKEN = /could not bind|could not create any TCP\/IP sockets/;
const READY = 'database system is ready to accept connections';
/** How much of its log an error shows. */
const TAIL_LINES = 30;
/** The end flushes what is in memory: seconds after a bulk load. */
const STOP_MS = 6_000;

export interface PostgresOptions {
  /** The data directory; made when it is not there. */
  readonly dir: string;
  /** A free one unless given. */
  readonly port?: number;
  /** Whether what was committed survives a SIGKILL of everything; true unless told. Tests do without. */
  readonly durable?: boolean;
  /** Go over the profile's, as `shared_buffers` for benchmarks. */
  readonly settings?: Settings;
  /** Gets each line of the server's log. */
  readonly log?: (line: string) => void;
  /** As root: become nobody even where a user namespace is allowed. */
  readonly avoidNamespace?: boolean;
}

export interface Postgres {
  readonly port: number;
  /** A connection string; the superuser's in its own database unless told. */
  url(database?: string, user?: string, password?: string): string;
  /** A superuser's client, not connected yet, which does not throw when the server ends. */
  client(database?: string): pg.Client;
  /** Ends the server in an orderly way, connections or not. */
  stop(): Promise<void>;
  /** Settles when the server has ended, asked or not. */
  readonly exited: Promise<Exit>;
}

/**
 * Starts PostgreSQL and settles when it accepts connections. The server ends with this process, however that ends, and
 * the next start takes over what a killed one left. Fails when another living process uses the directory.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dir = resolve(options.dir);
  const { initdb, postgres } = findBinaries();
  const identity = unprivileged(options.avoidNamespace);
  mkdirSync(dirname(dir), { recursive: true });
  if (!hasCluster(dir)) await makeCluster(dir, initdb, identity);
  await claim(dir);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const result = await launch(postgres, dir, port, identity, options);
    if (typeof result !== 'string') return handle(result, port);
    const again = LEFTOVERS.test(result) || (PORT_TAKEN.test(result) && options.port === undefined);
    if (!again || attempt === ATTEMPTS) throw new Error(`PostgreSQL did not start in ${dir}.\n${result}`);
    await delay(ATTEMPT_PAUSE_MS);
  }
}

/** The running server, or its log when it ended instead of becoming ready. */
async function launch(
  postgres: string,
  dir: string,
  port: number,
  { prefix, user }: Identity,
  { durable = true, settings, log }: PostgresOptions,
): Promise<Child | string> {
  const child = await startChild(postgres, ['-D', dir, ...settingArguments(durable, port, settings)], {
    ...user,
    prefix,
    cwd: dir,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stopSignal: 'SIGINT', // SIGTERM would wait until every client has left
    graceMs: STOP_MS,
  });
  const tail: string[] = [];
  child.stdout.resume();
  const ready = new Promise<true>((resolveReady) => {
    eachLine(child.stderr, (line) => {
      log?.(line);
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      if (line.includes(READY)) resolveReady(true);
    });
  });
  const drained = new Promise<void>((resolveEnd) => child.stderr.once('close', resolveEnd));
  const ended = child.exited.then(() => drained);
  return (await Promise.race([ready, ended])) === true ? child : tail.join('\n');
}

function handle(child: Child, port: number): Postgres {
  const url = (database = 'postgres', user = SUPERUSER, password = SUPERUSER_PASSWORD) => {
    const [name, secret, base] = [user, password, database].map(encodeURIComponent);
    return `postgres://${name}:${secret}@127.0.0.1:${port}/${base}`;
  };
  return {
    port,
    url,
    client(database) {
      const client = new pg.Client({ connectionString: url(database) });
      client.on('error', () => {}); // a connection that ends with the server is reported by `exited`
      return client;
    },
    async stop() {
      await child.stop();
    },
    exited: child.exited,
  };
}
