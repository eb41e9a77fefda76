import { DurableObject } from 'cloudflare:workers';
import type { LimitDecision, LimiterRpc } from '../../platform/env.ts';
import { EMPTY, take, type Window } from './window.ts';

/** Keys an object remembers; the one used longest ago is forgotten, which can only let a caller through. */
const KEYS_MAX = 10_000;

type Claim = Parameters<LimiterRpc['take']>[0][number];

/**
 * The limits of one tenant, or of one IP prefix. Counts live in memory alone: an object that is moved forgets at most
 * one window, and money never rests on a rate limit.
 */
export class Limiter extends DurableObject implements LimiterRpc {
  readonly #windows = new Map<string, Window>();

  /** Counts one request against all claims together: either all take it, or none does. */
  async take(claims: Claim[]): Promise<LimitDecision[]> {
    const now = Date.now();
    const decided = claims.map((claim) => ({
      claim,
      decision: take(this.#windows.get(claim.key) ?? EMPTY, claim.limit, claim.windowMs, now),
    }));
    if (decided.every(({ decision }) => decision.allowed)) {
      for (const { claim, decision } of decided) this.#store(claim.key, decision.window);
    }
    return decided.map(({ claim, decision }) => ({
      allowed: decision.allowed,
      limit: claim.limit,
      remaining: decision.remaining,
      resetMs: decision.resetMs,
    }));
  }

  #store(key: string, window: Window): void {
    this.#windows.delete(key);
    this.#windows.set(key, window);
    if (this.#windows.size <= KEYS_MAX) return;
    const oldest = this.#windows.keys().next();
    if (!oldest.done) this.#windows.delete(oldest.value);
  }
}
