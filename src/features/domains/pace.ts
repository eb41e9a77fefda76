import type { DomainState } from './contract.ts';
import { routes } from './machine.ts';

/** First look after adding: the fastest anybody has set two records. */
export const FIRST_MS = 10_000;
/** Longest pause while a name waits: whoever comes back to it presses the button. */
const WAITING_MAX_MS = 60 * 60_000;
/** A name that serves is looked at this often: drift is told within minutes. */
const READY_MS = 5 * 60_000;
/** Something is wrong with a name that serves: the second look decides whether it stops. */
const DRIFTING_MS = 60_000;
/** Pauses differ by up to this part either way, so that names added together are not looked at together. */
const JITTER = 0.2;

/**
 * Milliseconds until the next look. A name that waits is as old again by then: 10 s, 20 s, 40 s … of its age. `random`
 * is in [0, 1).
 */
export const nextLookMs = (state: DomainState, ageMs: number, random: number): number => {
  const waiting = Math.min(WAITING_MAX_MS, Math.max(FIRST_MS, ageMs));
  const base = state === 'ready' ? READY_MS : routes(state) ? DRIFTING_MS : waiting;
  return Math.round(base * (1 - JITTER + 2 * JITTER * random));
};
