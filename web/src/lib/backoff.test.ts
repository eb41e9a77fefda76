import { describe, expect, it } from 'vitest';
import { BACKOFF_BASE_MS, BACKOFF_MAX_MS, backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  it('doubles from the first wait on', () => {
    expect([0, 1, 2, 3].map((attempt) => backoffMs(attempt, 1))).toEqual([1, 2, 4, 8].map((n) => n * BACKOFF_BASE_MS));
  });

  it('never waits longer than the limit, however often it tried', () => {
    for (const attempt of [5, 10, 100, 100_000]) expect(backoffMs(attempt, 1)).toBe(BACKOFF_MAX_MS);
  });

  it('scatters between half and the whole of the bound', () => {
    expect(backoffMs(3, 0)).toBe(4 * BACKOFF_BASE_MS);
    expect(backoffMs(3, 0.5)).toBe(6 * BACKOFF_BASE_MS);
  });
});
