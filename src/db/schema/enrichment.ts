import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';
import { jobs } from './jobs.ts';
import { prospects } from './prospects.ts';
import { tenants } from './tenancy.ts';

/** How a tenant wants its sources asked; without a row, as the product does by default. `settings` is the contract's shape. */
export const enrichmentSettings = pgTable(
  'enrichment_settings',
  {
    tenantId: tenantId()
      .references(() => tenants.id)
      .primaryKey(),
    settings: jsonb('settings').$type<unknown>().notNull(),
    nightlyOn: boolean('nightly_on').notNull().default(false),
    /** The day (UTC) of the last night that was started. */
    lastNight: date('last_night'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    updatedBy: text('updated_by').notNull(),
  },
  (t) => [index('enrichment_settings_nightly').on(t.lastNight).where(sql`nightly_on`)],
);

/** How many people of a bulk stand where; the database keeps them, and that they add up. */
const count = (name: string) => integer(name).notNull().default(0);

/**
 * Many people as one job. `credit_cap` is what all runs of it may cost together; `stopped_by` the cap that stopped it, or
 * `given_up`.
 */
export const enrichmentBatches = pgTable(
  'enrichment_batches',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    jobId: uuid('job_id').notNull(),
    trigger: text('trigger').notNull().default('bulk'),
    state: text('state').notNull().default('queued'),
    sources: text('sources').array().notNull(),
    onlyStale: boolean('only_stale').notNull(),
    creditCap: bigint('credit_cap', { mode: 'number' }),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    people: count('people'),
    queued: count('queued'),
    running: count('running'),
    done: count('done'),
    partial: count('partial'),
    failed: count('failed'),
    cancelled: count('cancelled'),
    skipped: count('skipped'),
    overCap: count('over_cap'),
    stoppedBy: text('stopped_by'),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('enrichment_batches_newest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    check(
      'enrichment_batches_people',
      sql`people = queued + running + done + partial + failed + cancelled + skipped + over_cap`,
    ),
    foreignKey({ columns: [t.tenantId, t.jobId], foreignColumns: [jobs.tenantId, jobs.id] }),
  ],
);

/**
 * Whom a bulk is about, as it was when it was accepted. `state` is queued until a run is started, then running, and the
 * run's own end: done, partial, failed, cancelled; or skipped where there was nothing to do, over_cap where the credits did
 * not reach.
 */
export const enrichmentBatchPeople = pgTable(
  'enrichment_batch_people',
  {
    tenantId: tenantId(),
    batchId: uuid('batch_id').notNull(),
    prospectId: uuid('prospect_id').notNull(),
    place: integer('place').notNull(),
    state: text('state').notNull().default('queued'),
    runId: uuid('run_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.batchId, t.prospectId] }),
    index('enrichment_batch_people_queued').on(t.tenantId, t.batchId, t.place).where(sql`state = 'queued'`),
    index('enrichment_batch_people_running').on(t.tenantId, t.batchId).where(sql`state = 'running'`),
    index('enrichment_batch_people_run').on(t.tenantId, t.runId),
    foreignKey({
      name: 'enrichment_batch_people_batch',
      columns: [t.tenantId, t.batchId],
      foreignColumns: [enrichmentBatches.tenantId, enrichmentBatches.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'enrichment_batch_people_prospect',
      columns: [t.tenantId, t.prospectId],
      foreignColumns: [prospects.tenantId, prospects.id],
    }).onDelete('cascade'),
  ],
);

/**
 * What a paid provider answered to a question, by the hash of the question. Up to `expires_at` it stands in for asking; up
 * to `paid_until` the question is paid for, and asking it again costs no credits. `claimed_by` is the job that asks it now,
 * until `claimed_until`.
 */
export const providerAnswers = pgTable(
  'provider_answers',
  {
    tenantId: tenantId().references(() => tenants.id),
    provider: text('provider').notNull(),
    hash: text('hash').notNull(),
    prospectId: uuid('prospect_id').notNull(),
    answer: jsonb('answer').$type<unknown>(),
    fetchedAt: moment('fetched_at'),
    expiresAt: moment('expires_at'),
    paidUntil: moment('paid_until'),
    claimedBy: uuid('claimed_by'),
    claimedUntil: moment('claimed_until'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.provider, t.hash] }),
    index('provider_answers_prospect').on(t.tenantId, t.prospectId),
    foreignKey({
      name: 'provider_answers_prospect_fk',
      columns: [t.tenantId, t.prospectId],
      foreignColumns: [prospects.tenantId, prospects.id],
    }).onDelete('cascade'),
  ],
);
