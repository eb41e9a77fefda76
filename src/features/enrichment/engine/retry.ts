import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { enrichmentRuns, prospects, sourceResults } from '../../../db/schema/prospects.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { wake } from '../../jobs/accept.ts';
import type { Source } from '../../prospects/contract.ts';
import { suppressionOf } from '../../suppression/check.ts';
import { jobStatement, stateStatement, tell } from '../state.ts';
import { newRun, startStatement, suppressedProblem, suppressedStatement } from './start.ts';
import { unparkSql } from './waiting.ts';

const latest = z.object({ id: z.string(), job_id: z.string() });

/**
 * Asks one source again: in the run that is on, where it waits in it; else in a run of its own. A run that is on without it
 * goes on. One round trip. Throws `not_found` for a prospect that is not there, be it missing or another tenant's, `conflict`
 * for one who is suppressed.
 */
export const retrySource = async (
  ctx: Ctx,
  prospectId: string,
  source: Source,
): Promise<{ jobId: string; runId: string }> => {
  ctx.require('enrichment:run');
  const run = newRun(prospectId, 'request', [source]);
  const suppression = await suppressionOf(ctx);
  const [suppressed, brought, , current, state, job] = await ctx.db.batch([
    suppressedStatement(ctx, prospectId, suppression),
    ctx.db.execute(sql`
      with due as (
        update ${sourceResults} s set next_try_at = now() from ${enrichmentRuns} r
         where r.prospect_id = ${prospectId} and r.status in ('queued', 'running') and s.run_id = r.id
           and s.source = ${source} and s.status = 'waiting'
           and not ${suppression.hasId(prospectId)}
        returning r.job_id
      ), ${unparkSql(sql`due`)}
      select job_id from due`),
    startStatement(ctx, run, suppression),
    ctx.db.execute(sql`
      select r.id, r.job_id from ${enrichmentRuns} r join ${prospects} p on p.id = r.prospect_id
       where r.prospect_id = ${prospectId} and p.deleted_at is null order by r.created_at desc limit 1`),
    stateStatement(ctx, prospectId),
    jobStatement(ctx, run.jobId),
  ]);
  if (suppressed.rows[0]?.suppressed) throw suppressedProblem();
  if (current.rows[0] === undefined) throw new ProblemError('not_found');
  const { id, job_id } = latest.parse(current.rows[0]);
  if (id === run.runId || brought.rows.length > 0) {
    wake(ctx, job_id);
    ctx.later(tell(ctx, prospectId, state, job));
  }
  return { runId: id, jobId: job_id };
};
