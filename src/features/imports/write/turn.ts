import { sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { imports } from '../../../db/schema/imports.ts';
import type { Chunk } from '../chunks.ts';

/** What a chunk is known by to the one behind it: the row that the next begins with. */
const place = (importId: string, nextRow: number) => sql`hashtextextended(${`turn:${importId}:${nextRow}`}, 0)`;

/**
 * References are checked row by row: in this transaction they are planned once and for all, and not for each row anew as else for
 * the role, which took a quarter of what changing people took.
 */
const ONCE = sql`set_config('plan_cache_mode', 'auto', true)`;
export const planOnce = (ctx: Ctx) => ctx.db.execute(sql`select ${ONCE}`);

/**
 * First of a chunk's statements. The one behind waits for its end; it waits for the end of the one before when it has made or
 * changed its people (`app.await_turn`).
 */
export const takeTurn = (ctx: Ctx, importId: string, { afterRow, nextRow }: Chunk) =>
  ctx.db.execute(sql`
    select pg_advisory_xact_lock(${place(importId, nextRow)}),
           set_config('app.turn', ${place(importId, afterRow)}::text, true),
           ${ONCE}`);

/**
 * The same wait at once, which also holds other imports of the tenant and what takes them back: where people are changed whom
 * others may be changing in another order, and where nobody is written.
 */
export const awaitTurn = (ctx: Ctx, importId: string, { afterRow }: Chunk) =>
  ctx.db.execute(sql`
    select pg_advisory_xact_lock_shared(${place(importId, afterRow)}),
           pg_advisory_xact_lock(hashtextextended('import:' || app.tenant(), 0))`);

/** Refuses a chunk (EW410) that does not go on where the import stands: the one before was not written, or not yet. */
export const assertTurn = (ctx: Ctx, importId: string, { afterRow }: Chunk) =>
  ctx.db.execute(sql`
    select app.assert_equal(m.next_row, ${afterRow}::bigint) from ${imports} m where m.id = ${importId}`);
