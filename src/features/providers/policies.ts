import type { Source } from '../prospects/contract.ts';
import type { Plan } from '../tenants/contract.ts';
import type { PaceRule, WindowRule } from './rates.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Kinds of questions that a provider limits apart. */
export const LANES = ['enrich', 'search'] as const;
export type Lane = (typeof LANES)[number];

export type Policy = {
  /** Calls that are out at a time, over all workspaces: one that hangs holds one of them for its deadline at most. */
  concurrency: number;
  /** The provider's own limit for a key, by kind of question. */
  lanes: Partial<Record<Lane, WindowRule>>;
  /** Where the limit is of seconds: callers get their turns one after the other. */
  pace?: PaceRule;
};

/**
 * What each provider allows. Apollo: 1,000 a minute to enrich, 200 to search (API rate limits). ContactOut: 60 a minute to
 * search, 1,000 else. Exa: 10 a second. SEC: 10 a second of one requester, which is all workspaces together (sec.gov, fair
 * access); eight and two for a burst, as no second may hold more, nor more be out at a time. Anthropic: by account; half of the smallest tier's 50
 * concurrent ones.
 */
export const POLICIES: Record<Source, Policy> = {
  apollo: {
    concurrency: 24,
    lanes: { enrich: { limit: 1_000, windowMs: MINUTE }, search: { limit: 200, windowMs: MINUTE } },
  },
  exa: { concurrency: 10, lanes: {}, pace: { perSecond: 8, burst: 2 } },
  contactout: {
    concurrency: 24,
    lanes: { enrich: { limit: 1_000, windowMs: MINUTE }, search: { limit: 60, windowMs: MINUTE } },
  },
  edgar: { concurrency: 10, lanes: {}, pace: { perSecond: 8, burst: 2 } },
  claude: { concurrency: 25, lanes: {} },
};

/** What one workspace may ask of a paid provider with our key, on the plan `pro`. */
const SHARES: Partial<Record<Source, WindowRule>> = {
  apollo: { limit: 100, windowMs: HOUR },
  contactout: { limit: 50, windowMs: HOUR },
  exa: { limit: 1_000, windowMs: DAY },
};

/** How much of it the other plans get. An enterprise pays for bulks of thousands. */
const FACTOR: Record<Plan, number> = { free: 0.2, pro: 1, enterprise: 20 };

/** A workspace's own window for a provider, by its plan; null where there is none. */
export const shareOf = (provider: Source, plan: Plan): WindowRule | null => {
  const rule = SHARES[provider];
  return rule === undefined ? null : { ...rule, limit: Math.max(1, Math.round(rule.limit * FACTOR[plan])) };
};

/** The kind of a question, by the path it goes to. Exa has one kind. */
export const laneOf = (provider: Source, url: string): Lane =>
  provider !== 'exa' && /\/search\b/.test(new URL(url).pathname) ? 'search' : 'enrich';
