import { bigint, boolean, jsonb, pgSchema, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment, newId } from './columns.ts';

/** What belongs to the product and to no tenant. The application's role has no access to any of it. */
export const platform = pgSchema('platform');

/**
 * A feature flag. `rules` is read in order: the first that matches a caller decides, `enabled` where none does. `killed`
 * goes over all of it.
 */
export const flags = platform.table('flags', {
  key: text('key').primaryKey(),
  description: text('description').notNull(),
  enabled: boolean('enabled').notNull().default(false),
  killed: boolean('killed').notNull().default(false),
  rules: jsonb('rules').$type<unknown[]>().notNull().default([]),
  createdAt: createdAt(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

/** One row. `version` grows with every change of a flag, so that a cached record can be told to be older. */
export const platformState = platform.table('state', {
  id: text('id').primaryKey(),
  version: bigint('version', { mode: 'number' }).notNull().default(1),
});

/** Who runs the platform: users of the auth schema with a role of their own. */
export const operators = platform.table('operators', {
  userId: text('user_id').primaryKey(),
  createdAt: createdAt(),
  disabledAt: moment('disabled_at'),
});

/** What operators did: append only, written in the transaction of the change. */
export const operatorAudit = platform.table(
  'audit',
  {
    id: newId(),
    operatorId: text('operator_id').notNull(),
    requestId: text('request_id').notNull(),
    verb: text('verb').notNull(),
    tenantId: uuid('tenant_id'),
    subject: text('subject').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.createdAt, t.id] })],
);

/** Tokens by which an operator opens one session in a tenant: good once, for a minute. Only their hashes are kept. */
export const impersonations = platform.table('impersonations', {
  tokenHash: text('token_hash').primaryKey(),
  operatorId: text('operator_id').notNull(),
  tenantId: uuid('tenant_id').notNull(),
  reason: text('reason').notNull(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
  createdAt: createdAt(),
});
