import { AHEAD_MS, type Answer, type ClaimState, type GivenBack, LEASE_MIN_MS, WAITING_MS } from './ledger.ts';

/** The recent past is looked at in steps of this length. */
const STEP_MS = 1_000;
/** As many whole steps as are asked for ahead: what was used in them is what will be used in as long. */
const STEPS = AHEAD_MS / STEP_MS;
/** Leases whose unused permits are remembered until the next ask; older ones are soon over by themselves. */
const BACK_MAX = 16;

/** Permits granted at `at` (the object's clock), good until `until` (the isolate's), which is `lastedMs` after the ask. */
type Lot = { at: number; until: number; lastedMs: number; count: number };
/** What was last heard of a limit: so much is left at the object, and at `resetAt` (the isolate's clock) more. */
type Heard = { remaining: number; resetAt: number };

/**
 * What one isolate holds for one set of claims: permits to use without asking, and how many it will want soon. All times
 * are ms of the isolate's own clock, and a lease runs from before it was asked for: a clock that is off, or an answer
 * that was long on its way, makes it shorter and never longer.
 */
export class Pocket {
  readonly #lots: Lot[] = [];
  #back: GivenBack[] = [];
  #heard: Heard[] = [];
  /** Requests that were let through in each of the last steps, at the step's number modulo their count. */
  readonly #steps = Array.from({ length: STEPS + 1 }, () => ({ step: -1, from: 0, count: 0 }));
  /** Requests that wait for another one's ask, each with the time until which it is sure to be there still. */
  readonly #waiting = new Map<object, number>();
  #askedUntil = Number.NEGATIVE_INFINITY;

  /** Uses one permit, if there is one. */
  take(now: number): boolean {
    this.#expire(now);
    const lot = this.#lots[0];
    if (!lot) return false;
    lot.count -= 1;
    if (lot.count === 0) this.#lots.shift();
    this.#note(now);
    return true;
  }

  /** Whether a request's ask is on its way. By time, because a request that is cancelled never says that it ended. */
  asking(now: number): boolean {
    return now < this.#askedUntil;
  }

  /** A request waits for the ask that is on its way, and will look again before `until`. */
  wait(who: object, until: number): void {
    this.#waiting.set(who, until);
  }

  leave(who: object): void {
    this.#waiting.delete(who);
  }

  /** Begins an ask that is answered or over at `until`: for the one who asks, and all who wait. */
  begin(now: number, until: number): { waiting: number; ahead: number; back: GivenBack[] } {
    this.#askedUntil = until;
    this.#expire(now);
    const back = this.#back;
    this.#back = [];
    return { waiting: 1 + this.#waitingCount(now), ahead: this.#wanted(now), back };
  }

  /** The ask is over, whatever came of it. */
  end(): void {
    this.#askedUntil = Number.NEGATIVE_INFINITY;
  }

  /** Takes in the answer to what was asked at `asked`, `waiting` of it for requests that wait. */
  hear(answer: Answer, waiting: number, asked: number, now: number): void {
    this.#heard = answer.states.map(({ remaining, resetMs }) => ({ remaining, resetAt: now + resetMs }));
    const served = Math.min(answer.granted, waiting);
    this.#put(answer.at, asked, WAITING_MS, served);
    this.#put(answer.at, asked, answer.leaseMs ?? LEASE_MIN_MS, answer.granted - served);
  }

  /** The state of each claim as far as it is known here: the object's last word, and what is at hand. */
  states(now: number): ClaimState[] {
    this.#expire(now);
    const held = this.#lots.reduce((sum, { count }) => sum + count, 0);
    return this.#heard.map(({ remaining, resetAt }) => ({
      remaining: remaining + held,
      resetMs: Math.max(0, resetAt - now),
    }));
  }

  /** What is good for the shortest time is used first. */
  #put(at: number, asked: number, lastedMs: number, count: number): void {
    if (count === 0) return;
    this.#lots.push({ at, until: asked + lastedMs, lastedMs, count });
    this.#lots.sort((a, b) => a.until - b.until);
  }

  /** Notes a request that was let through: what comes soon is guessed by it. */
  #note(now: number): void {
    const step = Math.floor(now / STEP_MS);
    const slot = this.#steps[step % this.#steps.length];
    if (!slot) return;
    if (slot.step !== step) {
      slot.step = step;
      slot.from = now;
      slot.count = 0;
    }
    slot.count += 1;
  }

  /**
   * As many as the last whole steps took. The present one does not count, nor one that began less than a step ago: a burst
   * asks for what waits, and no more.
   */
  #wanted(now: number): number {
    const present = Math.floor(now / STEP_MS);
    return this.#steps.reduce(
      (sum, { step, from, count }) =>
        step < present && step >= present - STEPS && now - from >= STEP_MS ? sum + count : sum,
      0,
    );
  }

  /** Who did not look again in time was cancelled. */
  #waitingCount(now: number): number {
    for (const [who, until] of this.#waiting) if (until < now) this.#waiting.delete(who);
    return this.#waiting.size;
  }

  #expire(now: number): void {
    for (let lot = this.#lots[0]; lot && lot.until <= now; lot = this.#lots[0]) {
      this.#lots.shift();
      this.#back.push({ at: lot.at, lastedMs: lot.lastedMs, count: lot.count });
      if (this.#back.length > BACK_MAX) this.#back.shift();
    }
  }
}
