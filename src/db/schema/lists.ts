import { sql } from 'drizzle-orm';
import { bigint, boolean, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';
import { prospects } from './prospects.ts';
import { tenants } from './tenancy.ts';

/**
 * A list of people, put together by hand. One that is not `shared` is its maker's alone. `people` is kept by triggers: the
 * members who are not deleted. A deleted one keeps its members, so that it can be brought back.
 */
export const lists = pgTable(
  'lists',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    name: text('name').notNull(),
    description: text('description'),
    shared: boolean('shared').notNull().default(true),
    people: bigint('people', { mode: 'number' }).notNull().default(0),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    deletedAt: moment('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // A private name is unique among its maker's own: to be refused it would tell of a list that one may not see.
    uniqueIndex('lists_name')
      .on(t.tenantId, sql`lower(name)`, sql`(case when shared then '' else created_by end)`)
      .where(sql`deleted_at is null`),
  ],
);

export const listMembers = pgTable(
  'list_members',
  {
    tenantId: tenantId(),
    listId: uuid('list_id').notNull(),
    prospectId: uuid('prospect_id').notNull(),
    /** The person is deleted, and is not counted until they come back. Kept by a trigger. */
    gone: boolean('gone').notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.listId, t.prospectId] }),
    index('list_members_prospect').on(t.tenantId, t.prospectId),
    foreignKey({ columns: [t.tenantId, t.listId], foreignColumns: [lists.tenantId, lists.id] }).onDelete('cascade'),
    foreignKey({ columns: [t.tenantId, t.prospectId], foreignColumns: [prospects.tenantId, prospects.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** Who joined (`joined`) or left (`left`) a list by one act: what its undoing takes back. */
export const listChanges = pgTable(
  'list_changes',
  {
    tenantId: tenantId(),
    id: newId(),
    listId: uuid('list_id').notNull(),
    kind: text('kind').notNull(),
    people: uuid('people').array().notNull(),
    actorId: text('actor_id').notNull(),
    createdAt: createdAt(),
    undoneAt: moment('undone_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('list_changes_newest').on(t.tenantId, t.listId, t.createdAt.desc().nullsFirst()),
    index('list_changes_left').on(t.tenantId, t.createdAt.desc().nullsFirst()).where(sql`kind = 'left'`),
    foreignKey({ columns: [t.tenantId, t.listId], foreignColumns: [lists.tenantId, lists.id] }).onDelete('cascade'),
  ],
);
