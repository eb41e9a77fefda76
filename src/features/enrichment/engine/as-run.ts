import { sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { databaseError, FENCED, problemOf } from '../../../db/errors.ts';
import { jobs } from '../../../db/schema/jobs.ts';
import { sourceResults } from '../../../db/schema/prospects.ts';
import { assertFence } from '../../jobs/claim.ts';
import { jobStatement, stateStatement, tell } from '../state.ts';

/** The run that a worker has in its hands. `fence` is the worker's; a later one makes all its writes void. */
export type Run = { runId: string; jobId: string; prospectId: string; fence: number };

export type Statement = ReturnType<typeof assertFence>;
export type Rows = { rows: Record<string, unknown>[] };

/** Tries of one write. What a provider answered is only in memory, so a stumbling database is given more than one. */
const WRITES_MAX = 3;
const PAUSE_MS = 300;

/** Repeats a write that the database did not take, or may have taken: every one here does the same work once. */
export const persist = async <T>(write: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (tries === WRITES_MAX || problemOf(error)?.code !== 'unavailable') throw error;
      await new Promise((done) => setTimeout(done, PAUSE_MS * tries * (0.5 + Math.random())));
    }
  }
};

/**
 * Whether a worker has nothing left to do here, without a word: another has the job, the workspace is gone or locked,
 * or the job is. What is left is the next worker's, once there is one.
 */
export const isOver = (error: unknown): boolean => {
  const code = databaseError(error)?.code;
  return code === FENCED || code === 'EW401' || code === 'EW402' || code === 'EW404';
};

/**
 * Writes in the name of a run: one round trip, refused as a whole where another worker has taken over, and it keeps the
 * lease. How far the run has come goes with it, and is told to whoever is looking. Gives the rows of each statement.
 */
export const writeAsRun = async (ctx: Ctx, run: Run, statements: readonly Statement[]): Promise<Rows[]> => {
  const results: Rows[] = await persist(() =>
    ctx.db.batch([
      assertFence(ctx, { id: run.jobId, fence: run.fence }),
      ...statements,
      ctx.db.execute(sql`
        update ${jobs} set progress_done = (
          select count(*) from ${sourceResults} s where s.run_id = ${run.runId} and s.status not in ('queued', 'running', 'waiting'))
         where id = ${run.jobId}`),
      stateStatement(ctx, run.prospectId),
      jobStatement(ctx, run.jobId),
    ]),
  );
  const [state, job] = results.slice(-2);
  if (state && job) await tell(ctx, run.prospectId, state, job);
  return results.slice(1, 1 + statements.length);
};
