import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY, take, type Window } from './window.ts';

const WINDOW_MS = 60_000;

/** Sends requests at the given moments; gives which were let through. */
const run = (times: number[], limit: number): boolean[] => {
  let window: Window = EMPTY;
  return times.map((now) => {
    const decision = take(window, limit, WINDOW_MS, now);
    window = decision.window;
    return decision.allowed;
  });
};

const moments = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }).map((gaps) => {
  let now = 1_000_000;
  return gaps.map((gap) => (now += gap));
});

describe('a sliding window', () => {
  it('lets exactly the limit through at one moment', () => {
    expect(run(Array(1000).fill(1_000_000), 100).filter(Boolean)).toHaveLength(100);
  });

  it('never lets more than the limit through in one fixed window', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 20 }), (times, limit) => {
        const allowed = run(times, limit);
        const perWindow = Map.groupBy(
          times.filter((_, i) => allowed[i]),
          (t) => Math.floor(t / WINDOW_MS),
        );
        return [...perWindow.values()].every((w) => w.length <= limit);
      }),
    );
  });

  it('does not double at the border of two windows', () => {
    const border = 20 * WINDOW_MS;
    const times = [...Array(100).fill(border - 1), ...Array(100).fill(border + 1)];
    expect(run(times, 100).filter(Boolean).length).toBeLessThanOrEqual(101);
  });

  it('says when to come back, and means it', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 20 }), (times, limit) => {
        let window: Window = EMPTY;
        for (const now of times) {
          const decision = take(window, limit, WINDOW_MS, now);
          if (!decision.allowed && !take(window, limit, WINDOW_MS, now + decision.resetMs).allowed) return false;
          window = decision.window;
        }
        return true;
      }),
    );
  });

  it('counts a refused request for nothing', () => {
    const full = take({ index: 16, count: 5, previous: 0 }, 5, WINDOW_MS, 16 * WINDOW_MS);
    expect([full.allowed, full.remaining, full.window.count]).toEqual([false, 0, 5]);
  });
});
