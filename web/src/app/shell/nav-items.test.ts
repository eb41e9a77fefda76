import { expect, test } from 'vitest';
import { isHere, NAV_ITEMS } from './nav-items.ts';

test('a place lights the item that it belongs to, and no other', () => {
  const lit = (path: string) => NAV_ITEMS.filter((item) => isHere(item, path)).map(({ to }) => to);
  expect(lit('/prospects')).toEqual(['/prospects']);
  expect(lit('/prospects/01900000')).toEqual(['/prospects']);
  expect(lit('/enrichments/01900000')).toEqual(['/jobs']);
  expect(lit('/prospects-of-another-kind')).toEqual([]);
});

test('the bar of a phone has room for what stands in it', () => {
  expect(NAV_ITEMS.filter(({ short }) => short !== undefined)).toHaveLength(3);
});
