import { type SQL, sql } from 'drizzle-orm';

type Value = string | number | null;

const SPECIAL = /["\\]/;

const quoted = (value: string): string =>
  SPECIAL.test(value) ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `"${value}"`;

const element = (value: Value): string =>
  value === null ? 'NULL' : typeof value === 'string' ? quoted(value) : String(value);

/**
 * Values as Postgres writes an array of them: https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO. The driver can do
 * so too, at several times the cost: a chunk has tens of thousands.
 */
export const arrayLiteral = (values: readonly Value[]): string => `{${values.map(element).join(',')}}`;

/** The same as a value of a statement. */
export const arrayOf = (type: 'text' | 'uuid' | 'bigint', values: readonly Value[]): SQL =>
  sql`${arrayLiteral(values)}::${sql.raw(type)}[]`;

/** The same of a column, where one that says nothing of anybody is not written out. */
export const columnOf = (type: 'text' | 'bigint', values: readonly Value[]): SQL =>
  values.every((value) => value === null)
    ? sql`array_fill(null::${sql.raw(type)}, array[${values.length}::int])`
    : arrayOf(type, values);
