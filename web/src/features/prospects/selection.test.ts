import { expect, test } from 'vitest';
import { between, coverage, NOBODY, ticked } from './selection.ts';

const ROWS = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

test('ticking adds, unticking takes away, and nothing changes where nothing is to', () => {
  const two = ticked(NOBODY, ['a', 'b'], true);
  expect([...two]).toEqual(['a', 'b']);
  expect(ticked(two, ['b'], true)).toBe(two);
  expect([...ticked(two, ['a', 'c'], false)]).toEqual(['b']);
});

test('a range holds both its ends, in whichever direction it was drawn', () => {
  expect(between(ROWS, 1, 3)).toEqual(['b', 'c', 'd']);
  expect(between(ROWS, 3, 1)).toEqual(['b', 'c', 'd']);
  expect(between(ROWS, 2, 2)).toEqual(['c']);
});

test('the head knows none, some and all', () => {
  expect(coverage(ROWS, NOBODY)).toBe('none');
  expect(coverage(ROWS, new Set(['b']))).toBe('some');
  expect(coverage(ROWS, new Set(['a', 'b', 'c', 'd', 'elsewhere']))).toBe('all');
  expect(coverage([], new Set(['a']))).toBe('none');
});
