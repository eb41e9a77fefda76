import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { enrichmentBatches, enrichmentBatchPeople } from '../../../db/schema/enrichment.ts';
import { jobs, outbox } from '../../../db/schema/jobs.ts';
import { enrichmentRuns, prospects, sourceResults } from '../../../db/schema/prospects.ts';
import { activity, audit } from '../../../db/schema/tenancy.ts';
import { actorId } from '../../../lib/actor.ts';
import type { Claim } from '../../jobs/claim.ts';
import { staleSql } from '../../prospects/stale.ts';
import { knownAs, type Suppression } from '../../suppression/check.ts';
import type { Stop } from './view.ts';

/** People looked at in one turn for whether there is anything to do: a few for each that is begun. */
const LOOKED_AT_MAX = 200;

/** Whether there is anything to do about the prospect `p` for the bulk `b`. */
const isToDo = (suppression: Suppression): SQL => sql`
  p.deleted_at is null and (not b.only_stale or ${staleSql}) and not ${suppression.has(knownAs('p'))} and not exists (
  select from ${enrichmentRuns} r where r.prospect_id = p.id and r.status in ('queued', 'running'))`;

/** Of the bulk's first people those that nothing is to be done for: gone, suppressed, fresh by now, or being enriched already. */
const leaveOut = (ctx: Ctx, bulkId: string, suppression: Suppression) =>
  ctx.db.execute(sql`
    update ${enrichmentBatchPeople} m set state = 'skipped'
      from ${enrichmentBatches} b
     where b.id = ${bulkId} and m.batch_id = b.id and m.state = 'queued'
       and m.prospect_id in (
         select q.prospect_id from ${enrichmentBatchPeople} q where q.batch_id = ${bulkId} and q.state = 'queued'
          order by q.place limit ${LOOKED_AT_MAX})
       and not exists (select from ${prospects} p where p.id = m.prospect_id and ${isToDo(suppression)})`);

/**
 * Begins runs for the next people of a bulk, each the ordinary one: rows of the `job_id` of each. Whoever got a run meanwhile
 * is left out. Where room is left and others wait, the bulk's job is called again.
 */
const begin = (ctx: Ctx, claim: Pick<Claim, 'id' | 'subjectId'>, most: number, suppression: Suppression) => {
  const actor = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  return ctx.db.execute<{ job_id: string }>(sql`
    with b as (
      select * from ${enrichmentBatches} x where x.id = ${claim.subjectId} and not x.cancel_requested
    ), next as materialized (
      select m.prospect_id as id, p.name
        from b join ${enrichmentBatchPeople} m on m.batch_id = b.id join ${prospects} p on p.id = m.prospect_id
       where m.state = 'queued' and ${isToDo(suppression)} order by m.place limit ${most}
    ), run as (
      -- In one order, so that bulks over the same people do not wait for each other in a circle.
      insert into ${enrichmentRuns} (prospect_id, job_id, trigger, sources, batch_id)
      select next.id, uuidv7(), b.trigger, b.sources, b.id from next, b order by next.id
      on conflict (tenant_id, prospect_id) where status in ('queued', 'running') do nothing
      returning id, prospect_id, job_id, sources, trigger
    ), accepted as (
      insert into ${jobs} (id, kind, title, subject_type, subject_id, dedupe, progress_unit, progress_total, created_by)
      select run.job_id, 'enrichment', next.name, 'prospect', run.prospect_id, 'run:' || run.id, 'sources',
             cardinality(run.sources), b.created_by
        from b, run join next on next.id = run.prospect_id
    ), called as (
      insert into ${outbox} (topic, ref) select 'job', job_id from run
      union all
      select 'job', b.job_id from b
       where (select count(*) from run) < ${most} and b.queued > (select count(*) from next)
      on conflict do nothing
    ), parts as (
      insert into ${sourceResults} (run_id, source, prospect_id) select id, unnest(sources), prospect_id from run
    ), seen as (
      insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
      select ${actor}, 'enrichment.started', 'prospect', prospect_id::text,
             jsonb_build_object('runId', id, 'trigger', trigger, 'sources', sources) from run
    ), recorded as (
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${actor}, ${ctx.requestId}, 'enrichment.started', 'prospect', prospect_id::text,
             jsonb_build_object('runId', id, 'trigger', trigger, 'sources', sources) from run
    ), moved as (
      update ${enrichmentBatchPeople} m
         set state = case when run.id is null then 'skipped' else 'running' end, run_id = run.id
        from next left join run on run.prospect_id = next.id
       where m.batch_id = (select id from b) and m.prospect_id = next.id
    )
    select job_id from run`);
};

/** Nobody else is begun: the credits do not reach. */
export const stopAt = (ctx: Ctx, bulkId: string, stop: Stop) => [
  ctx.db.execute(sql`
    update ${enrichmentBatchPeople} m set state = ${stop === 'given_up' ? 'cancelled' : 'over_cap'}
     where m.batch_id = ${bulkId} and m.state = 'queued'`),
  ctx.db.execute(sql`update ${enrichmentBatches} x set stopped_by = ${stop} where x.id = ${bulkId}`),
];

/** What a turn does with the credits there are. */
export const turn = (
  ctx: Ctx,
  claim: Pick<Claim, 'id' | 'subjectId'>,
  room: number | { stop: Stop },
  suppression: Suppression,
) =>
  typeof room === 'number'
    ? [leaveOut(ctx, claim.subjectId, suppression), begin(ctx, claim, room, suppression)]
    : stopAt(ctx, claim.subjectId, room.stop);

/** Holds a bulk until the end of the transaction: before its people, as their ends and its cancelling do. */
export const hold = (ctx: Ctx, bulkId: string) =>
  ctx.db.execute(sql`
    update ${enrichmentBatches} x set state = 'running' where x.id = ${bulkId} and x.state in ('queued', 'running')`);
