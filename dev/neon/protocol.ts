/**
 * What Neon's HTTP endpoint and its driver say to each other, as @neondatabase/serverless 1.2.0 sends it and Neon's open
 * source proxy (neondatabase/neon, proxy/src/serverless/sql_over_http.rs) answers. Pure: no socket, no database.
 */
import type { IncomingHttpHeaders } from 'node:http';
import pg from 'pg';
import * as z from 'zod';

/** A request and an answer each: https://neon.com/docs/serverless/serverless-driver. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** A parameter as the server gets it: text, or null. */
export type Param = string | null;

export interface Statement {
  readonly query: string;
  readonly params: readonly Param[];
}

export interface Call {
  readonly batch: boolean;
  readonly statements: readonly Statement[];
}

/** What the headers ask for. `begin` opens the transaction of a batch. */
export interface Mode {
  readonly arrays: boolean;
  readonly begin: string;
}

/** A refusal that is not the database's. The driver turns status 400 into an error with the message, all else into text. */
export class RequestError extends Error {
  readonly status: number;
  readonly code: string | null;

  constructor(status: number, message: string, code: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const Query = z.object({ query: z.string(), params: z.array(z.unknown()).default([]) });
const Body = z.union([z.object({ queries: z.array(Query) }), Query]);

/** Reads a body. Throws a {@link RequestError} that says what is wrong with it. */
export function parseCall(body: string): Call {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw new RequestError(400, `could not parse the HTTP request body: ${(error as Error).message}`);
  }
  const parsed = Body.safeParse(json);
  if (!parsed.success) {
    throw new RequestError(400, 'could not parse the HTTP request body: {query, params} or {queries} is wanted');
  }
  const batch = 'queries' in parsed.data;
  const queries = 'queries' in parsed.data ? parsed.data.queries : [parsed.data];
  const statements = queries.map(({ query, params }) => {
    // It ends a text in the wire protocol: what follows would be read as something else.
    if (query.includes('\0')) throw new RequestError(400, 'invalid byte sequence for encoding "UTF8": 0x00', '22021');
    return { query, params: params.map(paramText) };
  });
  return { batch, statements };
}

/** A JSON value as Postgres reads it: arrays in braces, objects as JSON, all else as text. */
function paramText(value: unknown): Param {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? `{${value.map(elementText).join(',')}}` : JSON.stringify(value);
}

/** An element of an array; text is quoted the way JSON does it, which Postgres reads alike. */
function elementText(value: unknown): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return `{${value.map(elementText).join(',')}}`;
  return JSON.stringify(typeof value === 'object' ? JSON.stringify(value) : value);
}

const ISOLATION: Readonly<Record<string, string>> = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
};

/** Reads the headers. Throws a {@link RequestError} for an unknown isolation level. */
export function parseMode(headers: IncomingHttpHeaders): Mode {
  if (headers['neon-raw-text-output'] !== 'true') {
    // Only the driver calls here, and it always asks for text, which it converts by type.
    throw new RequestError(400, 'this endpoint answers raw text only: send Neon-Raw-Text-Output: true');
  }
  const parts = ['BEGIN'];
  const isolation = headers['neon-batch-isolation-level'];
  if (isolation !== undefined) {
    const level = ISOLATION[String(isolation)];
    if (!level) throw new RequestError(400, 'invalid isolation level');
    parts.push(`ISOLATION LEVEL ${level}`);
  }
  if (headers['neon-batch-read-only'] === 'true') parts.push('READ ONLY');
  if (headers['neon-batch-deferrable'] === 'true') parts.push('DEFERRABLE');
  return { arrays: headers['neon-array-mode'] === 'true', begin: parts.join(' ') };
}

/** A column, in the names of node-postgres, which the driver shares. */
export interface Field {
  readonly name: string;
  readonly dataTypeID: number;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeSize: number;
  readonly dataTypeModifier: number;
  readonly format: string;
}

export interface StatementResult {
  readonly command: string;
  readonly rowCount: number | null;
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly Param[])[];
}

/** The answer to a call that went well, as JSON. */
export function answer(call: Call, results: readonly StatementResult[], { arrays }: Mode): string {
  const shaped = results.map(({ command, rowCount, fields, rows }) => ({
    rowAsArray: arrays,
    fields,
    rows: arrays ? rows : rows.map((row) => Object.fromEntries(fields.map(({ name }, i) => [name, row[i] ?? null]))),
    command,
    rowCount,
  }));
  return JSON.stringify(call.batch ? { results: shaped } : shaped[0]);
}

/** `INSERT 0 5` is five rows, `SELECT 5` too, `BEGIN` none. */
export function parseTag(tag: string): { command: string; rowCount: number | null } {
  const [command = '', ...rest] = tag.split(' ');
  const count = Number(rest.at(-1));
  return { command, rowCount: rest.length > 0 && Number.isInteger(count) ? count : null };
}

/** The fields of a database error that the driver copies, beside the message. */
const ERROR_FIELDS = [
  ...(['severity', 'code', 'detail', 'hint', 'position', 'internalPosition', 'internalQuery', 'where'] as const),
  ...(['schema', 'table', 'column', 'dataType', 'constraint', 'file', 'line', 'routine'] as const),
];

/** Status, body and code of a failure. What the database says is 400; a lost connection is the server's fault, 500. */
export function failure(error: unknown): { status: number; body: string; code: string } {
  const message = error instanceof Error ? error.message : String(error);
  const fields: Record<string, unknown> = { message };
  let status = 500;
  if (error instanceof pg.DatabaseError) {
    status = 400;
    for (const name of ERROR_FIELDS) fields[name] = error[name] ?? null;
  } else if (error instanceof RequestError) {
    status = error.status;
    fields.code = error.code;
  }
  return { status, body: JSON.stringify(fields), code: String(fields.code ?? status) };
}
