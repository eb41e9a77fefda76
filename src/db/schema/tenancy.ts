import { bigint, foreignKey, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';

/** A workspace. `version` grows with every change, so that a cached record can be told to be older. */
export const tenants = pgTable(
  'tenants',
  {
    id: newId().primaryKey(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    plan: text('plan').notNull().default('free'),
    billing: text('billing').notNull().default('trialing'),
    version: bigint('version', { mode: 'number' }).notNull().default(1),
    createdAt: createdAt(),
    deletedAt: moment('deleted_at'),
  },
  (t) => [unique('tenants_slug').on(t.slug)],
);

/** A tenant's own host name. Only a verified one resolves. */
export const domains = pgTable(
  'domains',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    host: text('host').notNull(),
    surface: text('surface').notNull().default('app'),
    verifiedAt: moment('verified_at'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), unique('domains_host').on(t.tenantId, t.host)],
);

/** A user's place in a tenant. The user itself lives in the auth schema, out of the tenants' reach. */
export const members = pgTable(
  'members',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    userId: text('user_id').notNull(),
    role: text('role').notNull(),
    createdAt: createdAt(),
    disabledAt: moment('disabled_at'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), unique('members_user').on(t.tenantId, t.userId)],
);

/** What happened, for people: who did what to which record. */
export const activity = pgTable(
  'activity',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    verb: text('verb').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.createdAt, t.id] })],
);

/** What was changed, for the record: append only, written in the transaction of the change. */
export const audit = pgTable(
  'audit',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    requestId: text('request_id').notNull(),
    verb: text('verb').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.createdAt, t.id] })],
);

/** First answers of writes that came with an Idempotency-Key. */
export const idempotency = pgTable(
  'idempotency',
  {
    tenantId: tenantId().references(() => tenants.id),
    actorId: text('actor_id').notNull(),
    route: text('route').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    claim: uuid('claim').notNull(),
    status: bigint('status', { mode: 'number' }),
    body: text('body'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.actorId, t.route, t.key] })],
);

/** Prepaid credits of a tenant. Spending is a conditional update, so that two cannot spend the same credit. */
export const creditAccounts = pgTable('credit_accounts', {
  tenantId: tenantId()
    .references(() => tenants.id)
    .primaryKey(),
  granted: bigint('granted', { mode: 'number' }).notNull().default(0),
  reserved: bigint('reserved', { mode: 'number' }).notNull().default(0),
  spent: bigint('spent', { mode: 'number' }).notNull().default(0),
});

/** One paid call: reserved before it, settled or refunded after it. Unique, so that no retry pays twice. */
export const creditLedger = pgTable(
  'credit_ledger',
  {
    tenantId: tenantId(),
    id: newId(),
    jobId: uuid('job_id').notNull(),
    step: text('step').notNull(),
    provider: text('provider').notNull(),
    state: text('state').notNull().default('reserved'),
    reserved: bigint('reserved', { mode: 'number' }).notNull(),
    settled: bigint('settled', { mode: 'number' }).notNull().default(0),
    reason: text('reason'),
    createdAt: createdAt(),
    settledAt: moment('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('credit_ledger_call').on(t.tenantId, t.jobId, t.step, t.provider),
    foreignKey({ columns: [t.tenantId], foreignColumns: [creditAccounts.tenantId] }),
  ],
);
