import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { enrichmentRuns, prospects } from '../../../db/schema/prospects.ts';
import { actorId } from '../../../lib/actor.ts';
import { newId } from '../../../lib/ids.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { wake } from '../../jobs/accept.ts';
import { SOURCES, type Source } from '../../prospects/contract.ts';
import { type Suppression, suppressionOf } from '../../suppression/check.ts';
import { jobStatement, stateStatement, tell } from '../state.ts';

export type NewRun = {
  runId: string;
  jobId: string;
  prospectId: string;
  sources: readonly Source[];
  /**
   * `view` starts only what is stale, `signal` the same and where the workspace wants it; `request` is a person's or a
   * client's own wish.
   */
  trigger: 'view' | 'signal' | 'request';
};

/** Ids for a run and its job, made before it is known whether they are needed: the statement decides that. */
export const newRun = (
  prospectId: string,
  trigger: NewRun['trigger'],
  sources: readonly Source[] = SOURCES,
): NewRun => ({
  runId: newId(),
  jobId: newId(),
  prospectId,
  sources: SOURCES.filter((source) => sources.includes(source)),
  trigger,
});

/**
 * Accepts a run with its job, its wake-up call and its sources, or does nothing where one is open already or what the trigger
 * asks for is not so. Nor does it for whoever is suppressed. Gives a row where it did.
 */
export const startStatement = (ctx: Ctx, run: NewRun, suppression: Suppression) =>
  ctx.db.execute(sql`
    select started.id from (select ${run.prospectId}::uuid as id where not ${suppression.hasId(run.prospectId)}) p
      cross join lateral app.start_enrichment(${run.runId}, ${run.jobId}, p.id, ${run.trigger},
        ${JSON.stringify(run.sources)}, ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}) as started (id)`);

/** Whether the workspace leaves a person alone, as a row with `suppressed`. */
export const suppressedStatement = (ctx: Ctx, prospectId: string, suppression: Suppression) =>
  ctx.db.execute<{ suppressed: boolean }>(sql`select ${suppression.hasId(prospectId)} as suppressed`);

/** What somebody is told who asks for an enrichment of one whom the workspace leaves alone. */
export const suppressedProblem = (): ProblemError =>
  new ProblemError('conflict', 'This person is on the suppression list: nobody is asked about them.');

const latest = z.object({ id: z.string(), job_id: z.string() });

/**
 * Starts an enrichment, or gives the one that is on. One round trip. Throws `not_found` for a prospect that is not
 * there, be it missing or another tenant's, and `conflict` for one who is suppressed.
 */
export const startEnrichment = async (
  ctx: Ctx,
  prospectId: string,
  options: { sources?: readonly Source[] | undefined } = {},
): Promise<{ jobId: string; runId: string }> => {
  ctx.require('enrichment:run');
  const run = newRun(prospectId, 'request', options.sources);
  const suppression = await suppressionOf(ctx);
  const [started, suppressed, current, state, job] = await ctx.db.batch([
    startStatement(ctx, run, suppression),
    suppressedStatement(ctx, prospectId, suppression),
    // The run that stood in the way was not yet to be seen by the statement that met it; to this one it is.
    ctx.db.execute(sql`
      select r.id, r.job_id from ${enrichmentRuns} r join ${prospects} p on p.id = r.prospect_id
       where r.prospect_id = ${prospectId} and p.deleted_at is null order by r.created_at desc limit 1`),
    stateStatement(ctx, prospectId),
    jobStatement(ctx, run.jobId),
  ]);
  if (suppressed.rows[0]?.suppressed) throw suppressedProblem();
  if (current.rows[0] === undefined) throw new ProblemError('not_found');
  if (started.rows.length > 0) {
    wake(ctx, run.jobId);
    ctx.later(tell(ctx, prospectId, state, job));
  }
  const { id, job_id } = latest.parse(current.rows[0]);
  return { runId: id, jobId: job_id };
};
