import { sql } from 'drizzle-orm';
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
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';
import { jobs } from './jobs.ts';
import { prospects } from './prospects.ts';
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
    /** How values are mended on their way in: column → names of rules. */
    rules: jsonb('rules').$type<Record<string, string[]>>().notNull().default({}),
    /** Single cells that a member has mended. */
    overrides: jsonb('overrides').$type<{ row: number; column: string; value: string }[]>().notNull().default([]),
    /** The mapping of an earlier file that the proposal was made from. */
    remembered: jsonb('remembered').$type<{ exact: boolean; usedAt: string }>(),
    preview: jsonb('preview').$type<{ rows: string[][]; rowNumbers: number[]; [part: string]: unknown }>().notNull(),
    nextByte: bigint('next_byte', { mode: 'number' }),
    nextRow: bigint('next_row', { mode: 'number' }).notNull().default(1),
    rowsRead: bigint('rows_read', { mode: 'number' }).notNull().default(0),
    rowsCreated: bigint('rows_created', { mode: 'number' }).notNull().default(0),
    rowsUpdated: bigint('rows_updated', { mode: 'number' }).notNull().default(0),
    rowsUnchanged: bigint('rows_unchanged', { mode: 'number' }).notNull().default(0),
    rowsRefused: bigint('rows_refused', { mode: 'number' }).notNull().default(0),
    /** Of those that came in: whose people the workspace leaves alone. */
    rowsSuppressed: bigint('rows_suppressed', { mode: 'number' }).notNull().default(0),
    /** Column → how many of its values a rule left out. */
    leftOut: jsonb('left_out').$type<Record<string, number>>().notNull().default({}),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    pauseRequested: boolean('pause_requested').notNull().default(false),
    /** The look over the whole file before it runs, as far as it has come; `check_basis` says under which plan. */
    checkJobId: uuid('check_job_id'),
    checkBasis: text('check_basis'),
    checked: jsonb('checked').$type<Record<string, unknown>>(),
    /** Taking it back: how often that was asked for, how far it has come, and what came of it. */
    undoJobId: uuid('undo_job_id'),
    undoStatus: text('undo_status'),
    undoTries: integer('undo_tries').notNull().default(0),
    undoAfter: uuid('undo_after'),
    undoRemoved: bigint('undo_removed', { mode: 'number' }).notNull().default(0),
    undoStayed: bigint('undo_stayed', { mode: 'number' }).notNull().default(0),
    undoRestored: bigint('undo_restored', { mode: 'number' }).notNull().default(0),
    undoKept: bigint('undo_kept', { mode: 'number' }).notNull().default(0),
    /** Until then what it changed is kept, so that it can be taken back. */
    undoUntil: moment('undo_until'),
    error: jsonb('error').$type<{ code: string; message: string }>(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('imports_newest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('imports_undo_until').on(t.undoUntil).where(sql`undo_until is not null`),
    foreignKey({ columns: [t.tenantId, t.jobId], foreignColumns: [jobs.tenantId, jobs.id] }),
  ],
);

/**
 * What one chunk of an import changed of one person: the values before and after, and the rows of the ledger that it
 * wrote over. Written with the change itself, taken away when it is taken back or can no longer be. `place` is the row of
 * the file that the chunk begins with.
 */
export const importChanges = pgTable(
  'import_changes',
  {
    tenantId: tenantId(),
    importId: uuid('import_id').notNull(),
    place: bigint('place', { mode: 'number' }).notNull(),
    prospectId: uuid('prospect_id').notNull(),
    at: moment('at').notNull().defaultNow(),
    /** When the person was last written to before. */
    wasAt: moment('was_at').notNull(),
    before: jsonb('before').$type<Record<string, unknown>>().notNull(),
    after: jsonb('after').$type<Record<string, unknown>>().notNull(),
    ledger: jsonb('ledger').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.importId, t.place, t.prospectId] }),
    index('import_changes_prospect').on(t.tenantId, t.prospectId),
    foreignKey({ columns: [t.tenantId, t.importId], foreignColumns: [imports.tenantId, imports.id] }).onDelete(
      'cascade',
    ),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
  ],
);

/**
 * People as a look over a file expects them to be after the rows before: those who would be new, and those who would change,
 * with the keys by which the rows that follow find them. `check_id` is the look's job: one that is dropped takes its own
 * rows with it. Of those who would change the first stay until the look is dropped, to be shown; the others go at its end.
 */
export const importExpected = pgTable(
  'import_expected',
  {
    tenantId: tenantId(),
    checkId: uuid('check_id').notNull(),
    /** One that is made up for somebody new. */
    prospectId: uuid('prospect_id').notNull().default(sql`uuidv7()`),
    fresh: boolean('fresh').notNull(),
    /** The first row of the file that makes or changes them. */
    row: bigint('row', { mode: 'number' }).notNull(),
    /** Their values that are not empty. */
    person: jsonb('person').$type<Record<string, unknown>>().notNull(),
    held: jsonb('held').$type<Record<string, string | null>>().notNull(),
    emailKey: text('email_key'),
    linkedinKey: text('linkedin_key'),
    nameKey: text('name_key'),
    /** The prospect's: of two who share a key the older one is meant. */
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.checkId, t.prospectId] }),
    index('import_expected_email').on(t.tenantId, t.checkId, t.emailKey).where(sql`email_key is not null`),
    index('import_expected_linkedin').on(t.tenantId, t.checkId, t.linkedinKey).where(sql`linkedin_key is not null`),
    index('import_expected_name').on(t.tenantId, t.checkId, t.nameKey).where(sql`name_key is not null`),
    index('import_expected_changed').on(t.tenantId, t.checkId, t.row, t.prospectId).where(sql`not fresh`),
    foreignKey({ columns: [t.tenantId, t.checkId], foreignColumns: [jobs.tenantId, jobs.id] }).onDelete('cascade'),
  ],
);

/** What became of the columns of an earlier file, by its header: proposed for the next one of the same kind. */
export const importMappings = pgTable(
  'import_mappings',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    /** The header's keys, sorted, as one hash. */
    signature: text('signature').notNull(),
    keys: text('keys').array().notNull(),
    /** Key of a column → target, and → rules. */
    targets: jsonb('targets').$type<Record<string, string>>().notNull(),
    rules: jsonb('rules').$type<Record<string, string[]>>().notNull().default({}),
    uses: integer('uses').notNull().default(1),
    createdAt: createdAt(),
    usedAt: moment('used_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('import_mappings_signature').on(t.tenantId, t.signature),
    index('import_mappings_newest').on(t.tenantId, t.usedAt.desc().nullsFirst()),
  ],
);

/**
 * A file on its way in, part by part: `parts` holds what R2 said of each one that is there. The import that it becomes has
 * its id.
 */
export const uploads = pgTable(
  'uploads',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    name: text('name').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    state: text('state').notNull().default('open'),
    fileKey: text('file_key').notNull(),
    /** R2's own name of the multipart upload. */
    multipart: text('multipart').notNull(),
    parts: jsonb('parts').$type<Record<string, unknown>>().notNull().default({}),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('uploads_open').on(t.createdAt).where(sql`state = 'open'`),
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
