import { sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { databaseError, FENCED } from '../../../db/errors.ts';
import { enrichmentBatches } from '../../../db/schema/enrichment.ts';
import { jobs } from '../../../db/schema/jobs.ts';
import { activity, audit } from '../../../db/schema/tenancy.ts';
import { actorId } from '../../../lib/actor.ts';
import { wake, wakeAll } from '../../jobs/accept.ts';
import { assertFence, type Claim, endJob, nextInLine } from '../../jobs/claim.ts';
import { suppressionOf } from '../../suppression/check.ts';
import { lookAtBulk } from './look.ts';
import { hold, stopAt, turn } from './open-runs.ts';
import { roomOf } from './room.ts';
import { bulkStatement, readBulks, tellBulk } from './view.ts';

/**
 * A turn of a bulk: so many runs are begun as may be open, and the worker is given back. Nobody waits for the runs: the end of
 * one calls the bulk's job, in its own transaction, when half of them have ended (`app.count_batch_people`). All is in
 * the database, so that a worker that is killed leaves a bulk that the next one takes on.
 */
export const runBulk = async (ctx: Ctx, claim: Claim): Promise<void> => {
  try {
    const looked = await lookAtBulk(ctx, claim);
    if (!looked) return void (await endJob(ctx, claim, 'failed', { code: 'gone', message: 'It is no longer there.' }));
    const { bulk, caps, needs } = looked;
    if (bulk.people.queued === 0 && bulk.people.running === 0) return await finish(ctx, claim);
    const room = bulk.people.queued === 0 || bulk.cancelRequested ? 0 : roomOf(caps, needs);
    await takeTurn(ctx, claim, room);
  } catch (error) {
    // Another worker has the job: it is none of ours any more.
    if (databaseError(error)?.code !== FENCED) throw error;
  }
};

/** Nothing more is to be waited for: the bulk is ended by the same worker. Else the job rests until it is called. */
const rest = (ctx: Ctx, claim: Claim) =>
  ctx.db.execute(sql`
    update ${jobs} j set lease_until = null, attempt = 1 from ${enrichmentBatches} b
     where j.id = ${claim.id} and b.id = ${claim.subjectId} and b.queued + b.running > 0`);

/** How far it is, for the list of jobs. */
const progress = (ctx: Ctx, claim: Claim) =>
  ctx.db.execute(sql`
    update ${jobs} j set progress_done = b.people - b.queued - b.running from ${enrichmentBatches} b
     where j.id = ${claim.id} and b.id = ${claim.subjectId}`);

const takeTurn = async (ctx: Ctx, claim: Claim, room: Parameters<typeof turn>[2]): Promise<void> => {
  const suppression = await suppressionOf(ctx);
  const [, , , begun, , , state] = await ctx.db.batch([
    assertFence(ctx, claim),
    hold(ctx, claim.subjectId),
    ...turn(ctx, claim, room, suppression),
    progress(ctx, claim),
    rest(ctx, claim),
    bulkStatement(ctx, sql`b.id = ${claim.subjectId}`),
  ]);
  wakeAll(
    ctx,
    (begun?.rows ?? []).map((row) => String(row.job_id)),
  );
  const [news] = readBulks(state ?? { rows: [] });
  if (!news) return;
  await tellBulk(ctx, news);
  if (news.bulk.people.queued === 0 && news.bulk.people.running === 0) await finish(ctx, claim);
};

/** Ends a bulk of which nobody is left, and its job, with what happened for people and for the record. */
const finish = async (ctx: Ctx, claim: Claim): Promise<void> => {
  const actor = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  const [, ended, , , state] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute<{ state: 'done' | 'failed' | 'cancelled' }>(sql`
      with ended as (
        update ${enrichmentBatches} b set finished_at = now(),
               state = case when b.cancel_requested then 'cancelled' when b.stopped_by = 'given_up' then 'failed' else 'done' end
         where b.id = ${claim.subjectId} and b.state in ('queued', 'running')
        returning b.*
      ), said as (
        select id::text, jsonb_build_object('state', state, 'people', people, 'done', done, 'partial', partial,
          'failed', failed, 'cancelled', cancelled, 'skipped', skipped, 'overCap', over_cap) as said from ended
      ), seen as (
        insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select ${actor}, 'enrichment.bulk_finished', 'bulk', id, said from said
      ), recorded as (
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${actor}, ${ctx.requestId}, 'enrichment.bulk_finished', 'bulk', id, said from said
      )
      select state from ended`),
    progress(ctx, claim),
    ctx.db.execute(sql`
      update ${jobs} j set state = b.state, lease_until = null, finished_at = now() from ${enrichmentBatches} b
       where j.id = ${claim.id} and j.state = 'running' and b.id = ${claim.subjectId} and b.finished_at is not null`),
    bulkStatement(ctx, sql`b.id = ${claim.subjectId}`),
  ]);
  const [news] = readBulks(state);
  if (news && ended.rows.length > 0) await tellBulk(ctx, { ...news, called: false });
  const next = await nextInLine(ctx, claim.kind);
  if (next) wake(ctx, next);
};

/** Gives a bulk up whose tries all broke: nobody else is begun, and runs that are open end as they end. */
export const giveUpBulk = async (ctx: Ctx, claim: Claim): Promise<void> => {
  await ctx.db.batch([
    assertFence(ctx, claim),
    hold(ctx, claim.subjectId),
    ...stopAt(ctx, claim.subjectId, 'given_up'),
    rest(ctx, claim),
  ]);
  await runBulk(ctx, claim);
};
