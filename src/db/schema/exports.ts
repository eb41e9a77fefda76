import {
  bigint,
  boolean,
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
import { tenants } from './tenancy.ts';

/**
 * A file that is made in the background and kept for a while. What it holds is `asked`: whom, in which order, which columns.
 * `next_key`, `next_id`, `phase` and the counts are the checkpoint, written in the transaction of the part they speak of.
 */
export const exportFiles = pgTable(
  'export_files',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    jobId: uuid('job_id').notNull(),
    status: text('status').notNull().default('queued'),
    format: text('format').notNull(),
    asked: jsonb('asked').$type<Record<string, unknown>>().notNull(),
    rowsTotal: bigint('rows_total', { mode: 'number' }),
    rows: bigint('rows', { mode: 'number' }).notNull().default(0),
    /** People who were suppressed when it was made. */
    leftOut: bigint('left_out', { mode: 'number' }).notNull().default(0),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    parts: integer('parts').notNull().default(0),
    /** `walk` through all in order, then `rest`: who changed meanwhile and so left their place. */
    phase: text('phase').notNull().default('walk'),
    nextKey: text('next_key'),
    nextId: uuid('next_id'),
    /** The moment that its order is of. */
    asOf: moment('as_of'),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    error: jsonb('error').$type<{ code: string; message: string }>(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    /** When its parts are taken away. */
    expiresAt: moment('expires_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('export_files_newest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('export_files_expiry').on(t.expiresAt),
    foreignKey({ columns: [t.tenantId, t.jobId], foreignColumns: [jobs.tenantId, jobs.id] }),
  ],
);

/** One part of a file, in order. Its object in R2 is named by the worker's fence too: one that lost the job overwrites nothing. */
export const exportParts = pgTable(
  'export_parts',
  {
    tenantId: tenantId(),
    exportId: uuid('export_id').notNull(),
    n: integer('n').notNull(),
    key: text('key').notNull(),
    /** People, also those who were left out of it and have no line. */
    rows: integer('rows').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.exportId, t.n] }),
    foreignKey({ columns: [t.tenantId, t.exportId], foreignColumns: [exportFiles.tenantId, exportFiles.id] }).onDelete(
      'cascade',
    ),
  ],
);
