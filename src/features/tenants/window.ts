/**
 * A sliding window counter: the last window's count fades out as the present one goes on. Exact at the borders and
 * never off by more than what an uneven last window allows, at two numbers a key.
 */
export type Window = { index: number; count: number; previous: number };

export const EMPTY: Window = { index: 0, count: 0, previous: 0 };

export type Decision = { window: Window; allowed: boolean; remaining: number; resetMs: number };

/** Counts one request at `now` (ms) against `limit` per `windowMs`. A refused one is not counted. */
export const take = (state: Window, limit: number, windowMs: number, now: number): Decision => {
  const index = Math.floor(now / windowMs);
  const elapsed = (now % windowMs) / windowMs;
  const window =
    index === state.index ? state : { index, count: 0, previous: index === state.index + 1 ? state.count : 0 };
  const used = window.previous * (1 - elapsed) + window.count;
  const allowed = used + 1 <= limit;
  const next = allowed ? { ...window, count: window.count + 1 } : window;
  const remaining = Math.max(0, Math.floor(limit - used - (allowed ? 1 : 0)));
  const restMs = windowMs - (now % windowMs);
  return { window: next, allowed, remaining, resetMs: allowed ? restMs : waitMs(window, limit, windowMs, now) };
};

/** How long until one more fits: when enough of the previous window has faded, else when this one has turned over. */
const waitMs = (w: Window, limit: number, windowMs: number, now: number): number => {
  const into = now % windowMs;
  const rest = windowMs - into;
  const room = limit - 1 - w.count;
  if (room < 0 || w.previous === 0) {
    // After the turn the present count is the previous one and fades in its turn.
    const faded = limit - 1 >= w.count ? 0 : 1 - (limit - 1) / w.count;
    return Math.ceil(rest + faded * windowMs);
  }
  return Math.max(1, Math.ceil(windowMs * (1 - room / w.previous) - into));
};
