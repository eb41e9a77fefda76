import * as z from 'zod';
import { PROVIDER_NAMES, type ProviderName } from './types.ts';

const WINDOW_MS = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
export type WindowName = keyof typeof WINDOW_MS;

/** At most `limit` units per window. */
export interface WindowRule {
  window: WindowName;
  limit: number;
}

/** State of one window after a call was counted (or refused). `resetAt` is in milliseconds since the epoch. */
export interface WindowState extends WindowRule {
  used: number;
  resetAt: number;
}

/** `allowed` false means: answer 429; `retryAfterSeconds` is then the time until the exhausted window ends, at least 1. */
export interface Take {
  allowed: boolean;
  retryAfterSeconds: number;
  windows: WindowState[];
}

/** Replaces a provider's documented windows; `off` lifts them. */
export const limitOverride = z.strictObject({
  provider: z.enum(PROVIDER_NAMES),
  perSecond: z.int().positive().optional(),
  perMinute: z.int().positive().optional(),
  off: z.boolean().optional(),
});
export type LimitOverride = z.infer<typeof limitOverride>;

export interface Limiter {
  /**
   * Counts `cost` units in every window of `rules` for `bucket`, or nothing at all when one of them is full.
   * Windows are fixed and open on the first call (Apollo documents exactly this; the others do not say).
   */
  take(provider: ProviderName, bucket: string, rules: readonly WindowRule[], cost?: number): Take;
  /** The same for units other than calls (tokens): an override of calls does not touch these windows, `off` does. */
  spend(provider: ProviderName, bucket: string, rules: readonly WindowRule[], cost: number): Take;
  override(rule: LimitOverride): void;
  overrides(): LimitOverride[];
  /** Forgets overrides and counts. */
  reset(): void;
}

/** An in-memory limiter; `now` gives milliseconds since the epoch. */
export function createLimiter(now: () => number): Limiter {
  const counts = new Map<string, { used: number; resetAt: number }>();
  const replaced = new Map<ProviderName, LimitOverride>();

  const rulesFor = (provider: ProviderName, documented: readonly WindowRule[]): readonly WindowRule[] => {
    const rule = replaced.get(provider);
    if (rule === undefined) return documented;
    if (rule.off === true) return [];
    const rules: WindowRule[] = [];
    if (rule.perSecond !== undefined) rules.push({ window: 'second', limit: rule.perSecond });
    if (rule.perMinute !== undefined) rules.push({ window: 'minute', limit: rule.perMinute });
    return rules;
  };

  const count = (bucket: string, rules: readonly WindowRule[], cost: number): Take => {
    const at = now();
    const slots = rules.map((rule) => {
      const key = `${bucket}|${rule.window}`;
      const known = counts.get(key);
      const slot =
        known === undefined || known.resetAt <= at ? { used: 0, resetAt: at + WINDOW_MS[rule.window] } : known;
      return { key, rule, slot };
    });
    const full = slots.filter(({ rule, slot }) => slot.used + cost > rule.limit);
    if (full.length === 0) {
      for (const { key, slot } of slots) {
        slot.used += cost;
        counts.set(key, slot);
      }
    }
    const waitMs = Math.max(0, ...full.map(({ slot }) => slot.resetAt - at));
    return {
      allowed: full.length === 0,
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
      windows: slots.map(({ rule, slot }) => ({ ...rule, ...slot })),
    };
  };

  return {
    take: (provider, bucket, rules, cost = 1) => count(`${provider}|${bucket}`, rulesFor(provider, rules), cost),
    spend: (provider, bucket, rules, cost) =>
      count(`${provider}|${bucket}`, replaced.get(provider)?.off === true ? [] : rules, cost),
    override: (rule) => {
      replaced.set(rule.provider, rule);
      for (const key of counts.keys()) if (key.startsWith(`${rule.provider}|`)) counts.delete(key);
    },
    overrides: () => [...replaced.values()],
    reset: () => {
      replaced.clear();
      counts.clear();
    },
  };
}
