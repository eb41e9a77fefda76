import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrayLiteral } from './arrays.ts';

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
