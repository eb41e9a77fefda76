import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moved, placeAt } from './order.ts';

test('a row goes up and down, and nowhere outside the list', () => {
  const list = ['a', 'b', 'c'];
  expect(moved(list, 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(list, 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(list, 0, -1)).toBe(list);
  expect(moved(list, 2, 3)).toBe(list);
});

test('moving loses nobody, and moving back restores the order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.nat(), fc.nat(), (list, a, b) => {
      const [from, to] = [a % list.length, b % list.length];
      const there = moved(list, from, to);
      expect([...there].sort()).toEqual([...list].sort());
      expect(there[to]).toBe(list[from]);
      expect(moved(there, to, from)).toEqual(list);
    }),
  );
});

test('a pointer above all is at the first place, below all at the last', () => {
  const middles = [10, 30, 50];
  expect(placeAt(middles, -5)).toBe(0);
  expect(placeAt(middles, 29)).toBe(1);
  expect(placeAt(middles, 31)).toBe(2);
  expect(placeAt(middles, 500)).toBe(2);
});
