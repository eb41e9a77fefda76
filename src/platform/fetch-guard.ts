/**
 * The one way out to providers. A call has a deadline that includes its body, a body has a largest size, a redirect is
 * an answer and not a journey, and every body is read or cancelled: a Worker has six connections, and one that hangs
 * holds one of them.
 */

/** Longest time for connecting, headers and body together of one try. */
export const TRY_MAX_MS = 10_000;
/** Largest body read: the largest answer any provider gives here (an insider's filing history) is well below. */
const BODY_MAX_BYTES = 5 * 1024 * 1024;
/** Tries of one call at most. */
const TRIES_MAX = 3;
/** Full jitter doubles from here … */
const BACKOFF_BASE_MS = 500;
/** … up to here. */
const BACKOFF_CAP_MS = 8_000;
/** Added at random to a wait the provider asked for, so that those it turned away do not come back together. */
const SPREAD_MS = 500;

/** A whole answer. */
export type Answer = { status: number; headers: Headers; text: string };
/** Why there is no answer. Whether the provider did its work, and billed it, is not known then. */
export type Fault = 'timeout' | 'network' | 'too_large';
/** How one try ended, for whoever let it out. `unused`: it did not go out after all. */
export type CallEnd =
  | { kind: 'answer'; status: number; retryAfterMs: number | undefined }
  | { kind: 'fault' }
  | { kind: 'unused' };
/** Leave for one try, to be given back with its end; or none, and why is the gate's to tell. */
export type Passage = { kind: 'pass'; end(end: CallEnd): void } | { kind: 'held' };
/** Whoever decides whether a provider may be asked. It may wait as long as a try is still possible before `until` (ms). */
export type Gate = { enter(url: string, until: number): Promise<Passage> };
export type Called = { kind: 'answer'; answer: Answer } | { kind: 'fault'; fault: Fault };

/** Reads a body, counting what comes rather than believing what is announced; undefined where it is too large. */
const readText = async (response: Response, max: number): Promise<string | undefined> => {
  if (!response.body) return '';
  const reader = response.body.getReader();
  // Tells of a broken connection too, and unheard it would count as an error of ours.
  reader.closed.catch(() => {});
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > max) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
};

/** One call with a deadline in milliseconds. Never throws for what the other side does. */
export const guardedFetch = async (
  url: string,
  init: RequestInit = {},
  limits: { timeoutMs?: number; maxBytes?: number } = {},
): Promise<Called> => {
  const signal = AbortSignal.timeout(Math.max(1, Math.min(TRY_MAX_MS, limits.timeoutMs ?? TRY_MAX_MS)));
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    const text = await readText(response, limits.maxBytes ?? BODY_MAX_BYTES);
    if (text === undefined) return { kind: 'fault', fault: 'too_large' };
    const { status, headers } = response;
    return { kind: 'answer', answer: { status, headers, text } };
  } catch {
    return { kind: 'fault', fault: signal.aborted ? 'timeout' : 'network' };
  }
};

/** The answer's JSON, or undefined where it is none. */
export const jsonOf = (answer: Answer): unknown => {
  try {
    return JSON.parse(answer.text);
  } catch {
    return undefined;
  }
};

/** Milliseconds that a Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3); undefined where it says nothing. */
export const retryAfterMs = (header: string | null, now: number): number | undefined => {
  if (header === null || header.trim() === '') return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
};

/** Refused before any work was done, and so never billed: too many requests, unavailable, overloaded. */
const turnedAway = (status: number): boolean => status === 429 || status === 503 || status === 529;

export type Tried = {
  called: { kind: 'answer'; status: number; retryAfterMs: number | undefined } | { kind: 'fault' };
  /** Tries made so far, this one included. */
  tries: number;
  /** What is left of the time for the whole call. */
  remainingMs: number;
  /** Whether a call costs money: then one whose outcome is unknown is never repeated. */
  paid: boolean;
  /** In [0, 1). */
  random: number;
};

/**
 * How long to wait before the next try, or null where this try was the last. What was turned away may always be tried
 * again; what may have been done and billed only where it is free. A wait that would leave no time for the try itself,
 * or that ends before the provider allows, is not begun.
 */
export const nextTryInMs = ({ called, tries, remainingMs, paid, random }: Tried): number | null => {
  if (tries >= TRIES_MAX) return null;
  const away = called.kind === 'answer' && turnedAway(called.status);
  const broken = called.kind === 'fault' || called.status >= 500;
  if (!away && !(broken && !paid)) return null;
  const backoff = random * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** tries);
  const asked = called.kind === 'answer' ? called.retryAfterMs : undefined;
  const wait = Math.round(asked === undefined ? backoff : asked + random * SPREAD_MS);
  return wait + TRY_MAX_MS <= remainingMs ? wait : null;
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Where whole answers are kept for a while, by their address. What it cannot give or keep is as if it were not there. */
export type AnswerStore = {
  get(url: string): Promise<string | undefined>;
  put(url: string, text: string): Promise<void>;
};

/** A gate holds a try back: nothing was sent, so that nothing is known of the other side. */
const HELD: Called = { kind: 'fault', fault: 'network' };

/**
 * Calls until there is an answer to keep or the time `until` (milliseconds since the epoch) does not allow another try. Each
 * try passes `gate`. Where the gate holds the first one back there is a fault of which the gate can say that nothing was
 * sent; a later one leaves the answer before it standing. An answer that `store` has is not asked for.
 */
export const callProvider = async (
  url: string,
  init: RequestInit,
  plan: { paid: boolean; until: number; gate?: Gate | undefined; store?: AnswerStore | undefined },
): Promise<Called> => {
  const kept = await plan.store?.get(url);
  if (kept !== undefined) return { kind: 'answer', answer: { status: 200, headers: new Headers(), text: kept } };
  let before: Called | undefined;
  for (let tries = 1; ; tries += 1) {
    const passage = await plan.gate?.enter(url, plan.until - TRY_MAX_MS);
    if (passage?.kind === 'held') return before ?? HELD;
    const called = await guardedFetch(url, init, { timeoutMs: plan.until - Date.now() });
    before = called;
    const now = Date.now();
    const seen =
      called.kind === 'fault'
        ? called
        : {
            kind: called.kind,
            status: called.answer.status,
            retryAfterMs: retryAfterMs(called.answer.headers.get('retry-after'), now),
          };
    passage?.end(seen.kind === 'fault' ? { kind: 'fault' } : seen);
    const wait = nextTryInMs({
      called: seen,
      tries,
      remainingMs: plan.until - now,
      paid: plan.paid,
      random: Math.random(),
    });
    if (wait === null) {
      if (called.kind === 'answer' && called.answer.status === 200) await plan.store?.put(url, called.answer.text);
      return called;
    }
    await pause(wait);
  }
};
