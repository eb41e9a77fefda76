import { sql } from 'drizzle-orm';
import { timestamp, uuid } from 'drizzle-orm/pg-core';

/** The tenant a row belongs to. The database fills it from the transaction's context, so that no insert names it. */
export const tenantId = () =>
  uuid('tenant_id').notNull().default(sql`nullif(current_setting('app.tenant_id', true), '')::uuid`);

/** An id of the server's own making, in order of time. */
export const newId = () => uuid('id').notNull().default(sql`uuidv7()`);

/** A moment to the millisecond, which is what a Date holds: a place in a list is the same on both sides. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

export const createdAt = () => moment('created_at').notNull().defaultNow();
