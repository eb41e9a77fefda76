import { asc, eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { databaseError, FENCED } from '../../db/errors.ts';
import { exportFiles, exportParts } from '../../db/schema/exports.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { activity } from '../../db/schema/tenancy.ts';
import { publish } from '../activity/publish.ts';
import { wake } from '../jobs/accept.ts';
import { assertFence, type Claim, endJob, nextInLine, yieldJob } from '../jobs/claim.ts';
import { viewJob } from '../jobs/view.ts';
import { suppressionOf } from '../suppression/check.ts';
import { idsOfPart, partKey } from './keep.ts';
import { Met } from './met.ts';
import { isSteady, type Plan, planOf, whoOf } from './page.ts';
import { writePart } from './part.ts';
import type { Page } from './render.ts';
import { readAsked, readFormat } from './view.ts';
import { pagesAfter, restOf } from './walk.ts';

/** A worker hands the job on after this long: whoever else waits for a worker waits no longer than this. */
const TURN_MS = 2_000;
/** News of the progress at most this often: more is only flicker. */
const NEWS_MS = 400;
/** How long a finished file is kept: over a long weekend, and no longer than it is of use. */
const KEPT_DAYS = 7;

type Row = typeof exportFiles.$inferSelect;
type Outcome = 'done' | 'cancelled' | 'yielded';

/** Takes the file of a claimed job on from where it stands: part by part, each written before its row says that it is. */
export const runExport = async (ctx: Ctx, claim: Claim): Promise<void> => {
  try {
    const row = await begin(ctx, claim);
    if (!row) return void (await endJob(ctx, claim, 'failed', { code: 'gone', message: 'It is no longer there.' }));
    const outcome = row.cancelRequested ? 'cancelled' : await work(ctx, claim, row);
    if (outcome !== 'yielded') return await finish(ctx, claim, outcome);
    await yieldJob(ctx, claim);
    wake(ctx, claim.id);
  } catch (error) {
    // Another worker has the job: it is none of ours any more.
    if (databaseError(error)?.code !== FENCED) throw error;
  }
};

/** Ends a file whose last try has failed. */
export const giveUpExport = (ctx: Ctx, claim: Claim, error: { code: string; message: string }): Promise<void> =>
  finish(ctx, claim, 'failed', error);

/** The moment of its order is the one at which it was begun first, and stays. */
const begin = async (ctx: Ctx, claim: Claim): Promise<Row | undefined> => {
  const [, , rows] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      update ${exportFiles} set status = 'running', started_at = coalesce(started_at, now()),
             as_of = coalesce(as_of, date_trunc('milliseconds', now()) + interval '1 ms')
       where id = ${claim.subjectId} and status in ('queued', 'running')`),
    ctx.db.select().from(exportFiles).where(eq(exportFiles.id, claim.subjectId)),
  ]);
  return rows[0];
};

const work = async (ctx: Ctx, claim: Claim, begun: Row): Promise<Outcome> => {
  const plan = planOf(readAsked(begun), readFormat(begun), await suppressionOf(ctx));
  const asOf = begun.asOf?.toISOString() ?? '';
  const until = Date.now() + TURN_MS;
  let row = begun.rowsTotal === null ? await count(ctx, claim, plan) : begun;
  for await (const { page, phase } of pagesLeft(ctx, plan, row, asOf)) {
    row = await keep(ctx, claim, row, page, phase);
    if (row.cancelRequested) return 'cancelled';
    if (Date.now() > until) return 'yielded';
  }
  return 'done';
};

/** How many rows it will have, as far as can be said before. */
const count = async (ctx: Ctx, claim: Claim, plan: Plan): Promise<Row> => {
  const many = sql`(select count(*) from ${s} where ${whoOf(plan.selection)})`;
  const [, rows] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.update(exportFiles).set({ rowsTotal: many }).where(eq(exportFiles.id, claim.subjectId)).returning(),
    ctx.db.execute(sql`
      update ${jobs} j set progress_total = f.rows_total from ${exportFiles} f
       where j.id = ${claim.id} and f.id = ${claim.subjectId}`),
  ]);
  if (!rows[0]) throw new Error('The export is not there.');
  return rows[0];
};

type Phase = 'walk' | 'rest';
type Next = { page: Page; phase: Phase };

/** The pages that are not kept yet, and in which phase the file is once each of them is. */
async function* pagesLeft(ctx: Ctx, plan: Plan, row: Row, asOf: string): AsyncGenerator<Next> {
  if (row.phase === 'walk') {
    const after = row.nextKey === null || row.nextId === null ? undefined : { key: row.nextKey, id: row.nextId };
    for await (const page of pagesAfter(ctx, plan, { after, asOf, ids: true })) {
      yield { page, phase: page.more ? 'walk' : 'rest' };
    }
  }
  if (isSteady(plan.sort)) return;
  for await (const page of restOf(ctx, plan, asOf, await metSoFar(ctx, row.id))) yield { page, phase: 'rest' };
}

/** Whom the kept parts have. */
const metSoFar = async (ctx: Ctx, exportId: string): Promise<Met> => {
  const parts = await ctx.db
    .select({ key: exportParts.key, rows: exportParts.rows })
    .from(exportParts)
    .where(eq(exportParts.exportId, exportId))
    .orderBy(asc(exportParts.n));
  const met = new Met();
  for (const part of parts) met.add(await idsOfPart(ctx, part));
  return met;
};

/** Keeps one page: its bytes first, then that it is there, with the counts and the place where the next one begins. */
const keep = async (ctx: Ctx, claim: Claim, row: Row, page: Page, phase: Phase): Promise<Row> => {
  const people = page.rows + page.left;
  const empty = people === 0 || page.ids === undefined;
  const key = partKey(ctx.tenantId, row.id, row.parts, claim.fence);
  if (page.ids && people > 0) await ctx.env.FILES.put(key, writePart(page.ids, page.lengths, page.bytes));
  const [, , updated, [job]] = await ctx.db.batch([
    assertFence(ctx, claim),
    empty
      ? ctx.db.execute(sql`select 1`)
      : ctx.db
          .insert(exportParts)
          .values({ exportId: row.id, n: row.parts, key, rows: people, bytes: page.bytes.length }),
    ctx.db
      .update(exportFiles)
      .set({
        rows: row.rows + page.rows,
        leftOut: row.leftOut + page.left,
        bytes: row.bytes + page.bytes.length,
        parts: row.parts + (empty ? 0 : 1),
        phase,
        nextKey: page.place?.key ?? row.nextKey,
        nextId: page.place?.id ?? row.nextId,
      })
      .where(eq(exportFiles.id, row.id))
      .returning(),
    ctx.db
      .update(jobs)
      .set({ progressDone: row.rows + row.leftOut + people })
      .where(eq(jobs.id, claim.id))
      .returning(),
  ]);
  if (!updated[0]) throw new Error('The export is not there.');
  if (job) await tell(ctx, job);
  return updated[0];
};

/** When each job was told of last, in this isolate. */
let told = 0;
const tell = async (ctx: Ctx, job: typeof jobs.$inferSelect): Promise<void> => {
  const now = Date.now();
  if (job.finishedAt === null && now - told < NEWS_MS) return;
  told = now;
  await publish(ctx, { type: 'job', job: viewJob(job) });
};

/** Ends a file and its job. What is not to be fetched is taken away by the next sweep. */
const finish = async (
  ctx: Ctx,
  claim: Claim,
  status: 'done' | 'failed' | 'cancelled',
  error?: { code: string; message: string },
): Promise<void> => {
  const [, , , , jobRows] = await ctx.db.batch([
    assertFence(ctx, claim),
    endJob(ctx, claim, status, error),
    ctx.db.execute(sql`
      insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select 'member', created_by, ${`export.${status}`}, 'export', id::text,
               jsonb_build_object('format', format, 'rows', rows, 'leftOut', left_out)
          from ${exportFiles} where id = ${claim.subjectId}`),
    ctx.db
      .update(exportFiles)
      .set({
        status,
        error: error ?? null,
        finishedAt: sql`now()`,
        expiresAt: status === 'done' ? sql`now() + make_interval(days => ${KEPT_DAYS})` : sql`now()`,
      })
      .where(eq(exportFiles.id, claim.subjectId)),
    ctx.db.select().from(jobs).where(eq(jobs.id, claim.id)),
  ]);
  if (jobRows[0]) await tell(ctx, jobRows[0]);
  const next = await nextInLine(ctx, claim.kind);
  if (next) wake(ctx, next);
};
