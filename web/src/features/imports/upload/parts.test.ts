import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, partBytesOf, partsOf } from './parts.ts';

test('parts lie end to end, cover the file, and all but the last are whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 700 }), (total, partBytes) => {
      const parts = partsOf(total, partBytes);
      expect(parts.map(({ number }) => number)).toEqual(parts.map((_, at) => at + 1));
      expect(parts[0]?.start).toBe(0);
      expect(parts.at(-1)?.end).toBe(total);
      for (const [at, part] of parts.entries()) {
        const next = parts[at + 1];
        if (next === undefined) expect(partBytesOf(part)).toBeGreaterThan(0);
        else {
          expect(next.start).toBe(part.end);
          expect(partBytesOf(part)).toBe(partBytes);
        }
      }
    }),
  );
});

test('an empty file is one empty part', () => {
  expect(partsOf(0, 10)).toEqual([{ number: 1, start: 0, end: 0 }]);
});

test('what is there is counted in bytes', () => {
  const parts = partsOf(25, 10);
  expect(bytesOf(parts, new Set())).toBe(0);
  expect(bytesOf(parts, new Set([1, 3]))).toBe(15);
  expect(bytesOf(parts, new Set([1, 2, 3]))).toBe(25);
});
