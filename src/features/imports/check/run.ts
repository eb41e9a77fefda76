import { eq, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { databaseError, FENCED } from '../../../db/errors.ts';
import { importExpected, imports } from '../../../db/schema/imports.ts';
import { jobs } from '../../../db/schema/jobs.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { wake } from '../../jobs/accept.ts';
import { assertFence, type Claim, endJob, nextInLine, yieldJob } from '../../jobs/claim.ts';
import { type Chunk, chunksOf } from '../chunks.ts';
import { IMPORT_TURN_MS, NEWS_MS, stateOf, TURN_MS, tell } from '../progress.ts';
import { decide } from '../rows/decide.ts';
import { addLeftOut, countLeftOut } from '../rows/left-out.ts';
import { readPlan } from '../view.ts';
import { rowsLeftAlone } from '../write/left-alone.ts';
import { planOnce } from '../write/turn.ts';
import { type Checked, readChecked } from './checked.ts';
import { isWanted, tidyPart } from './drop.ts';
import { keepExpected, loadExpected } from './expected.ts';
import { knownBy, tallied } from './tally.ts';

/** Rows of a look from which on the database knows it by its own keeper. */
const KNOWN_ROWS = 100_000;

type ImportRow = typeof imports.$inferSelect;
type JobError = { code: string; message: string };

/**
 * Looks over a draft's whole file from where the look stands: chunk by chunk, each in one transaction with its figures, by
 * the rules of the import itself. It writes nothing of anybody; whom the rows would make or change is kept beside, so that
 * those after them are judged as they will be.
 */
export const runCheck = async (ctx: Ctx, claim: Claim): Promise<void> => {
  try {
    const outcome = await work(ctx, claim);
    if (outcome === 'yielded' || !(await tidy(ctx, claim))) {
      await yieldJob(ctx, claim);
      wake(ctx, claim.id);
    } else await finish(ctx, claim);
  } catch (error) {
    // Another worker has the job: it is none of ours any more.
    if (databaseError(error)?.code !== FENCED) throw error;
  }
};

/** Ends a look whose last try has failed; what it found so far is shown, with the reason. */
export const giveUpCheck = async (ctx: Ctx, claim: Claim, error: JobError): Promise<void> => {
  await conclude(ctx, claim, 'failed', error);
  while (!(await tidy(ctx, claim)));
  await finish(ctx, claim);
};

const begin = async (ctx: Ctx, claim: Claim): Promise<ImportRow | undefined> => {
  const [, rows] = await ctx.db.batch([assertFence(ctx, claim), ctx.db.select().from(imports).where(isWanted(claim))]);
  return rows[0];
};

const work = async (ctx: Ctx, claim: Claim): Promise<'ended' | 'yielded'> => {
  const row = await begin(ctx, claim);
  const found = row && readChecked(row);
  if (!row || found?.status !== 'running') return 'ended';
  // What the turn before expects may be most of what there is.
  const { read } = found.rows;
  if (read > 0 && read < KNOWN_ROWS) await ctx.db.execute(sql`select app.know_expected()`);
  try {
    const outcome = await look(ctx, claim, row, found);
    if (outcome !== 'done') return outcome;
    await conclude(ctx, claim, 'done', null);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'invalid_file') throw error;
    await conclude(ctx, claim, 'failed', { code: error.code, message: error.message });
  }
  return 'ended';
};

const look = async (ctx: Ctx, claim: Claim, row: ImportRow, found: Checked): Promise<'done' | 'ended' | 'yielded'> => {
  const beside = knownBy(row.columns, readPlan(row).mapping);
  let so = found;
  let started: number | undefined;
  let told = 0;
  for await (const chunk of chunksOf(ctx, row, found)) {
    started ??= Date.now();
    const { known, room, list } = await loadExpected(ctx, claim.id, chunk.taken);
    const decision = decide(chunk, known, room - so.rows.created);
    const before = new Set(known.filter(({ isExpected }) => isExpected).map(({ id }) => id));
    so = {
      ...so,
      ...tallied(so, [...decision.refused, ...chunk.unfit], row.columns, beside),
      rows: added(so.rows, decision),
      leftOut: addLeftOut(so.leftOut, countLeftOut(chunk.leftOut, decision.refused)),
      people: so.people + decision.writes.filter(({ id }) => id !== null && !before.has(id)).length,
      nextByte: chunk.nextByte,
      nextRow: chunk.nextRow,
    };
    const [, , , kept, job] = await ctx.db.batch([
      assertFence(ctx, claim),
      planOnce(ctx),
      keepExpected(ctx, claim.id, decision.writes, known),
      keep(ctx, claim, so, rowsLeftAlone(list, decision.kept)),
      progressed(ctx, claim, chunk),
    ]);
    if (!kept[0]) return 'ended';
    so = { ...so, suppressed: readChecked(kept[0])?.suppressed ?? so.suppressed };
    if (Date.now() - told > NEWS_MS) {
      told = Date.now();
      await tell(ctx, stateOf(job, []));
    }
    if (Date.now() - started > IMPORT_TURN_MS) return 'yielded';
  }
  return 'done';
};

const added = (rows: Checked['rows'], { effects, refused, read }: ReturnType<typeof decide>): Checked['rows'] => ({
  read: rows.read + read,
  created: rows.created + effects.created,
  updated: rows.updated + effects.updated,
  unchanged: rows.unchanged + effects.unchanged,
  refused: rows.refused + refused.length,
});

/** Keeps the figures, with how many rows of a chunk are of people whom the workspace leaves alone. */
const keep = (ctx: Ctx, claim: Claim, so: Checked, leftAlone: SQL) =>
  ctx.db
    .update(imports)
    .set({
      checked: sql`${JSON.stringify(so)}::jsonb || jsonb_build_object('suppressed', ${so.suppressed}::bigint + ${leftAlone})`,
    })
    .where(isWanted(claim))
    .returning({ checked: imports.checked });

const progressed = (ctx: Ctx, claim: Claim, { nextByte }: Chunk) =>
  ctx.db
    .update(jobs)
    .set({ progressDone: nextByte ?? 0 })
    .where(eq(jobs.id, claim.id))
    .returning();

/** Says what the look came to, while what it needed is still there. */
const conclude = (ctx: Ctx, claim: Claim, status: 'done' | 'failed', error: JobError | null) =>
  ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      update ${imports} set checked = checked || jsonb_build_object('status', ${status}::text,
          'error', ${JSON.stringify(error)}::jsonb, 'finishedAt', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
       where ${isWanted(claim)} and checked ->> 'status' = 'running'`),
  ]);

/** Takes away what is needed no more; false where there is more of it than fits a turn. */
const tidy = async (ctx: Ctx, claim: Claim): Promise<boolean> => {
  const started = Date.now();
  for (;;) {
    const [, gone] = await ctx.db.batch([assertFence(ctx, claim), tidyPart(ctx, claim)]);
    if (Number(gone.rows[0]?.n ?? 0) === 0) return true;
    if (Date.now() - started > TURN_MS) return false;
  }
};

/** Ends the job as its look has ended. Of one that was dropped at this very moment nothing stays. */
const finish = async (ctx: Ctx, claim: Claim): Promise<void> => {
  const row = await begin(ctx, claim);
  const found = row && readChecked(row);
  const state = found === undefined ? 'cancelled' : found.status === 'failed' ? 'failed' : 'done';
  const [, , , , job] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`select 1 from ${imports} where id = ${claim.subjectId} for update`),
    ctx.db.execute(sql`
      delete from ${importExpected} where check_id = ${claim.id}
        and not exists (select from ${imports} where ${isWanted(claim)})`),
    endJob(ctx, claim, state, found?.error ?? undefined),
    ctx.db.select().from(jobs).where(eq(jobs.id, claim.id)),
  ]);
  await tell(ctx, stateOf(job, []));
  const next = await nextInLine(ctx, claim.kind);
  if (next) wake(ctx, next);
};
