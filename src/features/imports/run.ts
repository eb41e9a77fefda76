import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { databaseError, FENCED } from '../../db/errors.ts';
import { imports } from '../../db/schema/imports.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { activity } from '../../db/schema/tenancy.ts';
import { ProblemError } from '../../lib/problem.ts';
import { wake } from '../jobs/accept.ts';
import { assertFence, type Claim, endJob, nextInLine, yieldJob } from '../jobs/claim.ts';
import { type Chunk, chunksOf } from './chunks.ts';
import { park } from './pause.ts';
import { IMPORT_TURN_MS, NEWS_MS, type State, stateOf, tell } from './progress.ts';
import { UNDO_DAYS } from './undo/undo.ts';
import { Line } from './write/line.ts';

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
    // What the turn before wrote may be most of what there is.
    ctx.db.execute(sql`select app.know_new_people()`),
  ]);
  return rows;
};

const work = async (ctx: Ctx, claim: Claim, row: ImportRow): Promise<'done' | 'cancelled' | 'yielded' | 'pausing'> => {
  const chunks = chunksOf(ctx, row, row);
  try {
    return await writeAll(ctx, claim, row.id, chunks);
  } finally {
    await chunks.return(undefined);
  }
};

const writeAll = async (ctx: Ctx, claim: Claim, importId: string, chunks: AsyncGenerator<Chunk>) => {
  const line = new Line(ctx, claim, importId, chunks);
  await line.readOn();
  // From the first rows on: a file that is read over from its start takes long to come to them.
  const started = Date.now();
  let told = 0;
  for (;;) {
    const isLate = Date.now() - started > IMPORT_TURN_MS;
    if (!isLate && (await line.send())) {
      await line.readOn();
      continue;
    }
    const state = await line.ended();
    if (!state) return line.isRead ? 'done' : 'yielded';
    const outcome = state.row?.cancelRequested ? 'cancelled' : state.row?.pauseRequested ? 'pausing' : undefined;
    if (outcome) {
      await line.drain();
      return outcome;
    }
    if (Date.now() - told > NEWS_MS) {
      told = Date.now();
      await tell(ctx, state);
    }
  }
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
