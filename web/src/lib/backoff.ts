/** The first wait at most: a Worker that was replaced is back within a second. */
export const BACKOFF_BASE_MS = 1_000;
/** No wait is longer: somebody may be looking at the screen. */
export const BACKOFF_MAX_MS = 30_000;

/**
 * How long to wait before try number `attempt` (from 0), with equal jitter: between half and the whole of a doubling
 * bound, so that a thousand clients of one lost server neither come back at once nor hammer it with tiny waits.
 * `random` is in [0, 1).
 */
export function backoffMs(attempt: number, random: number): number {
  const bound = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** Math.min(attempt, 16));
  return Math.round(bound / 2 + (bound / 2) * random);
}
