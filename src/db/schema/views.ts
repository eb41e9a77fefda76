import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';
import { members } from './tenancy.ts';

/** A search that somebody keeps: filters, order and columns by a name. `ownerId` is the user who made it. */
export const views = pgTable(
  'views',
  {
    tenantId: tenantId(),
    id: newId(),
    ownerId: text('owner_id').notNull(),
    name: text('name').notNull(),
    filters: jsonb('filters').$type<unknown>().notNull(),
    sort: text('sort').notNull(),
    columns: text('columns').array().notNull(),
    shared: boolean('shared').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    deletedAt: moment('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.ownerId], foreignColumns: [members.tenantId, members.userId] }),
    uniqueIndex('views_name').on(t.tenantId, t.ownerId, sql`lower(name)`).where(sql`deleted_at is null`),
    index('views_shared').on(t.tenantId).where(sql`shared and deleted_at is null`),
  ],
);

/**
 * The view that the list begins with, by who looks. An empty `userId` stands for everybody who has chosen none: it is no
 * member's, so that the column refers to none.
 */
export const viewDefaults = pgTable(
  'view_defaults',
  {
    tenantId: tenantId(),
    userId: text('user_id').notNull(),
    viewId: uuid('view_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    foreignKey({ columns: [t.tenantId, t.viewId], foreignColumns: [views.tenantId, views.id] }).onDelete('cascade'),
  ],
);
