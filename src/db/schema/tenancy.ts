import { sql } from 'drizzle-orm';
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';

/**
 * A workspace. `version` grows with every change of it or of its hosts, so that a cached record can be told to be older.
 * `billing` is trialing, active, past_due, unpaid, canceled or suspended; a trial and the grace after a missed payment
 * end by the clock. `limits` holds what this tenant was granted beside its plan.
 */
export const tenants = pgTable(
  'tenants',
  {
    id: newId().primaryKey(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    plan: text('plan').notNull().default('free'),
    billing: text('billing').notNull().default('trialing'),
    version: bigint('version', { mode: 'number' }).notNull().default(1),
    trialEndsAt: moment('trial_ends_at'),
    graceEndsAt: moment('grace_ends_at'),
    /** The billing state that a suspension interrupted, and why it was. */
    resumesAs: text('resumes_as'),
    suspendedReason: text('suspended_reason'),
    limits: jsonb('limits').$type<Record<string, number>>().notNull().default({}),
    createdAt: createdAt(),
    deletedAt: moment('deleted_at'),
  },
  (t) => [unique('tenants_slug').on(t.slug)],
);

/** A slug that a tenant had before: it leads to the present one until its end, and is nobody else's until then. */
export const formerSlugs = pgTable(
  'former_slugs',
  {
    tenantId: tenantId().references(() => tenants.id),
    slug: text('slug').notNull(),
    endsAt: moment('ends_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.slug] }), unique('former_slugs_slug').on(t.slug)],
);

/**
 * A tenant's own host name. It resolves while `verifiedAt` is set, which one tenant at a time can have of a name.
 * `lights` is what the last check saw, `misses` how many checks in a row found the proof of ownership gone.
 */
export const domains = pgTable(
  'domains',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    host: text('host').notNull(),
    surface: text('surface').notNull().default('app'),
    state: text('state').notNull().default('pending'),
    verifiedAt: moment('verified_at'),
    hostnameId: text('hostname_id'),
    lights: jsonb('lights').$type<unknown>(),
    misses: integer('misses').notNull().default(0),
    checkedAt: moment('checked_at'),
    createdBy: text('created_by').notNull().default('system'),
    createdAt: createdAt(),
    removedAt: moment('removed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('domains_host').on(t.tenantId, t.host).where(sql`removed_at is null`),
    uniqueIndex('domains_routed').on(t.host).where(sql`verified_at is not null`),
  ],
);

/** What happened to a domain, for its timeline: added, proven, ready, drifting, stopped, removed. */
export const domainEvents = pgTable(
  'domain_events',
  {
    tenantId: tenantId(),
    id: newId(),
    domainId: uuid('domain_id').notNull(),
    kind: text('kind').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.domainId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.domainId], foreignColumns: [domains.tenantId, domains.id] }),
  ],
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
  (t) => [
    primaryKey({ columns: [t.tenantId, t.createdAt, t.id] }),
    index('audit_prospect')
      .on(t.tenantId, t.subjectId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`subject_type = 'prospect'`),
  ],
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
  (t) => [
    primaryKey({ columns: [t.tenantId, t.actorId, t.route, t.key] }),
    index('idempotency_oldest').on(t.createdAt),
  ],
);
