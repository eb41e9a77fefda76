import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addLeftOut, countLeftOut, shownLeftOut } from './left-out.ts';

it('counts values by column, but none of a row that is refused after all', () => {
  const leftOut = [
    { row: 2, columns: ['Mail', 'Boats'] },
    { row: 3, columns: ['Mail'] },
    { row: 4, columns: ['Boats', 'Boats'] },
  ];
  expect([...countLeftOut(leftOut, [{ row: 3 }])]).toEqual([
    ['Mail', 1],
    ['Boats', 3],
  ]);
});

it('shows the columns with the most first, whatever they are called', () => {
  const counts = new Map([
    ['b', 2],
    ['__proto__', 3],
    ['a', 2],
  ]);
  expect(shownLeftOut(counts).map(({ column }) => column)).toEqual(['__proto__', 'a', 'b']);
});

it('adds up to the same, however a file is cut', () => {
  const rows = fc.array(
    fc.record({ row: fc.nat(40), columns: fc.array(fc.constantFrom('a', 'b', 'constructor'), { minLength: 1 }) }),
  );
  fc.assert(
    fc.property(rows, fc.nat(20), fc.array(fc.record({ row: fc.nat(40) })), (all, at, refused) => {
      const parts = [all.slice(0, at), all.slice(at)].map((part) => countLeftOut(part, refused));
      const sum = parts.reduce((before, part) => addLeftOut(before, part), shownLeftOut([]));
      expect(sum).toEqual(shownLeftOut(countLeftOut(all, refused)));
    }),
  );
});
