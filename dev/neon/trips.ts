/** The memory of an endpoint: totals, and the last round trips one by one. */
import type { Call } from './protocol.ts';

/** Enough for the longest test and some seconds of a benchmark, at about 300 bytes each. */
const MAX_TRIPS = 5_000;
/** Enough to tell statements apart. */
const MAX_TEXT = 120;

export interface Totals {
  /** Calls that arrived: single, batch, and those that could not be read. */
  http: number;
  single: number;
  batch: number;
  /** Statements in all calls, without the BEGIN and COMMIT of a batch. */
  statements: number;
  /** Tunnels opened. */
  ws: number;
  /** Calls that were not answered with 200, faults included. */
  errors: number;
  /** Calls being answered now. */
  inFlight: number;
}

export interface Trip {
  /** Grows by one with each trip, and is never reset. */
  readonly seq: number;
  /** Milliseconds since 1970 at which the call arrived. */
  readonly at: number;
  /** Milliseconds until the answer was ready, without latency that was added. */
  readonly ms: number;
  readonly batch: boolean;
  readonly statements: readonly string[];
  /** Rows in all results. */
  readonly rows: number;
  /** SQLSTATE, HTTP status or `fault:<kind>`; null when all went well. */
  readonly code: string | null;
  readonly user: string;
  readonly database: string;
  readonly application: string;
  readonly requestId: string | null;
}

const noTotals = (): Totals => ({ http: 0, single: 0, batch: 0, statements: 0, ws: 0, errors: 0, inFlight: 0 });

export class Trips {
  totals: Totals = noTotals();
  #seq = 0;
  #ring: Trip[] = [];
  #seen = new Map<string, number>();

  add(trip: Omit<Trip, 'seq'>): void {
    this.#seq += 1;
    this.#ring[this.#seq % MAX_TRIPS] = { seq: this.#seq, ...trip };
    this.#seen.set(trip.database, this.seen(trip.database) + 1);
  }

  /** How many trips to a database there ever were. */
  seen(database: string): number {
    return this.#seen.get(database) ?? 0;
  }

  /** The number of the last trip: pass it to {@link list} later to see what came after. */
  get last(): number {
    return this.#seq;
  }

  /** Trips after a number and, if given, of one request; oldest first. */
  list({ since = 0, request }: { since?: number; request?: string | undefined } = {}): Trip[] {
    return this.#ring
      .filter((trip) => trip.seq > since && (request === undefined || trip.requestId === request))
      .sort((a, b) => a.seq - b.seq);
  }

  /** Begins the totals anew; calls under way stay counted as such. */
  reset(): void {
    this.totals = { ...noTotals(), inFlight: this.totals.inFlight };
  }
}

/** The statements of a call, each on one line and cut. */
export function shortTexts(call: Call): string[] {
  return call.statements.map(({ query }) =>
    query
      .slice(0, MAX_TEXT * 2)
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, MAX_TEXT),
  );
}
