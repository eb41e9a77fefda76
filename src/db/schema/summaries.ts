import { sql } from 'drizzle-orm';
import { bigint, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment, tenantId } from './columns.ts';
import { jobs } from './jobs.ts';
import { prospects } from './prospects.ts';

/**
 * What Claude wrote of a prospect, one for each. `content` stays where a newer one cannot be had; `evidenceHash` is of the
 * facts it was made of, `triedHash` of those the model was last asked about. `outcome` of that last time is written,
 * nothing, refused, waiting (asked again at `retryAt`) or failed.
 */
export const summaries = pgTable(
  'summaries',
  {
    tenantId: tenantId(),
    prospectId: uuid('prospect_id').notNull(),
    content: jsonb('content').$type<unknown>(),
    evidenceHash: text('evidence_hash'),
    model: text('model'),
    generatedAt: moment('generated_at'),
    inputTokens: integer('input_tokens').notNull().default(0),
    outputTokens: integer('output_tokens').notNull().default(0),
    costMicros: bigint('cost_micros', { mode: 'number' }).notNull().default(0),
    dropped: integer('dropped').notNull().default(0),
    triedHash: text('tried_hash').notNull(),
    outcome: text('outcome').notNull(),
    reason: text('reason'),
    retryAt: moment('retry_at'),
    tries: integer('tries').notNull().default(0),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.prospectId] }),
    index('summaries_due').on(t.retryAt).where(sql`retry_at is not null`),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
  ],
);

/**
 * One call of a language model: the tokens put aside for it before, and what it took after. The day's budget of a tenant
 * is judged by the sum. Cost is in millionths of a US dollar.
 */
export const modelCalls = pgTable(
  'model_calls',
  {
    tenantId: tenantId(),
    jobId: uuid('job_id').notNull(),
    step: text('step').notNull(),
    day: date('day').notNull(),
    model: text('model').notNull(),
    reservedTokens: integer('reserved_tokens').notNull(),
    reservedMicros: bigint('reserved_micros', { mode: 'number' }).notNull(),
    inputTokens: integer('input_tokens').notNull().default(0),
    outputTokens: integer('output_tokens').notNull().default(0),
    costMicros: bigint('cost_micros', { mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
    endedAt: moment('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.jobId, t.step] }),
    index('model_calls_day').on(t.tenantId, t.day),
    foreignKey({ columns: [t.tenantId, t.jobId], foreignColumns: [jobs.tenantId, jobs.id] }),
  ],
);
