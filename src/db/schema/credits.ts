import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';
import { members, tenants } from './tenancy.ts';

const amount = (name: string) => bigint(name, { mode: 'number' }).notNull().default(0);

/**
 * The balances of a tenant: prepaid credits, and the play credits of its training. They follow from `credit_transfers` and
 * are written by its trigger alone, but for `granted`, of which a change makes the transfer.
 */
export const creditAccounts = pgTable(
  'credit_accounts',
  {
    tenantId: tenantId()
      .references(() => tenants.id)
      .primaryKey(),
    granted: amount('granted'),
    reserved: amount('reserved'),
    spent: amount('spent'),
    training: boolean('training').notNull().default(false),
    playGranted: amount('play_granted'),
    playReserved: amount('play_reserved'),
    playSpent: amount('play_spent'),
  },
  () => [
    check('credit_accounts_covered', sql`reserved >= 0 and spent >= 0 and granted - reserved - spent >= 0`),
    check(
      'credit_accounts_play_covered',
      sql`play_reserved >= 0 and play_spent >= 0 and play_granted - play_reserved - play_spent >= 0`,
    ),
  ],
);

/**
 * One paid call: what the customer pays for it, and what the provider billed us. Reserved before it, settled or refunded
 * after it; `unknown` until the provider was asked whether it billed. Unique, so that no retry pays twice. `billed` is in
 * the provider's own unit and null while nobody knows it; `billedBasis` is answer, usage or rule. `keyPrint` tells the
 * keys that calls were made with apart, and nothing else of them.
 */
export const creditLedger = pgTable(
  'credit_ledger',
  {
    tenantId: tenantId(),
    id: newId(),
    jobId: uuid('job_id').notNull(),
    runId: uuid('run_id'),
    prospectId: uuid('prospect_id'),
    memberId: text('member_id'),
    teamId: uuid('team_id'),
    step: text('step').notNull(),
    provider: text('provider').notNull(),
    state: text('state').notNull().default('reserved'),
    play: boolean('play').notNull().default(false),
    keyOwner: text('key_owner').notNull().default('platform'),
    keyPrint: text('key_print'),
    quoted: amount('quoted'),
    reserved: bigint('reserved', { mode: 'number' }).notNull(),
    settled: amount('settled'),
    refunded: amount('refunded'),
    reason: text('reason'),
    requestId: uuid('request_id').notNull().default(sql`uuidv7()`),
    providerRequestId: text('provider_request_id'),
    billed: numeric('billed', { precision: 20, scale: 6 }),
    billedBasis: text('billed_basis'),
    reconcileTries: integer('reconcile_tries').notNull().default(0),
    createdAt: createdAt(),
    settledAt: moment('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('credit_ledger_call').on(t.tenantId, t.jobId, t.step, t.provider),
    foreignKey({ columns: [t.tenantId], foreignColumns: [creditAccounts.tenantId] }),
    index('credit_ledger_newest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('credit_ledger_run').on(t.tenantId, t.runId),
    index('credit_ledger_open').on(t.tenantId, t.runId).where(sql`state in ('reserved', 'unknown')`),
    index('credit_ledger_unbilled')
      .on(t.createdAt, t.id)
      .where(sql`billed is null and state <> 'reserved' and not play and (state = 'unknown' or key_print is not null)`),
    index('credit_ledger_provider').on(t.provider, t.createdAt.desc().nullsFirst()).where(sql`not play`),
    index('credit_ledger_key').on(t.provider, t.keyPrint, t.createdAt),
  ],
);

/**
 * The books, in double entry: a row takes credits from one account and gives them to another, so that all accounts together
 * are always zero. Accounts are granted, available, reserved and `spent:` with a provider; `play` keeps a second set of them.
 * Rows are added, never changed. `kind` is grant, reserve, settle, release or bounce, once for each call.
 */
export const creditTransfers = pgTable(
  'credit_transfers',
  {
    tenantId: tenantId(),
    id: newId(),
    callId: uuid('call_id'),
    kind: text('kind').notNull(),
    play: boolean('play').notNull().default(false),
    fromAccount: text('from_account').notNull(),
    toAccount: text('to_account').notNull(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('credit_transfers_once').on(t.tenantId, t.callId, t.kind).where(sql`call_id is not null`),
    foreignKey({ columns: [t.tenantId, t.callId], foreignColumns: [creditLedger.tenantId, creditLedger.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [creditAccounts.tenantId] }),
    index('credit_transfers_bounces').on(t.tenantId).where(sql`kind = 'bounce'`),
    check('credit_transfers_amount', sql`amount > 0 and from_account <> to_account`),
    check(
      'credit_transfers_accounts',
      sql`from_account ~ '^(granted|available|reserved|spent:[a-z]+)$' and to_account ~ '^(granted|available|reserved|spent:[a-z]+)$'`,
    ),
  ],
);

/**
 * What a scope has used and put aside in a period, kept by the trigger of `credit_transfers`: `day` and `month` of the
 * workspace, `member` by month with the member as subject, `team` by month with the team, `batch` with the bulk enrichment as subject and the period
 * `all`. The other periods are of UTC: YYYY-MM-DD or YYYY-MM.
 */
export const creditCounters = pgTable(
  'credit_counters',
  {
    tenantId: tenantId(),
    scope: text('scope').notNull(),
    subject: text('subject').notNull(),
    period: text('period').notNull(),
    used: amount('used'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.scope, t.subject, t.period] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [creditAccounts.tenantId] }),
  ],
);

/**
 * Hard caps: scope run, member, team, day or month. A member's own has the member as subject, a team's the team, all
 * others ''.
 */
export const creditBudgets = pgTable(
  'credit_budgets',
  {
    tenantId: tenantId().references(() => tenants.id),
    scope: text('scope').notNull(),
    subject: text('subject').notNull().default(''),
    credits: bigint('credits', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.scope, t.subject] })],
);

/** Members who share a budget. */
export const teams = pgTable(
  'teams',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    name: text('name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex('teams_name').on(t.tenantId, sql`lower(name)`)],
);

/** Who is in which team: one at most, so that no call is counted for two budgets of a kind. */
export const teamMembers = pgTable(
  'team_members',
  {
    tenantId: tenantId(),
    userId: text('user_id').notNull(),
    teamId: uuid('team_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [members.tenantId, members.userId] }),
    foreignKey({ columns: [t.tenantId, t.teamId], foreignColumns: [teams.tenantId, teams.id] }).onDelete('cascade'),
    index('team_members_team').on(t.tenantId, t.teamId),
  ],
);

/**
 * A tenant's own key to a provider. `sealed` is the key under a data key, `wrapped` the data key under the key that
 * `kek` names; each base64 of nonce and ciphertext. `health` is what the provider last said to it.
 */
export const providerKeys = pgTable(
  'provider_keys',
  {
    tenantId: tenantId().references(() => tenants.id),
    provider: text('provider').notNull(),
    kek: text('kek').notNull(),
    wrapped: text('wrapped').notNull(),
    sealed: text('sealed').notNull(),
    last4: text('last4').notNull(),
    setBy: text('set_by').notNull(),
    setAt: moment('set_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at'),
    health: text('health').notNull().default('unused'),
    healthReason: text('health_reason'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.provider] })],
);
