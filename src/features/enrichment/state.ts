import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { parserOf } from '../../lib/parse.ts';
import { publish } from '../activity/publish.ts';
import { publishJob } from '../jobs/accept.ts';
import { type Job, job } from '../jobs/contract.ts';
import { SOURCES } from '../prospects/contract.ts';
import { type EnrichmentState, enrichmentState, sourceStatus } from '../prospects/profile-contract.ts';
import { isRetryable } from './engine/source-code.ts';
import { fieldStatuses } from './ledger/field-status.ts';

/** How the enrichment of a prospect stands, as the API shows it: a row with `state`, or none where there is no such prospect. */
export const stateStatement = (ctx: Ctx, prospectId: string | SQL) =>
  ctx.db.execute<{ state: unknown }>(sql`select s.state from app.enrichment_state(${prospectId}) s (state)`);

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

const readStored = parserOf(
  enrichmentState.omit({ fields: true }).extend({
    sources: z.array(sourceStatus.omit({ retryable: true }).extend({ fields: z.array(z.string()) })),
  }),
);

export const readState = ({ rows }: Rows): EnrichmentState | undefined => {
  if (rows[0] === undefined) return undefined;
  const { sources, ...state } = readStored(rows[0].state);
  return {
    ...state,
    // In the order people read them.
    sources: sources
      .map(({ fields: _, ...one }) => ({ ...one, retryable: isRetryable(one) }))
      .sort((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source)),
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
