/** The control addresses of the endpoint: what it saw, and what it shall do to calls. */
import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { Fault, type Faults } from './faults.ts';
import type { Pools } from './pools.ts';
import { RequestError } from './protocol.ts';
import type { Trips } from './trips.ts';

/** A minute is more than any link has; above it a typing error is more likely. */
const MAX_LATENCY_MS = 60_000;

export const Latency = z.object({ ms: z.number().min(0).max(MAX_LATENCY_MS) });
const Session = z.object({ keep: z.boolean(), database: z.string().optional() });

export interface Controlled {
  readonly trips: Trips;
  readonly faults: Faults;
  readonly pools: Pools;
  latency: number;
  /** Ends the calls that hang on order, all or those to one database. */
  endHanging(database?: string): void;
}

/**
 * - `GET /_stats`, `POST /_stats/reset`: totals.
 * - `GET /_trips?since=SEQ&request=ID`: the last trips, oldest first, and `last`, the number for the next `since`.
 * - `GET /_trips/seen?database=NAME`: how many trips to a database there ever were.
 * - `GET|PUT /_latency {ms}`: added to each round trip.
 * - `GET|PUT|DELETE /_faults {kind, times, match?, database?}`: see {@link Fault}; `DELETE /_faults?database=NAME` for one's own.
 * - `PUT /_session {keep, database?}`: whether a session's state stays for the next call, as behind a pooler.
 * - `DELETE /_pools?database=NAME`: ends connections, so that a database can be dropped or copied.
 */
export async function control(
  on: Controlled,
  method: string,
  url: URL,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const send = (value: unknown, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const database = url.searchParams.get('database') ?? undefined;
  switch (`${method} ${url.pathname}`) {
    case 'GET /_stats':
      return send({ ...on.trips.totals, last: on.trips.last });
    case 'POST /_stats/reset':
      on.trips.reset();
      return send(on.trips.totals);
    case 'GET /_trips': {
      const request = url.searchParams.get('request') ?? undefined;
      const trips = on.trips.list({ since: Number(url.searchParams.get('since') ?? 0) || 0, request });
      const statements = trips.reduce((sum, trip) => sum + trip.statements.length, 0);
      return send({ last: on.trips.last, count: trips.length, statements, trips });
    }
    case 'GET /_trips/seen':
      return send({ seen: on.trips.seen(database ?? '') });
    case 'GET /_latency':
      return send({ ms: on.latency });
    case 'PUT /_latency':
      on.latency = read(Latency, body).ms;
      return send({ ms: on.latency });
    case 'GET /_faults':
      return send({ faults: on.faults.list() });
    case 'PUT /_faults':
      on.faults.add(read(Fault, body));
      return send({ faults: on.faults.list() });
    case 'DELETE /_faults':
      on.faults.clear(database);
      on.endHanging(database);
      return send({ faults: [] });
    case 'PUT /_session': {
      const session = read(Session, body);
      on.pools.keepSessions(session.keep, session.database);
      return send(session);
    }
    case 'DELETE /_pools':
      await on.pools.drop(database);
      return send({});
    default:
      return send({ message: `There is no ${method} ${url.pathname} here; the calls go to POST /sql.` }, 404);
  }
}

function read<T extends z.ZodType>(schema: T, body: string): z.output<T> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new RequestError(400, 'the body is not JSON');
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new RequestError(400, z.prettifyError(parsed.error));
  return parsed.data;
}
