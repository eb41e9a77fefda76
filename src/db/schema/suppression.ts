import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment, newId, tenantId } from './columns.ts';
import { tenants } from './tenancy.ts';

/**
 * Somebody whom the workspace leaves alone, or an address of theirs. What it is of is not kept: `hint` shows as much as one
 * needs to know it again. One that was lifted has no hashes any more.
 */
export const suppressions = pgTable(
  'suppressions',
  {
    tenantId: tenantId().references(() => tenants.id),
    id: newId(),
    /** `person`, `email`, `phone` or `name`. */
    kind: text('kind').notNull(),
    hint: text('hint').notNull(),
    reason: text('reason'),
    /** Who said so: `member`, `api`, `unsubscribe`, `bounce` or `erasure`. */
    source: text('source').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    liftedBy: text('lifted_by'),
    liftedAt: moment('lifted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('suppressions_newest').on(t.tenantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
);

/** By what a suppression is known: HMACs of normalised values by the workspace's own key, as hex. */
export const suppressionHashes = pgTable(
  'suppression_hashes',
  {
    tenantId: tenantId(),
    hash: text('hash').notNull(),
    suppressionId: uuid('suppression_id').notNull(),
    /** Of the key that it was made by: under another one nothing would be found, and nobody would notice. */
    keyPrint: text('key_print').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.hash, t.suppressionId] }),
    index('suppression_hashes_of').on(t.tenantId, t.suppressionId),
    index('suppression_hashes_key').on(t.tenantId, t.keyPrint),
    foreignKey({
      columns: [t.tenantId, t.suppressionId],
      foreignColumns: [suppressions.tenantId, suppressions.id],
    }).onDelete('cascade'),
  ],
);
