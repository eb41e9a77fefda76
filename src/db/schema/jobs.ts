import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';
import { tenants } from './tenancy.ts';

/**
 * Accepted work. A worker claims it by raising `fence` and setting `lease_until`; every later write of that worker
 * names its fence, so that one that wakes up late changes nothing.
 */
export const jobs = pgTable(
  'jobs',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    kind: text('kind').notNull(),
    state: text('state').notNull().default('queued'),
    title: text('title').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: uuid('subject_id').notNull(),
    dedupe: text('dedupe').notNull(),
    attempt: integer('attempt').notNull().default(0),
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
    leaseUntil: moment('lease_until'),
    progressDone: bigint('progress_done', { mode: 'number' }).notNull().default(0),
    progressTotal: bigint('progress_total', { mode: 'number' }),
    progressUnit: text('progress_unit').notNull(),
    error: jsonb('error').$type<{ code: string; message: string }>(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('jobs_dedupe').on(t.tenantId, t.kind, t.dedupe),
    index('jobs_newest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('jobs_open').on(t.leaseUntil).where(sql`state in ('queued', 'running')`),
  ],
);

/**
 * Wake-up calls that nobody has answered yet, written in the transaction that accepted the work or handed it on. The
 * claim of the work takes its call away; until then the sweeper repeats it.
 */
export const outbox = pgTable(
  'outbox',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    topic: text('topic').notNull(),
    ref: uuid('ref').notNull(),
    /** What the call needs to say beside its ref: the keys to purge. */
    detail: jsonb('detail').$type<Record<string, unknown>>(),
    createdAt: createdAt(),
    sentAt: moment('sent_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('outbox_once').on(t.tenantId, t.topic, t.ref),
    index('outbox_oldest').on(t.createdAt),
  ],
);
