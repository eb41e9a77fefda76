/** Connections to the server, a pool for each connection string, and the state of their sessions. */
import { connect } from 'node:net';
import pg from 'pg';
import { RequestError } from './protocol.ts';

/** Neon keeps 20 for an endpoint; more than the two cores of a small machine can use. */
const MAX_PER_POOL = 20;
/** Short, so that a test's database can be dropped soon; long enough for a person who clicks. */
const IDLE_MS = 5_000;
/** Neon's own limit, for a new connection and for waiting for a used one. */
const CONNECT_MS = 15_000;
/** Connection strings of the recent past; the driver sends the same ones again and again. */
const MAX_PARSED = 1_000;

/**
 * What a call may have left in its session. It is `DISCARD ALL` in its parts, except that the plans stay: throwing them
 * away makes every function and policy be planned anew, which costs a call more than all the rest.
 */
const RESET = [
  'CLOSE ALL',
  'SET SESSION AUTHORIZATION DEFAULT',
  'RESET ALL',
  'DEALLOCATE ALL',
  'UNLISTEN *',
  'SELECT pg_advisory_unlock_all()',
  'DISCARD TEMP',
  'DISCARD SEQUENCES',
] as const;

export interface Target {
  readonly user: string;
  readonly database: string;
  readonly application: string;
}

export interface Lease {
  readonly client: pg.PoolClient;
  readonly target: Target;
  /** What cleans the session, for whoever sends it along with a call; nothing where its state is to stay. */
  readonly cleaning: readonly string[];
  /** Back to the pool, clean: what `cleaned` says was not done yet is done behind the back of the caller. */
  giveBack(how: { failed: boolean; cleaned: boolean }): void;
  /** Not to be used again; `cancel` also stops what it is doing. */
  destroy(cancel?: boolean): void;
}

interface Entry {
  readonly pool: pg.Pool;
  readonly target: Target;
}

export interface Pools {
  /** A connection for a connection string. Fails as Neon does when it cannot be made. */
  lease(connectionString: string | undefined): Promise<Lease>;
  /** Says whether a session's state stays for the next call, as behind a pooler in transaction mode: of one database, or all. */
  keepSessions(keep: boolean, database?: string): void;
  /** The database that a connection string leads to; undefined where it leads nowhere. */
  databaseOf(connectionString: string | undefined): string | undefined;
  /** Ends all connections, or those to one database, when their calls are done. */
  drop(database?: string): Promise<void>;
}

export function makePools(host: string, port: number, max = MAX_PER_POOL): Pools {
  const entries = new Map<string, Entry>();
  const parsed = new Map<string, string>();
  let keepAll = false;
  const kept = new Set<string>();

  const entryFor = (connectionString: string): Entry => {
    const known = parsed.get(connectionString);
    const found = known === undefined ? undefined : entries.get(known);
    if (found) return found;
    const { key, config, target } = parse(connectionString);
    if (parsed.size >= MAX_PARSED) parsed.clear();
    parsed.set(connectionString, key);
    const existing = entries.get(key);
    if (existing) return existing;
    const pool = new pg.Pool({
      ...config,
      host,
      port,
      max,
      idleTimeoutMillis: IDLE_MS,
      connectionTimeoutMillis: CONNECT_MS,
    });
    pool.on('error', () => {}); // an idle connection that the server ended: the pool has dropped it already
    pool.on('connect', (client) => client.on('error', () => {})); // one in use: its call fails, which says enough
    const entry = { pool, target };
    entries.set(key, entry);
    return entry;
  };

  const pools: Pools = {
    keepSessions(keep, database) {
      if (database === undefined) keepAll = keep;
      else if (keep) kept.add(database);
      else kept.delete(database);
    },
    databaseOf(connectionString) {
      try {
        return connectionString && entryFor(connectionString).target.database;
      } catch {
        return undefined; // which the call itself is told
      }
    },
    async lease(connectionString) {
      if (!connectionString) throw new RequestError(400, 'invalid header: Neon-Connection-String');
      const { pool, target } = entryFor(connectionString);
      const client = await pool.connect();
      const destroy = (cancel = false) => {
        if (cancel) cancelRunning(client, host, port);
        client.release(true);
      };
      const cleaning = keepAll || kept.has(target.database) ? [] : RESET;
      const giveBack: Lease['giveBack'] = ({ failed, cleaned }) => {
        const open = failed || client.getTransactionStatus() !== 'I';
        const statements = [...(open ? ['ROLLBACK'] : []), ...(cleaned && !open ? [] : cleaning)];
        if (statements.length === 0) return client.release();
        client.query(statements.join(';')).then(
          () => client.release(),
          () => client.release(true),
        );
      };
      return { client, target, cleaning, giveBack, destroy };
    },
    async drop(database) {
      const ended = [...entries].filter(([, { target }]) => database === undefined || target.database === database);
      for (const [key] of ended) entries.delete(key);
      await Promise.all(ended.map(([, { pool }]) => pool.end()));
    },
  };
  return pools;
}

function parse(connectionString: string): { key: string; config: pg.ClientConfig; target: Target } {
  let url: URL;
  try {
    url = new URL(connectionString);
  } catch {
    throw new RequestError(400, 'invalid connection string');
  }
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new RequestError(400, 'incorrect scheme');
  const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(decodeURIComponent);
  if (!database) throw new RequestError(400, 'missing database name');
  if (!user) throw new RequestError(400, 'missing username');
  if (!password) throw new RequestError(400, 'missing authentication credentials: required password');
  const application = url.searchParams.get('application_name') ?? '';
  const options = url.searchParams.get('options') ?? undefined;
  const config = { user, password, database, application_name: application, options };
  return { key: JSON.stringify(config), config, target: { user, database, application } };
}

/** https://www.postgresql.org/docs/18/protocol-message-formats.html, CancelRequest. */
const CANCEL_CODE = 80_877_102;

/** Asks the server to stop what a connection does. It is not used again, so that nothing else can be hit. */
function cancelRunning(client: pg.PoolClient, host: string, port: number): void {
  const [pid, secret] = ['processID', 'secretKey'].map((name) => Reflect.get(client, name)); // missing in the types
  if (typeof pid !== 'number' || typeof secret !== 'number') return;
  const message = Buffer.alloc(16);
  for (const [index, value] of [16, CANCEL_CODE, pid, secret].entries()) message.writeInt32BE(value, index * 4);
  const socket = connect({ host, port }, () => socket.end(message));
  socket.on('error', () => {}); // the server is gone, and with it the statement
}
