import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';
import { member } from '../access/contract.ts';
import { isOneSelection, ONE_SELECTION, SOURCES, selectionOf } from '../prospects/contract.ts';
import { RUN_STATUSES, SOURCE_STATUSES } from '../prospects/profile-contract.ts';

/** Largest budget: far above what any plan grants, and far below where figures lose their last digit. */
const BUDGET_MAX = 1_000_000_000;
/** Members with a budget of their own at most. */
const MEMBER_BUDGETS_MAX = 1_000;
/** Teams of a workspace at most: all of them are one answer. */
export const TEAMS_MAX = 100;
const TEAM_NAME_MAX = 80;
/** Lengths of a provider's key: none is shorter or longer than that. */
const KEY_MIN = 8;
const KEY_MAX = 500;

const credits = z.int().min(0);
const source = z.enum(SOURCES);

/** The sources that are paid for, and for which a workspace may bring a key of its own. */
export const PAID_SOURCES = ['apollo', 'exa', 'contactout', 'claude'] as const;
export type PaidSource = (typeof PAID_SOURCES)[number];

/**
 * What limits spending, in the order in which it is looked at. `balance`: credits that are there. `run`: one enrichment of
 * one person. `batch`: one bulk enrichment. `member`: one member in a calendar month. `team`: all members of one team in a
 * calendar month. `day`: the whole workspace in a day. `month`: the whole workspace in a calendar month, as it decided
 * itself. `plan`: the same by its plan. Days and months are those of UTC.
 */
export const CAPS = ['balance', 'run', 'batch', 'member', 'team', 'day', 'month', 'plan'] as const;
export type Cap = (typeof CAPS)[number];

/** A limit and what is used of it; `left` is never below 0. */
export const capState = z.object({
  cap: z.enum(CAPS),
  limit: credits,
  used: credits,
  left: credits,
});

/**
 * `POST /api/v1/enrichment/quote`: people by their ids or by the filters of the search, and all sources or the
 * named. With `onlyStale` those are left out whom a bulk enrichment would leave out.
 */
export const quoteBody = z
  .strictObject({
    ...selectionOf,
    sources: z.array(source).min(1).optional(),
    onlyStale: z.boolean().default(false),
  })
  .refine(isOneSelection, ONE_SELECTION);

/** What a quote rests on. `prior`: nothing was measured yet, and an assumption stands in. */
export const quoteBasis = z.object({
  from: z.enum(['tenant', 'platform', 'prior']),
  sample: z.int().describe('Calls that were measured; 0 for an assumption'),
  hitRate: z.number().min(0).max(1).describe('Share of calls that brought something'),
  creditsPerHit: z.number().describe('Credits of a call that brought something, on average'),
});

export const sourceQuote = z.object({
  source,
  state: z
    .enum(['asked', 'free', 'own_key', 'no_key'])
    .describe('Paid by credits; free for everyone; by the workspace’s own key; cannot be asked'),
  people: z.int().describe('People that it would be asked about, or answered for from what is paid already'),
  paidBefore: z
    .int()
    .describe(
      'Of them, those about whom it was paid within a month: it is not paid again, whether it has to be asked or not',
    ),
  median: credits,
  worst: credits,
  priceMax: credits.describe('Credits of one call at most'),
  basis: quoteBasis,
});

/** What an enrichment would cost. Asking changes nothing and sets nothing aside. */
export const quote = z.object({
  people: z.int(),
  sources: z.array(sourceQuote),
  median: credits,
  worst: credits,
  balance: z.object({
    available: credits,
    afterMedian: z.int().describe('Below 0 where it does not suffice'),
    afterWorst: z.int().describe('Below 0 where it does not suffice'),
  }),
  caps: z.array(capState).describe('All that limit this enrichment, the run’s per person'),
  binds: z
    .object({ cap: z.enum(CAPS), at: z.enum(['median', 'worst']), left: credits })
    .nullable()
    .describe('What would stop it first: already in the median, or in the worst case only'),
  training: z.boolean().describe('Play credits: nothing would be bought'),
});
export type Quote = z.infer<typeof quote>;

const balance = z.object({
  granted: credits,
  reserved: credits.describe('Put aside for calls whose end is not known yet'),
  spent: credits.describe('Less what was given back'),
  available: credits,
});

/** `GET /api/v1/credits` */
export const creditState = balance.extend({
  refunded: credits.describe('Given back after it was spent, as for an address that bounced'),
  month: z.object({ from: instant, to: instant, used: credits, limit: credits }),
  caps: z.array(capState).describe('The caller’s own for `member` and `team`'),
  training: z.object({ on: z.boolean(), play: balance }),
});
export type CreditState = z.infer<typeof creditState>;

export const ENTRY_STATES = ['reserved', 'settled', 'refunded', 'unknown'] as const;
const keyOwner = z.enum(['platform', 'tenant']).describe('Whose key the provider was asked with');

/** `GET /api/v1/credits/ledger` */
export const ledgerQuery = z.strictObject({
  run: id.optional(),
  member: z.string().trim().min(1).max(100).optional(),
  provider: source.optional(),
  state: z.enum(ENTRY_STATES).optional(),
  ...pageQuery,
});
export type LedgerQuery = z.infer<typeof ledgerQuery>;

/**
 * One paid call. `unknown` waits for the provider’s own record of whether it was billed. `requestId` is what the provider
 * was told to call it, `providerRequestId` what the provider calls it.
 */
export const ledgerEntry = z.object({
  id,
  jobId: id,
  runId: id.nullable(),
  prospectId: id.nullable(),
  memberId: z.string().nullable().describe('Who asked for it; null where nobody did'),
  provider: source,
  state: z.enum(ENTRY_STATES),
  training: z.boolean(),
  keyOwner,
  reserved: credits,
  settled: credits,
  refunded: credits.describe('Of what was settled, what was given back later'),
  reason: z.string().nullable(),
  requestId: id,
  providerRequestId: z.string().nullable(),
  createdAt: instant,
  settledAt: instant.nullable(),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;
export const ledgerAnswer = pageOf(ledgerEntry);

/** `GET /api/v1/enrichment-runs/{id}/receipt`. A field’s part of the price is exact to four places; the parts add up. */
export const receipt = z.object({
  runId: id,
  prospectId: id,
  memberId: z.string().nullable().describe('Who asked for it; null where nobody did'),
  status: z.enum(RUN_STATUSES),
  training: z.boolean(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  quoted: credits,
  reserved: credits,
  settled: credits,
  refunded: credits,
  sources: z.array(
    z.object({
      source,
      status: z.enum(SOURCE_STATUSES),
      reason: z.string().nullable(),
      state: z.enum(ENTRY_STATES).nullable().describe('Null where nothing was asked that costs'),
      keyOwner: keyOwner.nullable(),
      quoted: credits.describe('What it could cost at most'),
      reserved: credits,
      settled: credits,
      refunded: credits,
      why: z.string().nullable().describe('Why it was settled or given back as it was'),
      requestId: id.nullable(),
      providerRequestId: z.string().nullable(),
      fields: z.array(
        z.object({ field: z.string(), value: z.string(), credits: z.number().min(0), refunded: z.number().min(0) }),
      ),
    }),
  ),
});
export type Receipt = z.infer<typeof receipt>;

const budget = z.int().min(0).max(BUDGET_MAX).nullable();

/** `GET` and `PUT /api/v1/credits/budgets`: hard caps; null is none. What is given stands in place of all that was. */
export const budgets = z.strictObject({
  run: budget.describe('One enrichment of one person'),
  member: budget.describe('Each member in a calendar month'),
  members: z
    .array(z.strictObject({ memberId: z.string().trim().min(1).max(100), credits: z.int().min(0).max(BUDGET_MAX) }))
    .max(MEMBER_BUDGETS_MAX)
    .describe('Members with another one'),
  day: budget.describe('The whole workspace in a day'),
  month: budget.describe('The whole workspace in a calendar month'),
});
export type Budgets = z.infer<typeof budgets>;
/** Without `members`, theirs stay as they are. */
export const budgetsBody = budgets.partial({ members: true });
export type BudgetsBody = z.infer<typeof budgetsBody>;

const usedThisMonth = credits.describe('Used and put aside in this calendar month (UTC)');

/** `GET /api/v1/credits/members`, in the order of their names. */
export const spendersQuery = z.strictObject(pageQuery);
export const spender = member.extend({
  teamId: id.nullable(),
  budget: budget.describe('Of their own; null where the one for each member holds'),
  used: usedThisMonth,
});
export type Spender = z.infer<typeof spender>;
export const spendersAnswer = pageOf(spender);

/** `PUT /api/v1/credits/members/{id}`: null takes their own budget away, and the one for each member holds again. */
export const memberBudgetBody = z.strictObject({ budget });
export const memberBudget = z.object({ memberId: z.string(), budget, used: usedThisMonth });
export const memberBudgetParams = z.object({ id: z.string().min(1).max(100) });

/** `POST /api/v1/teams` and `PUT /api/v1/teams/{id}`. A member of another team leaves it: nobody is in two. */
export const teamBody = z.strictObject({
  name: z.string().trim().min(1).max(TEAM_NAME_MAX),
  memberIds: z.array(z.string().trim().min(1).max(100)).max(MEMBER_BUDGETS_MAX),
  budget: budget.describe('All its members together in a calendar month'),
});
export type TeamBody = z.infer<typeof teamBody>;

/** Members who share a budget. */
export const team = z.object({ id, name: z.string(), memberIds: z.array(z.string()), budget, used: usedThisMonth });
export type Team = z.infer<typeof team>;
/** `GET /api/v1/teams`, and the answer of every change of one: all of them, by name. */
export const teams = z.object({ items: z.array(team) });

/**
 * `PUT /api/v1/credits/training`. While it is on, enrichments are answered by examples and paid in play credits: no
 * provider is asked, no profile changes.
 */
export const trainingBody = z.strictObject({ on: z.boolean() });

/** `POST /api/v1/prospects/{id}/bounces`: mail to an address that a source gave came back. */
export const bounceBody = z.strictObject({ email: z.email().max(320) });
/** What was given back now; empty where it was before, or where the address cost nothing. */
export const bounceAnswer = z.object({ refunds: z.array(z.object({ entryId: id, source, credits })) });

export const KEY_HEALTH = ['unused', 'ok', 'refused', 'exhausted'] as const;

/** A workspace’s own key, as far as it is ever told: it can be replaced or removed, never read. */
export const providerKey = z.object({
  provider: z.enum(PAID_SOURCES),
  set: z.boolean(),
  last4: z.string().nullable(),
  setBy: z.string().nullable(),
  setAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
  health: z.enum(KEY_HEALTH).nullable().describe('What the provider last said to it'),
  healthReason: z.string().nullable(),
});
/** `GET /api/v1/provider-keys`: every provider for which there can be one. */
export const providerKeys = z.object({ items: z.array(providerKey) });
export type ProviderKeys = z.infer<typeof providerKeys>;

/** `PUT /api/v1/provider-keys/{provider}` */
export const providerKeyBody = z.strictObject({
  key: z
    .string()
    .trim()
    .min(KEY_MIN)
    .max(KEY_MAX)
    .regex(/^[\x21-\x7e]+$/, 'A key has no spaces.'),
});
export const providerKeyParams = z.object({ provider: z.enum(PAID_SOURCES) });
