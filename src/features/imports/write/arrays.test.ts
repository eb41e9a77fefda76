import { PgDialect } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrayLiteral, columnOf } from './arrays.ts';

/** An array of one dimension, all of whose elements are quoted or NULL, as Postgres reads it. */
const read = (literal: string): (string | null)[] => {
  const values: (string | null)[] = [];
  const element = /(?:"((?:[^"\\]|\\[\s\S])*)"|NULL)(,|\}$)/gy;
  element.lastIndex = 1;
  for (let found = element.exec(literal); found; found = element.exec(literal)) {
    values.push(found[1] === undefined ? null : found[1].replace(/\\([\s\S])/g, '$1'));
    if (found[2] === '}') return values;
  }
  if (literal === '{}') return [];
  throw new Error(`Not read: ${literal}`);
};

it('an array is written as Postgres reads it', () => {
  expect(arrayLiteral(['a', 'b"c', 'd\\e', null, 'NULL', '', '{x,y}'])).toBe(
    '{"a","b\\"c","d\\\\e",NULL,"NULL","","{x,y}"}',
  );
  const value = fc.option(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', '\\', ',', '}', 'a', '\n') })));
  fc.assert(
    fc.property(fc.array(value), (values) => {
      expect(read(arrayLiteral(values))).toEqual(values);
    }),
  );
});

/** A column as Postgres reads its statement, whichever of its forms it has. */
const readColumn = (values: readonly (string | null)[]): (string | null)[] => {
  const { sql, params } = new PgDialect().sqlToQuery(columnOf('text', values));
  const [first, second] = params;
  if (sql.startsWith('array_fill')) return Array.from({ length: Number(second) }, () => first as string | null);
  if (!sql.startsWith('string_to_array')) return read(String(first));
  return String(first)
    .split(String(second))
    .map((text) => (text === '' ? null : text));
};

it('a column is written as Postgres reads it, in whichever form', () => {
  expect(readColumn(['a', null, 'b"c'])).toEqual(['a', null, 'b"c']);
  expect(readColumn(['a', '', null])).toEqual(['a', '', null]);
  expect(readColumn(['a\u007fb', 'c', null])).toEqual(['a\u007fb', 'c', null]);
  expect(readColumn([null, null])).toEqual([null, null]);
  expect(readColumn(['a'])).toEqual(['a']);
  expect(readColumn([])).toEqual([]);
  const value = fc.option(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('\u007f', '"', ',', 'a', '\n') })));
  fc.assert(
    fc.property(fc.array(value), (values) => {
      expect(readColumn(values)).toEqual(values);
    }),
  );
});
