import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { enrichmentSettings } from '../../../db/schema/enrichment.ts';
import { jobs, outbox } from '../../../db/schema/jobs.ts';
import { enrichmentRuns, prospects, sourceResults } from '../../../db/schema/prospects.ts';
import { activity, audit, tenants } from '../../../db/schema/tenancy.ts';
import { actorId } from '../../../lib/actor.ts';
import { newId } from '../../../lib/ids.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { wake } from '../../jobs/accept.ts';
import { SOURCES, type Source } from '../../prospects/contract.ts';
import { staleSql } from '../../prospects/stale.ts';
import { jobStatement, stateStatement, tell } from '../state.ts';

/**
 * A view starts no run so soon after the last one began. Where every source failed the profile stays stale, and
 * without this each look at it would ask, and perhaps pay for, all of them again.
 */
const VIEW_PAUSE = '10 minutes';

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
 * Accepts a run with its job, its wake-up call and its sources, or does nothing where one is open already: the partial
 * unique index of open runs decides, so that of any number of callers at once one starts it. Gives a row where it did.
 */
export const startStatement = (ctx: Ctx, run: NewRun) => {
  const actor = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  const said = JSON.stringify({ runId: run.runId, trigger: run.trigger, sources: run.sources });
  const wanted =
    run.trigger === 'request'
      ? sql`true`
      : sql`${staleSql} and exists (
          -- To look is to read, which a limited workspace may; what a look starts is work.
          select from ${tenants} t
           where t.id = ${ctx.tenantId} and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full'
        ) and not exists (
          select from ${enrichmentRuns} o where o.prospect_id = p.id
             and (o.status in ('queued', 'running') or o.created_at > now() - ${VIEW_PAUSE}::interval))
        and (${run.trigger !== 'signal'} or exists (select from ${enrichmentSettings} s where (s.settings ->> 'onSignal')::boolean))`;
  return ctx.db.execute(sql`
    with person as (
      select p.id, p.name from ${prospects} p where p.id = ${run.prospectId} and p.deleted_at is null and ${wanted}
    ), asked as (
      select source, at from jsonb_array_elements_text(${JSON.stringify(run.sources)}::jsonb) with ordinality as a (source, at)
    ), run as (
      insert into ${enrichmentRuns} (id, prospect_id, job_id, trigger, sources)
      select ${run.runId}::uuid, person.id, ${run.jobId}::uuid, ${run.trigger}, array(select source from asked order by at)
        from person
      on conflict (tenant_id, prospect_id) where status in ('queued', 'running') do nothing
      returning id, prospect_id, job_id
    ), accepted as (
      insert into ${jobs} (id, kind, title, subject_type, subject_id, dedupe, progress_unit, progress_total, created_by)
      select run.job_id, 'enrichment', person.name, 'prospect', run.prospect_id, 'run:' || run.id, 'sources',
             (select count(*) from asked), ${actorId(ctx.actor)}
        from run, person
    ), called as (
      insert into ${outbox} (topic, ref) select 'job', job_id from run
    ), parts as (
      insert into ${sourceResults} (run_id, source, prospect_id) select run.id, source, run.prospect_id from run, asked
    ), seen as (
      insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
      select ${actor}, 'enrichment.started', 'prospect', prospect_id::text, ${said}::jsonb from run
    ), recorded as (
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${actor}, ${ctx.requestId}, 'enrichment.started', 'prospect', prospect_id::text, ${said}::jsonb from run
    )
    select id from run`);
};

const latest = z.object({ id: z.string(), job_id: z.string() });

/**
 * Starts an enrichment, or gives the one that is on. One round trip. Throws `not_found` for a prospect that is not
 * there, be it missing or another tenant's.
 */
export const startEnrichment = async (
  ctx: Ctx,
  prospectId: string,
  options: { sources?: readonly Source[] | undefined } = {},
): Promise<{ jobId: string; runId: string }> => {
  ctx.require('enrichment:run');
  const run = newRun(prospectId, 'request', options.sources);
  const [started, current, state, job] = await ctx.db.batch([
    startStatement(ctx, run),
    // The run that stood in the way was not yet to be seen by the statement that met it; to this one it is.
    ctx.db.execute(sql`
      select r.id, r.job_id from ${enrichmentRuns} r join ${prospects} p on p.id = r.prospect_id
       where r.prospect_id = ${prospectId} and p.deleted_at is null order by r.created_at desc limit 1`),
    stateStatement(ctx, prospectId),
    jobStatement(ctx, run.jobId),
  ]);
  if (current.rows[0] === undefined) throw new ProblemError('not_found');
  if (started.rows.length > 0) {
    wake(ctx, run.jobId);
    ctx.later(tell(ctx, prospectId, state, job));
  }
  const { id, job_id } = latest.parse(current.rows[0]);
  return { runId: id, jobId: job_id };
};
