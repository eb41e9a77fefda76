import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_MS, nextLookMs } from './pace.ts';

const even = (state: Parameters<typeof nextLookMs>[0], ageMs: number) => nextLookMs(state, ageMs, 0.5);

describe('the pause between looks', () => {
  it('doubles while a name waits, from ten seconds to an hour', () => {
    const pauses: number[] = [];
    for (let age = 0; pauses.length < 12; age += pauses.at(-1) ?? 0) pauses.push(even('pending', age));
    expect(pauses.slice(0, 5).map((ms) => ms / 1000)).toEqual([10, 10, 20, 40, 80]);
    expect(pauses.at(-1)).toBe(3_600_000);
    expect(FIRST_MS).toBe(10_000);
  });

  it('is five minutes while all is well, and one while something is wrong', () => {
    expect(even('ready', 1)).toBe(300_000);
    expect(even('drifting', 1)).toBe(60_000);
  });

  it('is spread, but never by much and never to nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (age, r) => {
          const pause = nextLookMs('pending', age, r);
          const middle = even('pending', age);
          return pause >= middle * 0.8 - 1 && pause <= middle * 1.2 + 1;
        },
      ),
    );
    expect(nextLookMs('ready', 0, 0)).not.toBe(nextLookMs('ready', 0, 0.9));
  });
});
