import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Pace, roomAt, take, turn, usedOf, type Window } from './rates.ts';

const T = 1_800_000_000_000;

describe('a sliding window', () => {
  const rule = fc.record({
    limit: fc.integer({ min: 1, max: 30 }),
    windowMs: fc.constantFrom(1_000, 60_000, 3_600_000),
  });
  it('never holds more than its limit in any window, and always gives again after one', () =>
    fc.assert(
      fc.property(rule, fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { maxLength: 300 }), (one, gaps) => {
        const window: Window = new Map();
        const granted: number[] = [];
        let now = T;
        for (const gap of gaps) {
          now += Math.floor(gap * one.windowMs);
          const at = roomAt(window, one, now);
          if (at > 0) {
            expect(at).toBeGreaterThan(now);
            continue;
          }
          take(window, one, now);
          granted.push(now);
        }
        for (const from of granted) {
          const inside = granted.filter((at) => at >= from && at < from + one.windowMs);
          expect(inside.length).toBeLessThanOrEqual(one.limit);
        }
        expect(usedOf(window, one, now + 2 * one.windowMs)).toBe(0);
      }),
    ));
  it('gives its whole limit at once, not one more, and says when there is room', () => {
    const one = { limit: 100, windowMs: 3_600_000 };
    const window: Window = new Map();
    let granted = 0;
    for (let i = 0; i < 200; i += 1) {
      if (roomAt(window, one, T) > 0) continue;
      take(window, one, T);
      granted += 1;
    }
    expect(granted).toBe(100);
    const at = roomAt(window, one, T);
    expect(roomAt(window, one, at)).toBe(0);
    expect(at - T).toBeLessThanOrEqual(one.windowMs * (1 + 1 / 60));
  });
});

describe('a token bucket that lends', () => {
  const rule = { perSecond: 8, burst: 2 };
  it('lets no second have more than rate and burst together, however many come', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (gaps) => {
        let pace: Pace | undefined;
        let now = T;
        const turns: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const got = turn(pace, rule, now, 5_000);
          if (got === null) continue;
          pace = got.pace;
          turns.push(now + got.waitMs);
        }
        for (const from of turns) {
          expect(turns.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(10);
        }
      }),
    ));
  it('serves in the order of asking, and turns away whose turn would come too late', () => {
    let pace: Pace | undefined;
    const waits: number[] = [];
    let away = 0;
    for (let i = 0; i < 100; i += 1) {
      const got = turn(pace, rule, T, 5_000);
      if (got === null) away += 1;
      else {
        pace = got.pace;
        waits.push(got.waitMs);
      }
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits).toHaveLength(42);
    expect(away).toBe(58);
  });
});
