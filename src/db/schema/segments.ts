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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';
import { prospects } from './prospects.ts';
import { tenants } from './tenancy.ts';

/**
 * A saved filter, and who met it when it was last looked at (`compared_at`). `people` is how many those are; `too_large`
 * says that they are more than can be remembered, so that nobody is told to have joined or left.
 */
export const segments = pgTable(
  'segments',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    name: text('name').notNull(),
    description: text('description'),
    filter: jsonb('filter').$type<unknown>().notNull(),
    shared: boolean('shared').notNull().default(true),
    people: bigint('people', { mode: 'number' }).notNull().default(0),
    tooLarge: boolean('too_large').notNull().default(false),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    comparedAt: moment('compared_at'),
    deletedAt: moment('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('segments_name')
      .on(t.tenantId, sql`lower(name)`, sql`(case when shared then '' else created_by end)`)
      .where(sql`deleted_at is null`),
    index('segments_due').on(t.comparedAt).where(sql`deleted_at is null`),
  ],
);

export const segmentMembers = pgTable(
  'segment_members',
  {
    tenantId: tenantId(),
    segmentId: uuid('segment_id').notNull(),
    prospectId: uuid('prospect_id').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.segmentId, t.prospectId] }),
    index('segment_members_prospect').on(t.tenantId, t.prospectId),
    foreignKey({ columns: [t.tenantId, t.segmentId], foreignColumns: [segments.tenantId, segments.id] }).onDelete(
      'cascade',
    ),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** Somebody who joined a segment or left it between two looks, and why. */
export const segmentChanges = pgTable(
  'segment_changes',
  {
    tenantId: tenantId(),
    id: newId(),
    segmentId: uuid('segment_id').notNull(),
    prospectId: uuid('prospect_id').notNull(),
    joined: boolean('joined').notNull(),
    why: jsonb('why').$type<unknown>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('segment_changes_newest').on(t.tenantId, t.segmentId, t.createdAt.desc().nullsFirst()),
    index('segment_changes_prospect').on(t.tenantId, t.prospectId),
    foreignKey({ columns: [t.tenantId, t.segmentId], foreignColumns: [segments.tenantId, segments.id] }).onDelete(
      'cascade',
    ),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
  ],
);

/**
 * What a prospect said before a change: the columns that changed, with their old values. Written by a trigger while the
 * tenant has a segment, and kept for as long as a segment may ask why somebody joined or left.
 */
export const prospectChanges = pgTable(
  'prospect_changes',
  {
    tenantId: tenantId(),
    id: newId(),
    prospectId: uuid('prospect_id').notNull(),
    before: jsonb('before').$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('prospect_changes_prospect').on(t.tenantId, t.prospectId, t.createdAt),
    index('prospect_changes_oldest').on(t.tenantId, t.createdAt),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** Whom a workspace looks for. `version` is the newest of its versions, which is the one that counts. */
export const personas = pgTable(
  'personas',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    name: text('name').notNull(),
    version: integer('version').notNull().default(1),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    deletedAt: moment('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('personas_name').on(t.tenantId, sql`lower(name)`).where(sql`deleted_at is null`),
  ],
);

/** Each save of a persona, never changed again. */
export const personaVersions = pgTable(
  'persona_versions',
  {
    tenantId: tenantId(),
    personaId: uuid('persona_id').notNull(),
    version: integer('version').notNull(),
    definition: jsonb('definition').$type<unknown>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.personaId, t.version] }),
    foreignKey({ columns: [t.tenantId, t.personaId], foreignColumns: [personas.tenantId, personas.id] }).onDelete(
      'cascade',
    ),
  ],
);
