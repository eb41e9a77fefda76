import { sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { creditLedger } from '../../../db/schema/credits.ts';
import { enrichmentBatches } from '../../../db/schema/enrichment.ts';
import { enrichmentRuns, prospects, sourceResults } from '../../../db/schema/prospects.ts';
import { activity, audit } from '../../../db/schema/tenancy.ts';
import { actorId } from '../../../lib/actor.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { wake } from '../../jobs/accept.ts';
import type { EnrichmentState } from '../../prospects/profile-contract.ts';
import { jobStatement, readState, stateStatement, tell } from '../state.ts';
import { unparkSql } from './waiting.ts';

/** What was not asked yet is not asked; what was put aside for it comes back. Where nobody has the run, it is ended soon. */
const cancelStatements = (ctx: Ctx, runs: ReturnType<typeof sql>) => {
  const row = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  return [
    ctx.db.execute(sql`
      with stopped as (
        update ${enrichmentRuns} r set cancel_requested = true
         where r.id in (${runs}) and r.status in ('queued', 'running') and not r.cancel_requested
        returning r.id, r.job_id, r.prospect_id
      ), seen as (
        insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select ${row}, 'enrichment.cancelled', 'prospect', prospect_id::text, jsonb_build_object('runId', id) from stopped
      ), recorded as (
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${row}, ${ctx.requestId}, 'enrichment.cancelled', 'prospect', prospect_id::text, jsonb_build_object('runId', id)
          from stopped
      ), ${unparkSql(sql`stopped`)}
      select job_id, prospect_id from stopped`),
    // One statement later, so that of a source that is just being taken up the lock shows what became of it.
    ctx.db.execute(sql`
      with left_out as (
        update ${sourceResults} s set status = 'cancelled', code = 'cancelled', reason = 'Cancelled before it was asked.',
               next_try_at = null, finished_at = now()
         where s.run_id in (select r.id from ${enrichmentRuns} r where r.id in (${runs}) and r.cancel_requested)
           and s.status in ('queued', 'waiting')
        returning s.run_id, s.source
      ), aside as (
        select l.job_id, l.step, l.provider from left_out o join ${creditLedger} l
            on l.run_id = o.run_id and l.provider = o.source and l.state = 'reserved'
      )
      select app.settle_call(job_id, step, provider, 'refunded', 0, 'Cancelled before it was asked', 0, null) from aside`),
  ] as const;
};

/**
 * Stops a run. A call that is out comes to its end and is settled as it ends. Cancelled again, or ended before, it stays as it
 * is. One round trip. Throws `not_found` for a run that is not there, be it missing or another tenant's.
 */
export const cancelRun = async (ctx: Ctx, runId: string): Promise<EnrichmentState> => {
  ctx.require('enrichment:run');
  const prospect = sql`(select r.prospect_id from ${enrichmentRuns} r join ${prospects} p on p.id = r.prospect_id
    where r.id = ${runId} and p.deleted_at is null)`;
  const job = sql`(select r.job_id from ${enrichmentRuns} r where r.id = ${runId})`;
  const [stopped, , state, jobRow] = await ctx.db.batch([
    ...cancelStatements(ctx, sql`select ${runId}::uuid`),
    stateStatement(ctx, prospect),
    jobStatement(ctx, job),
  ]);
  const enrichment = readState(state);
  if (!enrichment) throw new ProblemError('not_found');
  const [row] = stopped.rows;
  if (row) {
    wake(ctx, String(row.job_id));
    ctx.later(tell(ctx, String(row.prospect_id), state, jobRow));
  }
  return enrichment;
};

/** Stops the open runs of a bulk that is being stopped; gives their jobs, to be woken. */
export const cancelBatchRuns = (ctx: Ctx, batchId: string) =>
  cancelStatements(
    ctx,
    sql`select b.id from ${enrichmentRuns} b join ${enrichmentBatches} x on x.id = b.batch_id
         where b.batch_id = ${batchId} and x.cancel_requested and b.status in ('queued', 'running')`,
  );
