import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';
import { jobs } from './jobs.ts';
import { prospects } from './prospects.ts';
import { tenants } from './tenancy.ts';

/**
 * Records that were found to be one person and put together. `journal` is what everything said before, written by
 * `app.merge_records` and read by `app.undo_merge`, in the database's own columns; `kept` is what was changed between the
 * two and stayed as it was changed.
 */
export const merges = pgTable(
  'merges',
  {
    tenantId: tenantId(),
    id: newId(),
    survivorId: uuid('survivor_id').notNull(),
    merged: uuid('merged').array().notNull(),
    journal: jsonb('journal').$type<unknown>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    undoneAt: moment('undone_at'),
    undoneBy: text('undone_by'),
    kept: jsonb('kept').$type<unknown>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('merges_survivor').on(t.tenantId, t.survivorId, t.createdAt.desc().nullsFirst()),
    foreignKey({
      name: 'merges_survivor_fk',
      columns: [t.tenantId, t.survivorId],
      foreignColumns: [prospects.tenantId, prospects.id],
    }).onDelete('cascade'),
  ],
);

/** What members wrote about a prospect, each by whom and when. */
export const notes = pgTable(
  'notes',
  {
    tenantId: tenantId(),
    id: newId(),
    prospectId: uuid('prospect_id').notNull(),
    body: text('body').notNull(),
    /** Who wrote it, and by what name they were known then. */
    authorId: text('author_id').notNull(),
    authorName: text('author_name'),
    createdAt: createdAt(),
    editedAt: moment('edited_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('notes_prospect').on(t.tenantId, t.prospectId, t.createdAt.desc().nullsFirst()),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
  ],
);

/**
 * Texts by which two prospects may be one person: an address, a profile, a number, a family name with its company. Two
 * that share none are never compared.
 */
export const duplicateKeys = pgTable(
  'duplicate_keys',
  {
    tenantId: tenantId(),
    prospectId: uuid('prospect_id').notNull(),
    key: text('key').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.prospectId, t.key] }),
    index('duplicate_keys_key').on(t.tenantId, t.key),
    foreignKey({
      name: 'duplicate_keys_prospect',
      columns: [t.tenantId, t.prospectId],
      foreignColumns: [prospects.tenantId, prospects.id],
    }).onDelete('cascade'),
  ],
);

/**
 * Two prospects that may be one person, the lesser id first, once for good: a dismissed pair is never proposed again.
 * `state` is open, dismissed, merged, or gone where the two no longer look alike; `shared` the keys that brought the two together.
 */
export const duplicates = pgTable(
  'duplicates',
  {
    tenantId: tenantId(),
    id: newId(),
    aId: uuid('a_id').notNull(),
    bId: uuid('b_id').notNull(),
    grade: text('grade').notNull(),
    score: real('score').notNull(),
    evidence: jsonb('evidence').$type<unknown>().notNull().default([]),
    shared: text('shared').array().notNull().default(sql`'{}'`),
    state: text('state').notNull().default('open'),
    foundAt: moment('found_at').notNull().defaultNow(),
    decidedAt: moment('decided_at'),
    decidedBy: text('decided_by'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('duplicates_pair').on(t.tenantId, t.aId, t.bId),
    index('duplicates_open')
      .on(t.tenantId, t.score.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`state = 'open'`),
    index('duplicates_b').on(t.tenantId, t.bId),
    foreignKey({
      name: 'duplicates_a',
      columns: [t.tenantId, t.aId],
      foreignColumns: [prospects.tenantId, prospects.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'duplicates_b_fk',
      columns: [t.tenantId, t.bId],
      foreignColumns: [prospects.tenantId, prospects.id],
    }).onDelete('cascade'),
  ],
);

/** Up to which change of its prospects a workspace was looked through for duplicates. */
export const duplicateScans = pgTable('duplicate_scans', {
  tenantId: tenantId()
    .references(() => tenants.id)
    .primaryKey(),
  toAt: moment('to_at').notNull().default(sql`'-infinity'`),
  toId: uuid('to_id'),
  scannedAt: moment('scanned_at'),
});

/**
 * A field of the workspace's own: what of the texts in `prospects.custom` under `key` is a value of it, by `type` and, for a
 * choice, `options`. The key never changes. An archived one keeps its values; they are plain texts meanwhile.
 */
export const customFields = pgTable(
  'custom_fields',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    type: text('type').notNull(),
    options: text('options').array().notNull().default(sql`'{}'`),
    place: integer('place').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    archivedAt: moment('archived_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('custom_fields_key').on(t.tenantId, t.key),
    uniqueIndex('custom_fields_name').on(t.tenantId, sql`lower(name)`).where(sql`archived_at is null`),
  ],
);

/** A change of many at once, as a job. `change` and `selection` are the contract's shapes; `total` is null until all are looked up. */
export const bulkEdits = pgTable(
  'bulk_edits',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    jobId: uuid('job_id').notNull(),
    change: jsonb('change').$type<unknown>().notNull(),
    selection: jsonb('selection').$type<unknown>().notNull(),
    state: text('state').notNull().default('queued'),
    total: integer('total'),
    /** How many were looked at so far, by what became of them: never counted over, which a million would make slow. */
    changed: integer('changed').notNull().default(0),
    same: integer('same').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    undone: integer('undone').notNull().default(0),
    kept: integer('kept').notNull().default(0),
    /** How far its undoing has come, in the order of the people's ids. */
    undoneTo: uuid('undone_to'),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('bulk_edits_newest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    foreignKey({
      name: 'bulk_edits_job',
      columns: [t.tenantId, t.jobId],
      foreignColumns: [jobs.tenantId, jobs.id],
    }),
  ],
);

/**
 * Whom a bulk edit is still to look at: all who matched when it began, as one statement saw them, in pieces of one chunk each. A piece
 * is taken away by the statement that does it.
 */
export const bulkEditChunks = pgTable(
  'bulk_edit_chunks',
  {
    tenantId: tenantId(),
    editId: uuid('edit_id').notNull(),
    n: integer('n').notNull(),
    people: uuid('people').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.editId, t.n] }),
    foreignKey({
      name: 'bulk_edit_chunks_edit',
      columns: [t.tenantId, t.editId],
      foreignColumns: [bulkEdits.tenantId, bulkEdits.id],
    }).onDelete('cascade'),
  ],
);

/**
 * Whom a bulk edit has changed: `before` and `after` are of the part that it changes. `state` is changed, or kept where it was
 * changed again by the time of the undo; who was undone is known by the edit's `undone_to` (and said here only in what was undone before
 * that was). No foreign keys, which are a query for each of a million: edits stay, and who is erased takes these with them by a trigger.
 */
export const bulkEditPeople = pgTable(
  'bulk_edit_people',
  {
    tenantId: tenantId(),
    editId: uuid('edit_id').notNull(),
    prospectId: uuid('prospect_id').notNull(),
    state: text('state').notNull().default('changed'),
    before: jsonb('before').$type<unknown>(),
    after: jsonb('after').$type<unknown>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.editId, t.prospectId] }),
    index('bulk_edit_people_prospect').on(t.tenantId, t.prospectId),
  ],
);
