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

/** Parts values that are written one behind the other: the character DEL, which hardly any text has, and JSON leaves as it is. */
const PART = '\u007f';

/** Whether values can be written with nothing but that between them, where a null is nothing at all. */
const arePlain = (values: readonly Value[]): boolean =>
  values.length > 1 && !values.includes('') && !values.join('').includes(PART);

/**
 * The same of a column of a chunk, in few words where there are any: a value that all have is written once, and others without
 * quotes where none of them needs any.
 */
export const columnOf = (type: 'text' | 'bigint' | 'uuid', values: readonly Value[]): SQL => {
  const [first = null] = values;
  if (values.length > 0 && values.every((value) => value === first)) {
    return sql`array_fill(${first}::${sql.raw(type)}, array[${values.length}::int])`;
  }
  return arePlain(values)
    ? sql`string_to_array(${values.join(PART)}, ${PART}, '')::${sql.raw(type)}[]`
    : arrayOf(type, values);
};
