import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import {
  enrichmentRuns,
  fieldValues,
  identityMatches,
  prospects,
  signals,
  sourceResults,
} from '../../db/schema/prospects.ts';
import { publish } from '../activity/publish.ts';
import { publishJob } from '../jobs/accept.ts';
import { type Job, job } from '../jobs/contract.ts';
import { type EnrichmentState, enrichmentState, SOURCES, sourceStatus } from '../prospects/contract.ts';
import { staleSql } from '../prospects/stale.ts';
import { isRetryable } from './engine/source-code.ts';
import { fieldStatuses } from './ledger/field-status.ts';
import { summarySql, summaryStateSql } from './summary/state.ts';

/** Signals shown on a profile: more is a feed of its own. */
const SIGNALS_MAX = 50;

/** The sources in the order people read them. */
const ORDER: SQL = sql`array[${sql.join(
  SOURCES.map((source) => sql`${source}`),
  sql`, `,
)}]::text[]`;

/** How the enrichment of a prospect stands, as the API shows it: a row with `state`, or none where there is no such prospect. */
export const stateStatement = (ctx: Ctx, prospectId: string | SQL) =>
  ctx.db.execute<{ state: unknown }>(sql`
    select jsonb_build_object(
      'status', coalesce(r.status, 'never'), 'runId', r.id, 'jobId', r.job_id,
      'enrichedAt', p.enriched_at, 'stale', ${staleSql},
      'sources', coalesce((
        select jsonb_agg(jsonb_build_object(
          'source', s.source, 'status', s.status, 'reason', s.reason, 'code', s.code, 'nextTryAt', s.next_try_at,
          'cached', s.cached, 'startedAt', s.started_at, 'finishedAt', s.finished_at, 'cost', s.cost, 'found', s.found,
          'fields', coalesce((
            select jsonb_agg(distinct v.field) from ${fieldValues} v
             where v.prospect_id = p.id and v.source = s.source and v.run_id = s.run_id), '[]')) order by array_position(${ORDER}, s.source))
          -- A run of some sources leaves how the others last fared.
          from (
            select distinct on (x.source) x.* from ${enrichmentRuns} e join ${sourceResults} x on x.run_id = e.id
             -- What was an example stands beside nothing that is real.
             where e.prospect_id = p.id and e.training = r.training order by x.source, e.created_at desc) s), '[]'),
      'summary', ${summarySql}, 'summaryState', ${summaryStateSql},
      'signals', coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', g.id, 'kind', g.kind, 'title', g.title, 'date', g.date, 'amountUsd', g.amount_usd, 'url', g.url,
          'source', g.source) order by g.date desc nulls last, g.id desc)
          -- What was reported to be somebody else's is no news of this person.
          from (select * from ${signals} f where f.prospect_id = p.id and not exists (
                  select from ${identityMatches} m where m.id = f.match_id and m.state = 'rejected')
                 order by f.date desc nulls last, f.id desc limit ${SIGNALS_MAX}) g), '[]')
    ) as state
    from ${prospects} p
    left join lateral (
      select * from ${enrichmentRuns} l where l.prospect_id = p.id order by l.created_at desc limit 1) r on true
    where p.id = ${prospectId} and p.deleted_at is null`);

/** The job `j`, as the API shows it. */
export const jobSql: SQL = sql`jsonb_build_object(
  'id', j.id, 'kind', j.kind, 'state', j.state, 'attempt', j.attempt, 'title', j.title,
  'subject', jsonb_build_object('type', j.subject_type, 'id', j.subject_id),
  'progress', jsonb_build_object('done', j.progress_done, 'total', j.progress_total, 'unit', j.progress_unit),
  'error', j.error, 'createdAt', j.created_at, 'startedAt', j.started_at, 'finishedAt', j.finished_at)`;

/** The job, as the API shows it: a row with `job`. */
export const jobStatement = (ctx: Ctx, jobId: string | SQL) =>
  ctx.db.execute<{ job: unknown }>(sql`select ${jobSql} as job from ${jobs} j where j.id = ${jobId}`);

type Rows = { rows: Record<string, unknown>[] };

const storedState = enrichmentState.omit({ fields: true }).extend({
  sources: z.array(sourceStatus.omit({ retryable: true }).extend({ fields: z.array(z.string()) })),
});

export const readState = ({ rows }: Rows): EnrichmentState | undefined => {
  if (rows[0] === undefined) return undefined;
  const { sources, ...state } = storedState.parse(rows[0].state);
  return {
    ...state,
    sources: sources.map(({ fields: _, ...one }) => ({ ...one, retryable: isRetryable(one) })),
    fields: fieldStatuses(sources),
  };
};

const readJob = ({ rows }: Rows): Job | undefined => (rows[0] === undefined ? undefined : job.parse(rows[0].job));

/** Tells who is looking how an enrichment and its job stand. */
export const tell = async (ctx: Ctx, prospectId: string, stateRows: Rows, jobRows: Rows): Promise<void> => {
  const enrichment = readState(stateRows);
  const current = readJob(jobRows);
  await Promise.all([
    enrichment && publish(ctx, { type: 'enrichment', prospectId, enrichment }),
    current && publishJob(ctx, current),
  ]);
};
