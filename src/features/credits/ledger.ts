import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { creditLedger as l } from '../../db/schema/credits.ts';
import { readCursor, timeCursor, writeCursor } from '../../lib/cursor.ts';
import { SOURCES } from '../prospects/contract.ts';
import { ENTRY_STATES, type LedgerEntry, type LedgerQuery, type ledgerAnswer } from './contract.ts';

type Row = typeof l.$inferSelect;
type Page = z.input<typeof ledgerAnswer>;

const iso = (at: Date | null) => at?.toISOString() ?? null;
const named = z.object({
  provider: z.enum(SOURCES),
  state: z.enum(ENTRY_STATES),
  keyOwner: z.enum(['platform', 'tenant']),
});

export const viewEntry = (row: Row): LedgerEntry => ({
  id: row.id,
  jobId: row.jobId,
  runId: row.runId,
  prospectId: row.prospectId,
  memberId: row.memberId,
  ...named.parse(row),
  training: row.play,
  reserved: row.reserved,
  settled: row.settled,
  refunded: row.refunded,
  reason: row.reason,
  requestId: row.requestId,
  providerRequestId: row.providerRequestId,
  createdAt: row.createdAt.toISOString(),
  settledAt: iso(row.settledAt),
});

/** One page of the paid calls, newest first: one round trip. */
export const readLedger = async (ctx: Ctx, query: LedgerQuery): Promise<Page> => {
  const place = query.cursor === undefined ? undefined : readCursor(query.cursor, timeCursor);
  const conditions: (SQL | undefined)[] = [
    query.run === undefined ? undefined : eq(l.runId, query.run),
    query.member === undefined ? undefined : eq(l.memberId, query.member),
    query.provider === undefined ? undefined : eq(l.provider, query.provider),
    query.state === undefined ? undefined : eq(l.state, query.state),
    place && sql`(${l.createdAt}, ${l.id}) < (${place.t}::timestamptz, ${place.i}::uuid)`,
  ];
  const rows = await ctx.db
    .select()
    .from(l)
    .where(and(...conditions))
    .orderBy(desc(l.createdAt), desc(l.id))
    .limit(query.limit + 1);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  const more = rows.length > query.limit && last;
  return {
    items: items.map(viewEntry),
    nextCursor: more ? writeCursor({ t: more.createdAt.toISOString(), i: more.id }) : null,
  };
};
