import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { jobs, outbox } from '../../db/schema/jobs.ts';
import { tenants } from '../../db/schema/tenancy.ts';
import { limitSql } from '../tenants/plans.ts';
import type { Job } from './contract.ts';

/**
 * How long a worker has a job to itself without saying that it lives. Two periods of the sweeper and this make up the
 * time after which stranded work goes on.
 */
export const LEASE_S = 45;
/** Tries that ended in a crash or an error, after which a job is given up with its reason. */
export const ATTEMPTS_MAX = 6;

/** A job in a worker's hands. Every write of the worker names the fence. */
export type Claim = { id: string; kind: Job['kind']; subjectId: string; fence: number; attempt: number };

/** Kinds that are of many: a plan covers so many of each at a time. The others are short, and limited by the sources. */
const BULK = sql`('import', 'import_check', 'import_undo', 'bulk_enrichment', 'export')`;

/** Fewer of the tenant's bulk jobs of this kind run than its plan covers, this one not counted. */
const hasRoom = sql`(kind not in ${BULK} or (
  select count(*) from ${jobs} r
   where r.kind = j.kind and r.state = 'running' and r.id <> j.id and (r.lease_until is null or r.lease_until > now())
) < (select ${limitSql('jobs')} from ${tenants} t where t.id = j.tenant_id))`;

/**
 * Takes a job that nobody has, or whose worker has not been heard of within its lease, and its wake-up call with it;
 * undefined where there is nothing to take. One statement, so that of any number of workers one gets it.
 */
export const claimJob = async (ctx: Ctx, jobId: string): Promise<Claim | undefined> => {
  const { rows } = await ctx.db.execute<{
    id: string;
    kind: Job['kind'];
    subject_id: string;
    fence: string;
    attempt: number;
  }>(sql`
    with claimed as (
      update ${jobs} j set
        state = 'running', fence = fence + 1, started_at = coalesce(started_at, now()), error = null,
        attempt = attempt + case when state = 'queued' or lease_until is not null then 1 else 0 end,
        lease_until = now() + make_interval(secs => ${LEASE_S})
      where id = ${jobId} and state in ('queued', 'running') and (lease_until is null or lease_until < now())
        and (state = 'running' or ${hasRoom})
      returning id, kind, subject_id, fence, attempt
    ), answered as (
      delete from ${outbox} where topic = 'job' and ref in (select id from claimed)
    )
    select * from claimed`);
  const row = rows[0];
  return (
    row && { id: row.id, kind: row.kind, subjectId: row.subject_id, fence: Number(row.fence), attempt: row.attempt }
  );
};

/**
 * The statement that keeps a worker's lease alive and refuses the whole batch (EW423) where another worker has taken
 * the job over. First in every batch that a worker writes.
 */
export const assertFence = (ctx: Ctx, claim: Pick<Claim, 'id' | 'fence'>) =>
  ctx.db.execute(sql`select app.assert_fence(${claim.id}, ${claim.fence}, make_interval(secs => ${LEASE_S}))`);

/** Of the tenant's jobs of a kind that wait for room the one that waits longest: its turn has come when another has ended. */
export const nextInLine = async (ctx: Ctx, kind: Job['kind']): Promise<string | undefined> => {
  const { rows } = await ctx.db.execute<{ id: string }>(
    sql`select id from ${jobs} where kind = ${kind} and state = 'queued' order by created_at, id limit 1`,
  );
  return rows[0]?.id;
};

/** Hands a job back for another worker to go on with at once, with a call for one. */
export const yieldJob = (ctx: Ctx, claim: Claim) =>
  ctx.db.execute(sql`
    with yielded as (
      update ${jobs} set lease_until = null where id = ${claim.id} and fence = ${claim.fence} and state = 'running'
      returning id
    )
    insert into ${outbox} (topic, ref) select 'job', id from yielded on conflict do nothing`);

/** Seconds until a job whose try failed is taken up again: 2, 4, 8 … up to a minute. */
export const retryDelayS = (attempt: number): number => Math.min(60, 2 ** attempt);

/** Whether a failed try was the last one that a job gets. */
export const isLastTry = (claim: Claim): boolean => claim.attempt >= ATTEMPTS_MAX;

/** Sets a failed try back: another follows after a while. */
export const deferTry = (ctx: Ctx, claim: Claim, error: { code: string; message: string }) =>
  ctx.db.execute(sql`
    update ${jobs} set error = ${JSON.stringify(error)}::jsonb, lease_until = now() + make_interval(secs => ${retryDelayS(claim.attempt)})
    where id = ${claim.id} and fence = ${claim.fence} and state = 'running'`);

/** Ends a job, for good. A worker that lost the job changes nothing. */
export const endJob = (
  ctx: Ctx,
  claim: Pick<Claim, 'id' | 'fence'>,
  state: 'done' | 'failed' | 'cancelled',
  error?: { code: string; message: string },
) =>
  ctx.db.execute(sql`
    update ${jobs} set state = ${state}, lease_until = null, finished_at = now(),
      error = ${error ? JSON.stringify(error) : null}::jsonb
    where id = ${claim.id} and fence = ${claim.fence} and state = 'running'`);
