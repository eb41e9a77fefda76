import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { creditCounters, creditLedger } from '../../../db/schema/credits.ts';
import { enrichmentBatches, enrichmentBatchPeople } from '../../../db/schema/enrichment.ts';
import { jobs, outbox } from '../../../db/schema/jobs.ts';
import { enrichmentRuns } from '../../../db/schema/prospects.ts';
import { publish } from '../../activity/publish.ts';
import { CAPS } from '../../credits/contract.ts';
import { publishJob, wake } from '../../jobs/accept.ts';
import { job } from '../../jobs/contract.ts';
import { type Bulk, bulk } from '../contract.ts';
import { jobSql } from '../state.ts';

/** What stopped a bulk before everyone was asked about: a cap, or too many broken tries. */
const stop = z.enum([...CAPS, 'given_up']);
export type Stop = z.infer<typeof stop>;

const row = z.object({ bulk: bulk.omit({ reason: true }), stoppedBy: stop.nullable(), job, called: z.boolean() });

/** How a bulk stands: rows with `bulk`, `stoppedBy`, its `job`, and whether that is `called`. `which` is over `b`. */
export const bulkSql = (which: SQL): SQL => sql`
  select jsonb_build_object(
    'id', b.id, 'jobId', b.job_id, 'trigger', b.trigger, 'state', b.state, 'cancelRequested', b.cancel_requested,
    'sources', to_jsonb(b.sources), 'onlyStale', b.only_stale,
    'people', jsonb_build_object(
      'total', b.people, 'queued', b.queued, 'running', b.running, 'done', b.done, 'partial', b.partial, 'failed', b.failed,
      'cancelled', b.cancelled, 'skipped', b.skipped, 'overCap', b.over_cap,
      'waiting', (
        select count(*) from ${enrichmentBatchPeople} m join ${enrichmentRuns} r on r.id = m.run_id
         where m.batch_id = b.id and m.state = 'running' and r.parked_until is not null)),
    'credits', jsonb_build_object('cap', b.credit_cap, 'used', greatest(0, c.used - o.reserved), 'reserved', o.reserved),
    'createdAt', b.created_at, 'finishedAt', b.finished_at) as bulk,
    b.stopped_by as "stoppedBy", ${jobSql} as job,
    exists (select from ${outbox} call where call.topic = 'job' and call.ref = b.job_id) as called
  from ${enrichmentBatches} b
  join ${jobs} j on j.id = b.job_id
  cross join lateral (
    select coalesce((select k.used from ${creditCounters} k
      where k.scope = 'batch' and k.subject = b.id::text and k.period = 'all'), 0) as used) c
  cross join lateral (
    select coalesce(sum(l.reserved), 0) as reserved from ${creditLedger} l join ${enrichmentRuns} r on r.id = l.run_id
     where l.state in ('reserved', 'unknown') and not l.play and r.batch_id = b.id) o
 where ${which}`;

export const bulkStatement = (ctx: Ctx, which: SQL) => ctx.db.execute(bulkSql(which));

const WHY: Record<Stop, string> = {
  batch: 'Its cap is reached',
  balance: 'The workspace has too few credits left',
  run: 'The budget of one enrichment does not cover a source',
  member: 'The monthly budget of whoever started it is used up',
  team: 'The monthly budget of the team is used up',
  day: 'The workspace’s budget of the day is used up',
  month: 'The workspace’s budget of the month is used up',
  plan: 'The plan’s credits of the month are used up',
  given_up: 'It broke off several times and was given up',
};

const reasonOf = (stoppedBy: Stop | null, left: number): string | null => {
  if (stoppedBy === null) return null;
  if (left === 0) return `${WHY[stoppedBy]}.`;
  return `${WHY[stoppedBy]}: ${left === 1 ? '1 person was' : `${left} people were`} not asked about.`;
};

type Rows = { rows: Record<string, unknown>[] };
export type BulkNews = { bulk: Bulk; job: z.infer<typeof job>; called: boolean };

export const readBulks = ({ rows }: Rows): BulkNews[] =>
  rows.map((one) => {
    const { bulk: stored, stoppedBy, ...rest } = row.parse(one);
    const left = stoppedBy === 'given_up' ? stored.people.cancelled : stored.people.overCap;
    return { ...rest, bulk: { ...stored, reason: reasonOf(stoppedBy, left) } };
  });

/** Tells who is looking how a bulk stands, and calls its job where it is to go on. */
export const tellBulk = async (ctx: Ctx, { bulk: news, job: current, called }: BulkNews): Promise<void> => {
  if (called) wake(ctx, news.jobId);
  await Promise.all([publish(ctx, { type: 'bulk', bulk: news }), publishJob(ctx, current)]);
};
