import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { databaseError, FENCED } from '../../../db/errors.ts';
import { imports } from '../../../db/schema/imports.ts';
import { jobs } from '../../../db/schema/jobs.ts';
import { activity } from '../../../db/schema/tenancy.ts';
import { wake } from '../../jobs/accept.ts';
import { assertFence, type Claim, endJob, nextInLine, yieldJob } from '../../jobs/claim.ts';
import { NEWS_MS, stateOf, TURN_MS, tell } from '../progress.ts';
import { holdMade, removeChunk } from './remove.ts';
import { holdChanged, restoreChunk } from './restore.ts';

/** Imports of a tenant, and what takes them back, write one after the other: the lock of `app.await_turn`. */
const inTurn = (ctx: Ctx) =>
  ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('import:' || app.tenant(), 0))`);

/**
 * Takes the import of a claimed job back, newest rows first: what it changed, then whom it made. Each chunk is one
 * transaction with its counts, and none is taken twice, wherever it was stopped.
 */
export const runUndo = async (ctx: Ctx, claim: Claim): Promise<void> => {
  try {
    await begin(ctx, claim);
    if ((await work(ctx, claim)) === 'yielded') {
      await yieldJob(ctx, claim);
      wake(ctx, claim.id);
    } else await finish(ctx, claim, 'done');
  } catch (error) {
    // Another worker has the job: it is none of ours any more.
    if (databaseError(error)?.code !== FENCED) throw error;
  }
};

/** Ends an undo whose last try has failed: what was put back stays so, and it can be asked for again. */
export const giveUpUndo = (ctx: Ctx, claim: Claim, error: { code: string; message: string }): Promise<void> =>
  finish(ctx, claim, 'failed', error);

const begin = (ctx: Ctx, claim: Claim) =>
  ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`update ${imports} set undo_status = 'running' where id = ${claim.subjectId}`),
    ctx.db.execute(sql`
      update ${jobs} j set progress_total = m.rows_created + (select count(*) from import_changes where import_id = m.id)
        from ${imports} m where j.id = ${claim.id} and m.id = ${claim.subjectId} and j.progress_total is null`),
  ]);

/** One chunk: what is to be done, done under the locks it needs, and told. */
const step = async (
  ctx: Ctx,
  claim: Claim,
  [hold, write]: readonly [typeof holdChanged, typeof restoreChunk],
): Promise<{ n: number; state: ReturnType<typeof stateOf> }> => {
  const [, , , done, job, row] = await ctx.db.batch([
    assertFence(ctx, claim),
    inTurn(ctx),
    hold(ctx, claim.subjectId),
    write(ctx, claim.subjectId, claim.id),
    ctx.db.select().from(jobs).where(eq(jobs.id, claim.id)),
    ctx.db.select().from(imports).where(eq(imports.id, claim.subjectId)),
  ]);
  return { n: Number(done.rows[0]?.n ?? 0), state: stateOf(job, row) };
};

const work = async (ctx: Ctx, claim: Claim): Promise<'done' | 'yielded'> => {
  const started = Date.now();
  let told = 0;
  for (const part of [
    [holdChanged, restoreChunk],
    [holdMade, removeChunk],
  ] as const) {
    for (;;) {
      const { n, state } = await step(ctx, claim, part);
      if (n === 0) break;
      if (Date.now() - told > NEWS_MS) {
        told = Date.now();
        await tell(ctx, state);
      }
      if (Date.now() - started > TURN_MS) return 'yielded';
    }
  }
  return 'done';
};

const finish = async (
  ctx: Ctx,
  claim: Claim,
  status: 'done' | 'failed',
  error?: { code: string; message: string },
): Promise<void> => {
  const [, , , job, row] = await ctx.db.batch([
    assertFence(ctx, claim),
    endJob(ctx, claim, status, error),
    ctx.db.execute(sql`
      insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select 'member', j.created_by, ${status === 'done' ? 'import.undone' : 'import.undo_failed'}, 'import', m.id::text,
            jsonb_build_object('file', m.file_name)
          from ${imports} m join ${jobs} j on j.id = ${claim.id} where m.id = ${claim.subjectId}`),
    ctx.db.select().from(jobs).where(eq(jobs.id, claim.id)),
    ctx.db.update(imports).set({ undoStatus: status }).where(eq(imports.id, claim.subjectId)).returning(),
  ]);
  await tell(ctx, stateOf(job, row));
  const next = await nextInLine(ctx, claim.kind);
  if (next) wake(ctx, next);
  if (status === 'done') await ctx.db.execute(sql`select app.flush_search_index()`);
};
