import * as z from 'zod';
import { shareOf } from './hash.ts';
import { PROVIDER_NAMES, type ProviderName, type ProviderRequest } from './types.ts';

/** Ten minutes: longer than any deadline a client should have. */
const MAX_MS = 600_000;

/**
 * What can go wrong. Where the provider has done its work before the fault, the call is billed as if it had gone well,
 * because the real provider would bill it too: it cannot know that its answer was lost.
 *
 * | fault | what the client sees | work done, so billed |
 * |---|---|---|
 * | delay | the right answer after `ms` (1,000) | yes |
 * | drip | the right answer, byte by byte, spread over `ms` (5,000) or at `bytesPerSecond` | yes |
 * | 429, 500, 502, 503, 529 | that status in the provider's own shape; `retryAfter` seconds as header | no |
 * | malformed | the right status, a body that is no JSON or XML, complete as HTTP | yes |
 * | truncated | Content-Length of the right body, half of it, then the connection ends | yes |
 * | hang | nothing, until the client gives up | yes (`stage: "before"`: no) |
 * | reset | a reset connection, no byte of an answer | yes (`stage: "before"`: no) |
 * | wrong-type | well-formed, but every text is a number, every number and boolean a text | yes |
 * | body | `body` with `status` (200) in place of the right answer | yes |
 */
const FAULT_NAMES = [
  'delay',
  'drip',
  '429',
  '500',
  '502',
  '503',
  '529',
  'malformed',
  'truncated',
  'hang',
  'reset',
  'wrong-type',
  'body',
] as const;

export const faultRule = z.strictObject({
  provider: z.enum(PROVIDER_NAMES),
  /** Start of the path, with or without the provider's prefix. */
  path: z.string().optional(),
  /** Text that the decoded query or the body must hold, e.g. a name or an e-mail address. */
  match: z.string().optional(),
  fault: z.enum(FAULT_NAMES),
  ms: z.int().min(0).max(MAX_MS).optional(),
  retryAfter: z.int().min(0).optional(),
  /** How many calls it hits; without it, until the plan is cleared. */
  times: z.int().positive().optional(),
  /** Share of the matching calls that are hit, decided by rule and call number, so that a run can be repeated. */
  rate: z.number().min(0).max(1).optional(),
  /** Makes another choice of calls by the same rate. */
  seed: z.string().optional(),
  /** For drip: bytes of a second, instead of `ms` for the whole. */
  bytesPerSecond: z.int().positive().optional(),
  /** For hang and reset: before or after (default) the provider has done its work. */
  stage: z.enum(['before', 'after']).optional(),
  status: z.int().min(200).max(599).optional(),
  body: z.string().optional(),
});
export const faultPlan = z.array(faultRule);
export type FaultRule = z.infer<typeof faultRule>;

/** A rule with the number of calls it has hit so far. */
export type FaultState = FaultRule & { hits: number };

export interface FaultPlan {
  /** Puts rules in the place of those that the same owner has set before; others' stay. */
  set(rules: FaultRule[], owner?: string): void;
  list(): FaultState[];
  /** The first rule that applies to this call, counted as used; null for none. */
  pick(provider: ProviderName, request: ProviderRequest): FaultRule | null;
}

export function createFaultPlan(): FaultPlan {
  let owned: { owner: string; rule: FaultState }[] = [];
  let rules: FaultState[] = [];
  const applies = (rule: FaultState, index: number, provider: ProviderName, request: ProviderRequest): boolean => {
    if (rule.provider !== provider) return false;
    if (rule.times !== undefined && rule.hits >= rule.times) return false;
    const full = `/${request.prefix}${request.path}`;
    if (rule.path !== undefined && !full.startsWith(rule.path) && !request.path.startsWith(rule.path)) return false;
    if (rule.match !== undefined) {
      const haystack = `${[...request.query].flat().join('\n')}\n${request.body}`;
      if (!haystack.includes(rule.match)) return false;
    }
    const choice = `fault|${rule.seed === undefined ? '' : `${rule.seed}|`}${index}|${request.seq}`;
    return rule.rate === undefined || shareOf(choice) < rule.rate;
  };
  return {
    set: (next, owner = '') => {
      const mine = next.map((rule) => ({ owner, rule: { ...rule, hits: 0 } }));
      owned = [...owned.filter((one) => one.owner !== owner), ...mine];
      rules = owned.map(({ rule }) => rule);
    },
    list: () => rules.map((rule) => ({ ...rule })),
    pick: (provider, request) => {
      const rule = rules.find((candidate, index) => applies(candidate, index, provider, request));
      if (rule === undefined) return null;
      rule.hits += 1;
      return rule;
    },
  };
}

/** The status of a fault that replaces the provider's work, else null. */
export function statusOf(rule: FaultRule): number | null {
  return /^\d{3}$/.test(rule.fault) ? Number(rule.fault) : null;
}

/** The same document with every leaf of another type: text → 7, number → "7", boolean → "true". Null stays. */
export function wrongTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wrongTypes);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, wrongTypes(inner)]));
  }
  if (typeof value === 'string') return value.length;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
