/**
 * All statements of a call in one write and one answer: BEGIN, the statements and COMMIT go out together with a single
 * Sync behind them, so that a batch costs one trip to the server however many statements it has.
 *
 * After an error the server skips everything up to the Sync, COMMIT included; the transaction is then rolled back with
 * the reset of the session. That makes it safe to send COMMIT before the outcome of the others is known.
 */
import type { Connection, Submittable } from 'pg';
import {
  type Field,
  MAX_BYTES,
  type Param,
  parseTag,
  RequestError,
  type Statement,
  type StatementResult,
} from './protocol.ts';

/** The connection is left in the middle of something: it must not be used again. */
export class BrokenConnection extends Error {}

interface Step extends Statement {
  /** BEGIN, COMMIT and what cleans the session, whose results nobody asked for. */
  readonly frame: boolean;
}

const NONE: readonly Param[] = [];
const NO_TYPES: string[] = [];

interface Running {
  fields: Field[];
  rows: Param[][];
}

/** Runs a call on a client: `await new Pipeline(…).on(client)`. */
export class Pipeline implements Submittable {
  readonly #steps: readonly Step[];
  readonly #results: StatementResult[] = [];
  #at = 0;
  #running: Running = { fields: [], rows: [] };
  #bytes = 0;
  #settle: { resolve(results: StatementResult[]): void; reject(error: unknown): void } | undefined;

  /**
   * @param begin opens a transaction around the statements; without it a single statement commits itself
   * @param behind what is run once the transaction is committed, and not where it failed
   */
  constructor(statements: readonly Statement[], begin?: string, behind: readonly string[] = []) {
    const frame = (query: string): Step => ({ query, params: NONE, frame: true });
    const inner = statements.map(({ query, params }) => ({ query, params, frame: false }));
    this.#steps = begin
      ? [begin, ...inner, 'COMMIT', ...behind].map((s) => (typeof s === 'string' ? frame(s) : s))
      : inner;
  }

  /** The results in the order of the statements. Fails with the first error of the server. */
  on(client: { query(submittable: Submittable): unknown }): Promise<StatementResult[]> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      client.query(this);
    });
  }

  // What follows is called by node-postgres: to send, and for each message of the server.

  submit(connection: Connection): void {
    const more = true; // asked for by the types, not by the code
    connection.stream.cork();
    for (const { query, params, frame } of this.#steps) {
      connection.parse({ name: '', text: query, types: NO_TYPES }, more);
      connection.bind({ values: params.length === 0 ? undefined : [...params] }, more);
      if (!frame) connection.describe({ type: 'P' }, more);
      connection.execute({}, more);
    }
    connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    // A copy without the parser's class, and in plain text always.
    this.#running.fields = fields.map(({ name, dataTypeID, tableID, columnID, dataTypeSize, dataTypeModifier }) => {
      return { name, dataTypeID, tableID, columnID, dataTypeSize, dataTypeModifier, format: 'text' };
    });
  }

  handleDataRow({ fields }: { fields: Param[] }): void {
    if (this.#bytes > MAX_BYTES) return;
    for (const value of fields) this.#bytes += value === null ? 4 : value.length;
    this.#running.rows.push(fields);
    if (this.#bytes > MAX_BYTES) {
      this.#running.rows = [];
      this.#results.length = 0;
      this.handleError(new RequestError(507, `response is too large (max is ${MAX_BYTES} bytes)`));
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    if (!this.#steps[this.#at]?.frame) this.#results.push({ ...parseTag(text), ...this.#running });
    this.#running = { fields: [], rows: [] };
    this.#at += 1;
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handleReadyForQuery(): void {
    this.#settle?.resolve(this.#results);
  }

  handleError(error: unknown): void {
    this.#settle?.reject(error);
  }

  handlePortalSuspended(): void {
    this.handleError(new BrokenConnection('a portal was suspended although all rows were asked for'));
  }

  /** The server took the statements behind it for data: there is no way back to order on this connection. */
  handleCopyInResponse(): void {
    this.handleError(new BrokenConnection('COPY FROM STDIN is not possible over HTTP'));
  }

  handleCopyData(): void {
    // COPY TO STDOUT gives lines that the answer has no place for, as with Neon
  }
}
