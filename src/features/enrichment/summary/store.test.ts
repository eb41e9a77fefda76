import { describe, expect, it } from 'vitest';
import { pauseMs, storedOf } from './store.ts';

const MINUTE = 60_000;
const NOW = new Date('2026-03-01T12:00:00Z');

describe('a summary that could not be had', () => {
  it('is asked for again after ever longer pauses, and at last not at all', () => {
    const pauses = [0, 1, 2, 3, 4, 5].map((tries) => pauseMs(tries, 0, 0));
    expect(pauses).toEqual([2 * MINUTE, 10 * MINUTE, 60 * MINUTE, 360 * MINUTE, 1440 * MINUTE, null]);
  });
  it('is not asked for before the provider allows, nor later than a day for its word', () => {
    expect(pauseMs(0, 3_600_000, 0)).toBe(3_600_000);
    expect(pauseMs(0, 1e12, 0)).toBe(24 * 3_600_000);
    expect(pauseMs(0, 0, 0.999)).toBeLessThan(2.5 * MINUTE);
  });
  it.each([
    [{ kind: 'again', afterMs: 0 }, 0, { outcome: 'waiting', retryAt: new Date(NOW.getTime() + 2 * MINUTE), tries: 1 }],
    [{ kind: 'again', afterMs: 0 }, 5, { outcome: 'failed', retryAt: null, tries: 6 }],
    [{ kind: 'lost' }, 3, { outcome: 'failed', retryAt: null, tries: 0 }],
    [{ kind: 'refused' }, 3, { outcome: 'refused', retryAt: null, tries: 0 }],
    [{ kind: 'nothing' }, 0, { outcome: 'nothing', retryAt: null, tries: 0 }],
  ] as const)('that is %j after %i tries is kept so', (ending, tries, stored) => {
    expect(storedOf(ending, tries, NOW, 0)).toEqual(stored);
  });
});
