import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightOf } from './observe.ts';

const read = { method: 'GET', status: 200, ms: 3 };

describe('the line of a request', () => {
  it('is written of all that changes something, fails or is slow', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 1_000 }), (requestId, oneIn) => {
        for (const other of [
          { method: 'POST' },
          { method: 'DELETE' },
          { status: 404 },
          { status: 500 },
          { ms: 1_000 },
        ]) {
          expect(weightOf({ ...read, ...other, requestId }, oneIn)).toBe(1);
        }
      }),
    );
  });

  it('is written of one ordinary read in so many, and whoever has the id can tell which', () => {
    const ids = Array.from({ length: 0x1_0000 }, (_, n) => `x-${n.toString(16).padStart(4, '0')}`);
    const weights = ids.map((requestId) => weightOf({ ...read, requestId }, 20));
    expect(weights.filter((weight) => weight > 0).length / ids.length).toBeCloseTo(1 / 20, 3);
    // Counts can be made whole: what is written stands for what is not.
    expect(weights.reduce((a, b) => a + b) / ids.length).toBeCloseTo(1, 2);
    expect(ids.every((requestId) => weightOf({ ...read, requestId }, 1) === 1)).toBe(true);
  });
});
