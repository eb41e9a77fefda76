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

/** One file. `next_byte`, `next_row` and the counts are the checkpoint: written in the transaction of the
 * chunk they speak of. `next_byte` is null where the encoding does not tell: the file is then read over up to the row. */
export const imports = pgTable(
  'imports',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    jobId: uuid('job_id'),
    status: text('status').notNull().default('draft'),
    fileName: text('file_name').notNull(),
    fileKey: text('file_key').notNull(),
    fileBytes: bigint('file_bytes', { mode: 'number' }).notNull(),
    fileHash: text('file_hash').notNull(),
    encoding: text('encoding').notNull(),
    delimiter: text('delimiter').notNull(),
    firstRow: bigint('first_row', { mode: 'number' }).notNull(),
    columns: jsonb('columns').$type<string[]>().notNull(),
    proposal: jsonb('proposal').$type<Record<string, string>>().notNull(),
    mapping: jsonb('mapping').$type<Record<string, string>>(),
    preview: jsonb('preview').$type<{ rows: string[][]; rowNumbers: number[]; [part: string]: unknown }>().notNull(),
    nextByte: bigint('next_byte', { mode: 'number' }),
    nextRow: bigint('next_row', { mode: 'number' }).notNull().default(1),
    rowsRead: bigint('rows_read', { mode: 'number' }).notNull().default(0),
    rowsCreated: bigint('rows_created', { mode: 'number' }).notNull().default(0),
    rowsUpdated: bigint('rows_updated', { mode: 'number' }).notNull().default(0),
    rowsUnchanged: bigint('rows_unchanged', { mode: 'number' }).notNull().default(0),
    rowsRefused: bigint('rows_refused', { mode: 'number' }).notNull().default(0),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    error: jsonb('error').$type<{ code: string; message: string }>(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('imports_newest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    foreignKey({ columns: [t.tenantId, t.jobId], foreignColumns: [jobs.tenantId, jobs.id] }),
  ],
);

/** A row that was not taken, with the row itself, so that the error file can be mended and imported again. */
export const importRefusals = pgTable(
  'import_refusals',
  {
    tenantId: tenantId(),
    importId: uuid('import_id').notNull(),
    row: bigint('row', { mode: 'number' }).notNull(),
    seq: integer('seq').notNull(),
    column: text('column').notNull(),
    value: text('value').notNull(),
    reason: text('reason').notNull(),
    cells: jsonb('cells').$type<string[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.importId, t.row, t.seq] }),
    foreignKey({ columns: [t.tenantId, t.importId], foreignColumns: [imports.tenantId, imports.id] }).onDelete(
      'cascade',
    ),
  ],
);
