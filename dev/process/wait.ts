/** Waiting, where no event can be awaited: another process's doings. */
import { setTimeout as delay } from 'node:timers/promises';

/** Often enough to be quick, seldom enough not to be seen in `top`. */
const POLL_MS = 50;

/** Asks again and again until the answer is true; false when the time is over. */
export async function waitUntil(holds: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() >= end) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** The promise's value, or `late` when the time is over; the promise goes on by itself. */
export async function within<T, L>(promise: Promise<T>, limitMs: number, late: L): Promise<T | L> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, delay(limitMs, late, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
