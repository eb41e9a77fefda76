import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { databaseError, FENCED } from '../../db/errors.ts';
import { importRefusals, imports } from '../../db/schema/imports.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { activity, tenants } from '../../db/schema/tenancy.ts';
import { ProblemError } from '../../lib/problem.ts';
import { wake } from '../jobs/accept.ts';
import { assertFence, type Claim, endJob, nextInLine, yieldJob } from '../jobs/claim.ts';
import { limitSql } from '../tenants/plans.ts';
import { type Chunk, chunksOf } from './chunks.ts';
import { park } from './pause.ts';
import { NEWS_MS, type State, stateOf, TURN_MS, tell } from './progress.ts';
import { decide } from './rows/decide.ts';
import type { RefusedRow } from './rows/take.ts';
import { UNDO_DAYS } from './undo/undo.ts';
import { loadKnown } from './write/known.ts';
import { guardNew, upsertPeople } from './write/upsert.ts';

/** How often a chunk is folded again when others wrote the same people meanwhile. */
const RACES_MAX = 5;
/** SQLSTATEs of such a race: our own, and the unique index of addresses. */
const RACED = new Set(['EW410', '23505']);

type ImportRow = typeof imports.$inferSelect;

/** Takes the import of a claimed job on from where it stands: chunk by chunk, each in one transaction with its counts. */
export const runImport = async (ctx: Ctx, claim: Claim): Promise<void> => {
  const [row] = await begin(ctx, claim);
  if (!row || row.status === 'cancelled') return void (await endJob(ctx, claim, 'cancelled'));
  if (row.cancelRequested) return finish(ctx, claim, 'cancelled');
  try {
    const outcome = row.pauseRequested ? 'pausing' : await work(ctx, claim, row);
    if (outcome === 'done' || outcome === 'cancelled') return await finish(ctx, claim, outcome);
    const parked = outcome === 'pausing' ? await park(ctx, claim) : undefined;
    if (parked) return await stayParked(ctx, claim, parked);
    await yieldJob(ctx, claim);
    wake(ctx, claim.id);
  } catch (error) {
    // Another worker has the job: it is none of ours any more.
    if (databaseError(error)?.code === FENCED) return;
    if (!(error instanceof ProblemError) || error.code !== 'invalid_file') throw error;
    await finish(ctx, claim, 'failed', { code: error.code, message: error.message });
  }
};

/** Ends an import whose last try has failed. What is written stays, and is counted. */
export const giveUpImport = (ctx: Ctx, claim: Claim, error: { code: string; message: string }): Promise<void> =>
  finish(ctx, claim, 'failed', error);

/** Says that the import waits, and gives its place to the next in line. */
const stayParked = async (ctx: Ctx, claim: Claim, state: State): Promise<void> => {
  await tell(ctx, state);
  const next = await nextInLine(ctx, claim.kind);
  if (next) wake(ctx, next);
};

const begin = async (ctx: Ctx, claim: Claim): Promise<ImportRow[]> => {
  const [, , rows] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      update ${imports} set status = 'running', started_at = coalesce(started_at, now())
       where id = ${claim.subjectId} and status in ('queued', 'running')`),
    ctx.db.select().from(imports).where(eq(imports.id, claim.subjectId)),
  ]);
  return rows;
};

const work = async (ctx: Ctx, claim: Claim, row: ImportRow): Promise<'done' | 'cancelled' | 'yielded' | 'pausing'> => {
  let started: number | undefined;
  let told = 0;
  for await (const chunk of chunksOf(ctx, row, row)) {
    // From the first rows on: a file that is read over from its start takes long to come to them.
    started ??= Date.now();
    const state = await writeChunk(ctx, claim, row.id, chunk);
    if (state.row?.cancelRequested) return 'cancelled';
    if (state.row?.pauseRequested) return 'pausing';
    if (Date.now() - told > NEWS_MS) {
      told = Date.now();
      await tell(ctx, state);
    }
    if (Date.now() - started > TURN_MS) return 'yielded';
  }
  return 'done';
};

/** Writes one chunk, its refusals, its counts and the place where the next one begins: all of it, or nothing. */
const writeChunk = async (ctx: Ctx, claim: Claim, importId: string, chunk: Chunk): Promise<State> => {
  for (let race = 0; ; race++) {
    const { known, room } = await loadKnown(ctx, chunk.taken);
    const { writes: decided, effects, refused, read } = decide(chunk, known, room);
    const version = new Map(known.map((k) => [k.id, k.version]));
    const writes = decided.map((f) => ({ ...f, version: f.id === null ? null : (version.get(f.id) ?? null) }));
    const counts = sql`
      rows_read = m.rows_read + ${read},
      rows_created = m.rows_created + ${effects.created}, rows_updated = m.rows_updated + ${effects.updated},
      rows_unchanged = m.rows_unchanged + ${effects.unchanged}, rows_refused = m.rows_refused + ${refused.length},
      next_byte = ${chunk.nextByte}, next_row = ${chunk.nextRow}`;
    try {
      const results = await ctx.db.batch([
        assertFence(ctx, claim),
        guardNew(ctx, writes),
        upsertPeople(ctx, { importId, place: chunk.firstRow }, writes, counts),
        // Two imports at once may each have seen the same room: the second to come is folded again.
        ...(effects.created > 0
          ? [
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
        ctx.db.select().from(imports).where(eq(imports.id, importId)),
      ]);
      return stateOf(results.at(-2), results.at(-1));
    } catch (error) {
      const code = databaseError(error)?.code;
      if (race >= RACES_MAX || code === undefined || !RACED.has(code)) throw error;
    }
  }
};

const insertRefusals = (ctx: Ctx, importId: string, refused: readonly RefusedRow[]) => {
  const rows = refused.flatMap((r) =>
    r.problems.map((p, seq) => ({ ...p, row: r.row, seq, cells: seq === 0 ? r.cells : [] })),
  );
  const column = <K extends 'column' | 'value' | 'reason'>(key: K) =>
    sql`${sql.param(rows.map((r) => r[key]))}::text[]`;
  return ctx.db.execute(sql`
    insert into ${importRefusals} (import_id, row, seq, "column", value, reason, cells)
      select ${importId}::uuid, r, s, c, v, w, x::jsonb from unnest(
        ${sql.param(rows.map((r) => r.row))}::bigint[], ${sql.param(rows.map((r) => r.seq))}::int[],
        ${column('column')}, ${column('value')}, ${column('reason')},
        ${sql.param(rows.map((r) => JSON.stringify(r.cells)))}::text[]) u(r, s, c, v, w, x)`);
};

const finish = async (
  ctx: Ctx,
  claim: Claim,
  status: 'done' | 'failed' | 'cancelled',
  error?: { code: string; message: string },
): Promise<void> => {
  const [, , , job, end] = await ctx.db.batch([
    assertFence(ctx, claim),
    endJob(ctx, claim, status, error),
    ctx.db.execute(sql`
      insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select 'member', created_by, ${`import.${status}`}, 'import', id::text, jsonb_build_object('file', file_name)
          from ${imports} where id = ${claim.subjectId}`),
    ctx.db.select().from(jobs).where(eq(jobs.id, claim.id)),
    ctx.db
      .update(imports)
      .set({
        status,
        error: error ?? null,
        finishedAt: sql`now()`,
        undoUntil: sql`now() + make_interval(days => ${UNDO_DAYS})`,
      })
      .where(eq(imports.id, claim.subjectId))
      .returning(),
  ]);
  await tell(ctx, stateOf(job, end));
  const next = await nextInLine(ctx, claim.kind);
  if (next) wake(ctx, next);
  // What was written waits in a list that slows searches down until it is put into the index.
  if (status === 'done') await ctx.db.execute(sql`select app.flush_search_index()`);
};
