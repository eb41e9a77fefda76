import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { enrichmentRuns, prospects, sourceResults } from '../../../db/schema/prospects.ts';
import { activity, audit } from '../../../db/schema/tenancy.ts';
import { actorId } from '../../../lib/actor.ts';
import { endJob } from '../../jobs/claim.ts';
import { SOURCE_STATUSES } from '../../prospects/profile-contract.ts';
import { bulkStatement, readBulks, tellBulk } from '../bulk/view.ts';
import { type Rows, type Run, type Statement, writeAsRun } from './as-run.ts';
import { runStatus } from './run-status.ts';

const ALL_FAILED = { code: 'sources_failed', message: 'No source answered. Each one’s reason stands in the profile.' };
const GIVEN_UP = {
  code: 'given_up',
  message: 'The enrichment broke off several times and was given up. Start it again.',
};

const statuses = z.array(z.object({ status: z.enum(SOURCE_STATUSES) }));

type Ended = { status: 'done' | 'partial' | 'failed' | 'cancelled'; error?: { code: string; message: string } };

/** Ends the run and its job, with what happened for people and for the record, in one transaction. */
const endStatements = (ctx: Ctx, run: Run, { status, error }: Ended): Statement[] => {
  const said = JSON.stringify({ runId: run.runId, status });
  const row = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  return [
    ctx.db.execute(sql`
      with ended as (
        update ${enrichmentRuns} set status = ${status}, finished_at = now()
         where id = ${run.runId} and status in ('queued', 'running')
        returning prospect_id, training
      ), aged as (
        update ${prospects} p set enriched_at = now() from ended
         where p.id = ended.prospect_id and ${status}::text not in ('failed', 'cancelled') and not ended.training
      ), seen as (
        insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select ${row}, 'enrichment.finished', 'prospect', prospect_id::text, ${said}::jsonb from ended
      )
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${row}, ${ctx.requestId}, 'enrichment.finished', 'prospect', prospect_id::text, ${said}::jsonb from ended`),
    endJob(
      ctx,
      { id: run.jobId, fence: run.fence },
      status === 'failed' || status === 'cancelled' ? status : 'done',
      error,
    ),
  ];
};

/** Where the run is one of many, the bulk is told, and called where it is to go on. */
const tellBulkOf = async (ctx: Ctx, rows: readonly Rows[]): Promise<void> => {
  const [news] = readBulks(rows.at(-1) ?? { rows: [] });
  if (news) await tellBulk(ctx, news);
};

const bulkOf = (ctx: Ctx, { runId }: Run): Statement =>
  bulkStatement(ctx, sql`b.id = (select r.batch_id from ${enrichmentRuns} r where r.id = ${runId})`);

/** Ends a run whose sources all have their end. */
export const saveRun = async (ctx: Ctx, run: Run): Promise<void> => {
  const [rows] = await writeAsRun(ctx, run, [
    ctx.db.execute(sql`select status from ${sourceResults} where run_id = ${run.runId}`),
  ]);
  const status = runStatus(statuses.parse(rows?.rows ?? []).map((row) => row.status));
  const ended: Ended = status === 'failed' ? { status, error: ALL_FAILED } : { status };
  await tellBulkOf(ctx, await writeAsRun(ctx, run, [...endStatements(ctx, run, ended), bulkOf(ctx, run)]));
};

/**
 * Gives a run up, so that another can be started: what has no end gets one, and a call whose answer never came stays
 * unsettled in the ledger.
 */
export const giveUpRun = async (ctx: Ctx, run: Run): Promise<void> => {
  const rows = await writeAsRun(ctx, run, [
    ctx.db.execute(sql`
      update ${sourceResults} set status = 'failed', calling = false, answer = null, finished_at = now(),
             code = 'internal', next_try_at = null,
             reason = 'Given up after several tries. Retry to ask again.'
       where run_id = ${run.runId} and status in ('queued', 'running', 'waiting')`),
    ctx.db.execute(sql`select app.give_up_calls(${run.jobId}, 'Given up')`),
    ...endStatements(ctx, run, { status: 'failed', error: GIVEN_UP }),
    bulkOf(ctx, run),
  ]);
  await tellBulkOf(ctx, rows);
};
