import { sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { enrichmentBatches, enrichmentBatchPeople } from '../../../db/schema/enrichment.ts';
import { outbox } from '../../../db/schema/jobs.ts';
import { activity, audit } from '../../../db/schema/tenancy.ts';
import { actorId } from '../../../lib/actor.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { wakeAll } from '../../jobs/accept.ts';
import type { Bulk } from '../contract.ts';
import { cancelBatchRuns } from '../engine/cancel.ts';
import { bulkStatement, readBulks, tellBulk } from './view.ts';

/**
 * Stops a bulk: whoever was not begun is not begun, of those who were, what was not asked yet is not asked, and calls that
 * are out come to their end. Cancelled again, or ended before, it stays as it is. Two round trips: whoever ends a run holds it
 * and then the bulk, so that nobody may hold the bulk and then its runs. Throws `not_found` for a bulk that is not there, be it
 * missing or another tenant's.
 */
export const cancelBulk = async (ctx: Ctx, bulkId: string): Promise<Bulk> => {
  ctx.require('enrichment:run');
  const actor = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  const open = sql`(select x.id from ${enrichmentBatches} x where x.id = ${bulkId} and x.cancel_requested and x.state in ('queued', 'running'))`;
  await ctx.db.batch([
    // The bulk before its people, as its own worker takes them.
    ctx.db.execute(sql`
      with stopped as (
        update ${enrichmentBatches} x set cancel_requested = true
         where x.id = ${bulkId} and x.state in ('queued', 'running') and not x.cancel_requested
        returning x.id, x.job_id
      ), called as (
        insert into ${outbox} (topic, ref) select 'job', job_id from stopped on conflict do nothing
      ), seen as (
        insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select ${actor}, 'enrichment.bulk_cancelled', 'bulk', id::text, '{}' from stopped
      )
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${actor}, ${ctx.requestId}, 'enrichment.bulk_cancelled', 'bulk', id::text, '{}' from stopped`),
    ctx.db.execute(sql`
      update ${enrichmentBatchPeople} m set state = 'cancelled' where m.batch_id = ${open} and m.state = 'queued'`),
  ]);
  const [runs, , state] = await ctx.db.batch([
    ...cancelBatchRuns(ctx, bulkId),
    bulkStatement(ctx, sql`b.id = ${bulkId}`),
  ]);
  const [news] = readBulks(state);
  if (!news) throw new ProblemError('not_found');
  wakeAll(
    ctx,
    runs.rows.map(({ job_id }) => String(job_id)),
  );
  ctx.later(tellBulk(ctx, news));
  return news.bulk;
};
