/**
 * A circuit breaker as a reducer over moments (ms): it has no timer, and says from what it was told whether a provider may
 * be asked. Closed, open for a while, then one probe whose end decides.
 */

/** Failures one after the other that open it: fewer are chance, and ten would be ten customers who waited for nothing. */
export const FAILURES_IN_A_ROW = 8;
/** Time over which the share of failures is looked at. */
export const SAMPLE_MS = 60_000;
/** Calls in that time from which a share says something, … */
const SAMPLE_MIN = 10;
/** … and the share that opens it. */
const FAILING_SHARE = 0.5;
/** How long it stays open at first; doubled with each probe that fails … */
export const OPEN_MS = 5_000;
/** … up to here: a provider that is back is noticed within a minute. */
export const OPEN_MAX_MS = 60_000;
/** A probe whose holder told nothing in this long is lost, and the next one takes its place: a call's deadline and more. */
export const PROBE_MS = 20_000;
/** Calls are counted in steps of this length. */
const STEP_MS = 1_000;

type Step = { step: number; calls: number; failed: number };

/**
 * `until` is when an open one lets a probe through, or when the probe of a half-open one counts as lost. `openings` counts
 * those since it was last closed. `steps` are the calls of the last minute.
 */
export type Breaker = {
  state: 'closed' | 'open' | 'half_open';
  since: number | null;
  until: number;
  inARow: number;
  openings: number;
  steps: Step[];
};

export const newBreaker = (): Breaker => ({
  state: 'closed',
  since: null,
  until: 0,
  inARow: 0,
  openings: 0,
  steps: [],
});

/** Calls of the last minute, and how many of them failed. */
export const figuresOf = ({ steps }: Breaker, now: number): { calls: number; failed: number } => {
  const first = Math.floor((now - SAMPLE_MS) / STEP_MS);
  let calls = 0;
  let failed = 0;
  for (const one of steps) {
    if (one.step <= first) continue;
    calls += one.calls;
    failed += one.failed;
  }
  return { calls, failed };
};

/** Whether a call may go out: as every other, as the probe, or not before `until`. */
export type Verdict = { kind: 'pass' } | { kind: 'probe' } | { kind: 'wait'; until: number };

/** What becomes of a call that wants out now. A probe that is let through is on its way from then on. */
export const admit = (breaker: Breaker, now: number): { breaker: Breaker; verdict: Verdict } => {
  if (breaker.state === 'closed') return { breaker, verdict: { kind: 'pass' } };
  if (now < breaker.until) return { breaker, verdict: { kind: 'wait', until: breaker.until } };
  const since = breaker.state === 'half_open' ? breaker.since : now;
  return { breaker: { ...breaker, state: 'half_open', since, until: now + PROBE_MS }, verdict: { kind: 'probe' } };
};

/** The probe did not go out after all: the next call is it. */
export const giveBackProbe = (breaker: Breaker, now: number): Breaker =>
  breaker.state === 'half_open' ? { ...breaker, until: now } : breaker;

const counted = (breaker: Breaker, ok: boolean, now: number): Breaker => {
  const step = Math.floor(now / STEP_MS);
  const steps = breaker.steps.filter((one) => one.step > step - SAMPLE_MS / STEP_MS);
  const last = steps.at(-1);
  const added = { step, calls: 1, failed: ok ? 0 : 1 };
  if (last?.step === step) {
    steps[steps.length - 1] = { step, calls: last.calls + 1, failed: last.failed + added.failed };
  } else steps.push(added);
  return { ...breaker, steps };
};

const opened = (breaker: Breaker, now: number): Breaker => ({
  ...breaker,
  state: 'open',
  since: now,
  until: now + Math.min(OPEN_MAX_MS, OPEN_MS * 2 ** Math.min(breaker.openings, 10)),
  openings: breaker.openings + 1,
  inARow: 0,
});

/**
 * What the end of a call means. What began before it opened and ends after it says nothing new. An answer of any kind is
 * well: a refusal is the caller's matter, not the provider's health.
 */
export const record = (breaker: Breaker, end: { ok: boolean; probe: boolean }, now: number): Breaker => {
  const next = counted(breaker, end.ok, now);
  if (breaker.state === 'half_open' && end.probe) {
    return end.ok ? { ...newBreaker(), since: now } : opened(next, now);
  }
  if (breaker.state !== 'closed') return next;
  if (end.ok) return { ...next, inARow: 0 };
  const inARow = breaker.inARow + 1;
  const { calls, failed } = figuresOf(next, now);
  const failing = calls >= SAMPLE_MIN && failed / calls >= FAILING_SHARE;
  return inARow >= FAILURES_IN_A_ROW || failing ? opened(next, now) : { ...next, inARow };
};
