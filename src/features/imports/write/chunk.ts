import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { databaseError } from '../../../db/errors.ts';
import { importRefusals, imports } from '../../../db/schema/imports.ts';
import { jobs } from '../../../db/schema/jobs.ts';
import { tenants } from '../../../db/schema/tenancy.ts';
import { assertFence, type Claim } from '../../jobs/claim.ts';
import { limitSql } from '../../tenants/plans.ts';
import type { Chunk } from '../chunks.ts';
import { type State, stateOf } from '../progress.ts';
import { decide } from '../rows/decide.ts';
import { type FoldedProspect, keysAround } from '../rows/fold.ts';
import { countLeftOut } from '../rows/left-out.ts';
import type { RefusedRow } from '../rows/take.ts';
import { arrayOf } from './arrays.ts';
import { loadKnown, type Seen } from './known.ts';
import { rowsLeftAlone } from './left-alone.ts';
import { assertTurn, awaitTurn, takeTurn } from './turn.ts';
import { type Change, createPeople, guardMade, type Place, updatePeople } from './upsert.ts';

/** How often a chunk is folded again when others wrote the same people meanwhile. */
const RACES_MAX = 5;
/** SQLSTATEs of such a race: our own, the unique index of addresses, and two that wait for each other's addresses. */
const RACED = new Set(['EW410', '23505', '40P01']);

/**
 * A chunk made ready to go out, by who was there when they were looked up: its statements, by what those are found whom it
 * writes, and how many of them are new.
 */
export type Prepared = {
  chunk: Chunk;
  statements: Parameters<Ctx['db']['batch']>[0];
  keys: ReadonlySet<string>;
  created: number;
};

/**
 * Puts a chunk's statements together: most of what the Worker does for an import, and nothing that waits for anybody. People
 * are changed before the turn has come where the chunk is right behind another of its import (`isBehind`), which keeps others out
 * meanwhile, and where there are no others to come in between the two.
 */
export const prepareChunk = (
  ctx: Ctx,
  claim: Claim,
  importId: string,
  chunk: Chunk,
  { known, room, isAlone, list }: Seen,
  isBehind = false,
): Prepared => {
  const { kept, writes, effects, refused, read } = decide(chunk, known, room);
  const leftOut = countLeftOut(chunk.leftOut, refused);
  const fresh = writes.filter(({ id }) => id === null);
  const versions = new Map(known.map(({ id, version }) => [id, version]));
  const changed = writes.flatMap((one) => (one.id === null ? [] : [{ ...one, version: versions.get(one.id) ?? null }]));
  const statements: Prepared['statements'] = [
    takeTurn(ctx, importId, chunk),
    ...(writes.length === 0 || (changed.length > 0 && !(isBehind && isAlone)) ? [awaitTurn(ctx, importId, chunk)] : []),
    // Who writes waits for the turn at the end of the first of these: the larger one is what runs beside the chunk before.
    ...writing(ctx, { importId, place: chunk.firstRow }, fresh, changed),
    // In its turn from here on. The job's row is held to the end: whoever has it must not keep the chunk behind from its people.
    assertFence(ctx, claim),
    assertTurn(ctx, importId, chunk),
    ...(fresh.length > 0
      ? [
          guardMade(ctx, fresh),
          // Two imports at once may each have seen the same room: the second to come is folded again.
          ctx.db.execute(
            sql`select app.assert_room(${limitSql('prospects')}) from ${tenants} t where t.id = ${ctx.tenantId}`,
          ),
        ]
      : []),
    ...(refused.length > 0 ? [insertRefusals(ctx, importId, refused)] : []),
    ctx.db
      .update(jobs)
      .set({ progressDone: chunk.nextByte ?? 0 })
      .where(eq(jobs.id, claim.id))
      .returning(),
    ctx.db
      .update(imports)
      .set({
        rowsRead: sql`${imports.rowsRead} + ${read}`,
        rowsCreated: sql`${imports.rowsCreated} + ${effects.created}`,
        rowsUpdated: sql`${imports.rowsUpdated} + ${effects.updated}`,
        rowsUnchanged: sql`${imports.rowsUnchanged} + ${effects.unchanged}`,
        rowsRefused: sql`${imports.rowsRefused} + ${refused.length}`,
        ...(list ? { rowsSuppressed: sql`${imports.rowsSuppressed} + ${rowsLeftAlone(list, kept)}` } : {}),
        ...(leftOut.size > 0 ? { leftOut: withMore(leftOut) } : {}),
        nextByte: chunk.nextByte,
        nextRow: chunk.nextRow,
      })
      .where(eq(imports.id, importId))
      .returning(),
  ];
  return { chunk, statements, keys: keysAround(writes, known), created: effects.created };
};

/** What makes a chunk's new people and changes those who are known: none, one or two statements, the larger one first. */
const writing = (ctx: Ctx, of: Place, fresh: readonly FoldedProspect[], changed: readonly Change[]) => {
  const make = fresh.length > 0 ? [createPeople(ctx, of.importId, fresh)] : [];
  const change = changed.length > 0 ? [updatePeople(ctx, of, changed)] : [];
  return fresh.length > changed.length ? [...make, ...change] : [...change, ...make];
};

/**
 * Writes one chunk, its refusals, its counts and the place where the next one begins: all of it, or nothing. Refused in
 * a way of `isRace` where others wrote the same people since they were looked up, or the chunk before was not written.
 */
export const writeChunk = async (ctx: Ctx, { statements }: Prepared): Promise<State> => {
  const results = await ctx.db.batch(statements);
  return stateOf(results.at(-2), results.at(-1));
};

/** Whether a chunk was refused because others came between. */
export const isRace = (error: unknown): boolean => RACED.has(databaseError(error)?.code ?? '');

/** Folds a chunk again, by who is there now, and writes it, with none of its import's on the way. */
export const writeAgain = async (ctx: Ctx, claim: Claim, importId: string, chunk: Chunk): Promise<State> => {
  for (let race = 1; ; race++) {
    try {
      return await writeChunk(ctx, prepareChunk(ctx, claim, importId, chunk, await loadKnown(ctx, chunk.taken)));
    } catch (error) {
      if (race >= RACES_MAX || !isRace(error)) throw error;
    }
  }
};

/** The counts by column as they are kept, with those of a chunk. */
const withMore = (more: ReadonlyMap<string, number>) => sql`(
  select jsonb_object_agg(s.key, s.n) from (
    select e.key, sum(e.value::bigint) as n from (
      select * from jsonb_each_text(${imports.leftOut})
      union all select * from jsonb_each_text(${JSON.stringify(Object.fromEntries(more))}::jsonb)) e
     group by e.key) s)`;

const insertRefusals = (ctx: Ctx, importId: string, refused: readonly RefusedRow[]) => {
  const rows = refused.flatMap((r) =>
    r.problems.map((p, seq) => ({ ...p, row: r.row, seq, cells: seq === 0 ? r.cells : [] })),
  );
  const texts = (values: readonly string[]) => arrayOf('text', values);
  const place = rows.map((r) => r.row);
  const seq = rows.map((r) => r.seq);
  const column = rows.map((r) => r.column);
  const value = rows.map((r) => r.value);
  const reason = rows.map((r) => r.reason);
  const cells = rows.map((r) => JSON.stringify(r.cells));
  return ctx.db.execute(sql`
    insert into ${importRefusals} (import_id, row, seq, "column", value, reason, cells)
      select ${importId}::uuid, r, s, c, v, w, x::jsonb from unnest(
        ${arrayOf('bigint', place)}, ${arrayOf('bigint', seq)}, ${texts(column)}, ${texts(value)}, ${texts(reason)},
        ${texts(cells)}) u(r, s, c, v, w, x)`);
};
