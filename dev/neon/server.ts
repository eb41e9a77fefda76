/** Neon's endpoint for the local stack: POST /sql and the WebSocket tunnel /v2 in front of any PostgreSQL. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Controlled, control } from './control.ts';
import { type FaultKind, Faults } from './faults.ts';
import { BrokenConnection, Pipeline } from './pipeline.ts';
import { type Lease, makePools, type Target } from './pools.ts';
import {
  answer,
  type Call,
  failure,
  MAX_BYTES,
  parseCall,
  parseMode,
  RequestError,
  type Statement,
  type StatementResult,
} from './protocol.ts';
import { shortTexts, type Totals, Trips } from './trips.ts';
import { makeTunnels } from './tunnel.ts';

/** Longer than any client keeps an idle connection: one that we close is one that a client may just be using. */
const KEEP_ALIVE_MS = 10 * 60_000;
const NOBODY: Target = { user: '', database: '', application: '' };
const UNREADABLE: Call = { batch: false, statements: [] };

export interface NeonOptions {
  readonly pgPort: number;
  readonly pgHost?: string;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** Milliseconds added to each round trip. */
  readonly latency?: number;
  /** Finds the id of the request that a call belongs to in its statements. */
  readonly requestIdOf?: (statements: readonly Statement[]) => string | undefined;
  /** Most connections for one connection string. */
  readonly maxPerPool?: number;
}

export interface Neon {
  readonly port: number;
  readonly trips: Trips;
  readonly faults: Faults;
  /** The totals since the start or the last reset. */
  stats(): Totals;
  setLatency(ms: number): void;
  /** Whether a session's state stays for the next call on its connection, as behind a pooler in transaction mode. */
  keepSessions(keep: boolean): void;
  /** Ends the connections to one database, or all. */
  dropPools(database?: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the endpoint on loopback. Fails when the port is taken. */
export async function startNeon(options: NeonOptions): Promise<Neon> {
  const { pgPort, pgHost = '127.0.0.1', port = 0, latency = 0, requestIdOf, maxPerPool } = options;
  /** With the database that each was to. */
  const hanging = new Map<ServerResponse, string | undefined>();
  const endHanging = (database?: string) => {
    for (const [response, to] of hanging) if (database === undefined || database === to) response.destroy();
  };
  const state: Controlled = {
    trips: new Trips(),
    faults: new Faults(),
    pools: makePools(pgHost, pgPort, maxPerPool),
    latency,
    endHanging,
  };

  const sql = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { trips } = state;
    const begun = performance.now();
    const at = Date.now();
    trips.totals.http += 1;
    trips.totals.inFlight += 1;
    let call = UNREADABLE;
    let target = NOBODY;
    let rows = 0;
    let reply = { status: 200, body: '' };
    let fault: FaultKind | undefined;
    let database: string | undefined;
    let code: string | null = null;
    try {
      call = parseCall(await readBody(request));
      trips.totals[call.batch ? 'batch' : 'single'] += 1;
      trips.totals.statements += call.statements.length;
      const mode = parseMode(request.headers);
      const connectionString = header(request, 'neon-connection-string');
      database = state.pools.databaseOf(connectionString);
      fault = state.faults.take(call, database);
      if (fault === undefined || fault === 'drop-after-commit') {
        const lease = await state.pools.lease(connectionString);
        target = lease.target;
        const results = await execute(lease, call, mode.begin, response);
        for (const result of results) rows += result.rows.length;
        reply.body = answer(call, results, mode);
        if (reply.body.length > MAX_BYTES)
          throw new RequestError(507, `response is too large (max is ${MAX_BYTES} bytes)`);
      }
    } catch (error) {
      const failed = failure(error);
      code = failed.code;
      reply = failed;
    } finally {
      if (fault) code = `fault:${fault}`;
      if (code !== null) trips.totals.errors += 1;
      const ms = Math.round((performance.now() - begun) * 1_000) / 1_000;
      const requestId = requestIdOf?.(call.statements) ?? null;
      trips.add({ at, ms, batch: call.batch, statements: shortTexts(call), rows, code, ...target, requestId });
    }
    if (state.latency > 0) await delay(state.latency);
    trips.totals.inFlight -= 1;
    if (fault === 'hang')
      hanging.set(
        response.once('close', () => hanging.delete(response)),
        database,
      );
    else if (fault === '500') send(response, 500, 'a fault that was ordered', 'text/plain');
    else if (fault) response.destroy();
    else send(response, reply.status, reply.body, 'application/json');
  };

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, (request, response) => {
    const isCall = request.method === 'POST' && request.url === '/sql';
    const done = isCall
      ? sql(request, response)
      : readBody(request).then((body) => {
          const url = new URL(request.url ?? '/', 'http://localhost');
          return control(state, request.method ?? '', url, body, response);
        });
    done.catch((error) => {
      const { status, body } = failure(error);
      if (!response.headersSent) send(response, status, body, 'application/json');
    });
  });
  const tunnels = makeTunnels(
    pgHost,
    pgPort,
    () => state.latency,
    () => {
      state.trips.totals.ws += 1;
    },
  );
  server.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname === '/v2') tunnels.accept(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address();

  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    trips: state.trips,
    faults: state.faults,
    stats: () => ({ ...state.trips.totals }),
    setLatency(ms) {
      state.latency = ms;
    },
    keepSessions(keep) {
      state.pools.keepSessions(keep);
    },
    dropPools: (database) => state.pools.drop(database),
    async stop() {
      endHanging();
      tunnels.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await state.pools.drop();
    },
  };
}

/** Runs a call, and stops it when its caller goes away, as Neon does: nobody is left who wants the answer. */
async function execute(lease: Lease, call: Call, begin: string, response: ServerResponse): Promise<StatementResult[]> {
  let gone = false;
  const onClose = () => {
    gone = true;
    lease.destroy(true);
  };
  response.once('close', onClose);
  try {
    // Behind a transaction the session is cleaned in the same trip; a statement alone may be one that must be alone.
    const run = call.batch ? new Pipeline(call.statements, begin, lease.cleaning) : new Pipeline(call.statements);
    const results = await run.on(lease.client);
    response.off('close', onClose);
    if (!gone) lease.giveBack({ failed: false, cleaned: call.batch });
    return results;
  } catch (error) {
    response.off('close', onClose);
    // A refused statement leaves a sound connection; after anything else nobody knows what it is in the middle of.
    if (!gone && error instanceof pg.DatabaseError && error.severity === 'ERROR')
      lease.giveBack({ failed: true, cleaned: false });
    else if (!gone) lease.destroy(!(error instanceof BrokenConnection));
    throw error;
  }
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // Read on without keeping: a caller whose socket is closed while it sends sees that, not the answer.
      if (size <= MAX_BYTES) chunks.push(chunk);
    });
    request.once('error', reject).once('end', () => {
      if (size > MAX_BYTES) reject(new RequestError(413, `request is too large (max is ${MAX_BYTES} bytes)`));
      else resolve((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString('utf8') ?? '');
    });
  });
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function send(response: ServerResponse, status: number, body: string, type: string): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length }).end(bytes);
}
