import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { bulkEditPeople } from '../../db/schema/records.ts';
import { suppressionHashes, suppressions } from '../../db/schema/suppression.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { assertFence, type Claim } from '../jobs/claim.ts';
import { entrySteps, lockList } from '../suppression/change.ts';
import { suppressionOf } from '../suppression/check.ts';
import type { BulkChange } from './contract.ts';

/** People of one statement: enough that the trip does not count, few enough that nobody waits for their rows. */
export const CHUNK = 2_000;

export const moved = z.object({ n: z.coerce.number() });

/**
 * One chunk of people put on the suppression list; how many were looked at. The journal keeps the entry that each got, so that
 * it alone is lifted again. Who is on the list by all that they are known by, or is known by nothing, stays as they are.
 */
export const suppressChunk = async (
  ctx: Ctx,
  claim: Claim,
  { reason }: Extract<BulkChange, { kind: 'suppress' }>,
  by: string,
): Promise<number> => {
  const list = await suppressionOf(ctx);
  const editId = claim.subjectId;
  const steps = entrySteps(list, { reason: reason ?? null, source: 'member', by, only: sql`true` });
  const [, , done] = await ctx.db.batch([
    assertFence(ctx, claim),
    lockList(ctx),
    ctx.db.execute(sql`
      with picked as materialized (
        select m.prospect_id as id from ${bulkEditPeople} m where m.edit_id = ${editId} and m.state = 'queued'
         order by m.prospect_id limit ${CHUNK}
      ), e as materialized (
        select p.id as ref, 'person' as kind, p.email, p.phone, p.name, p.company, p.company_domain from ${prospects} p
         where p.id in (select id from picked) and p.deleted_at is null and p.merged_into is null
      ), ${steps}, r as (
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text, ${ctx.requestId}, 'suppression.added', 'suppression', a.first,
               jsonb_build_object('added', a.added, 'reason', ${reason ?? null}::text, 'bulkEdit', ${editId}::text)
          from a where a.added > 0
      ), marked as (
        update ${bulkEditPeople} m set after = to_jsonb(k.id), state = case when k.id is null then 'same' else 'changed' end
          from picked c left join k on k.ref = c.id
         where m.edit_id = ${editId} and m.prospect_id = c.id
        returning m.prospect_id
      ), progressed as (
        update ${jobs} set progress_done = progress_done + (select count(*) from marked) where id = ${claim.id}
      )
      select count(*) as n from marked`),
  ]);
  return moved.parse(done.rows[0]).n;
};

/** One chunk of the entries that it made, lifted; one that somebody has lifted since stays so. */
export const liftChunk = async (ctx: Ctx, claim: Claim): Promise<number> => {
  const editId = claim.subjectId;
  const [, done] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      with picked as materialized (
        select m.prospect_id as id, (m.after #>> '{}')::uuid as entry from ${bulkEditPeople} m
         where m.edit_id = ${editId} and m.state = 'changed' order by m.prospect_id limit ${CHUNK}
      ), lifted as (
        update ${suppressions} s set lifted_at = now(), lifted_by = (select j.created_by from ${jobs} j where j.id = ${claim.id})
          from picked k where s.id = k.entry and s.lifted_at is null returning s.id
      ), freed as (
        delete from ${suppressionHashes} h using lifted l where h.suppression_id = l.id
      ), r as (
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text, ${ctx.requestId}, 'suppression.lifted', 'suppression', n.first,
               jsonb_build_object('lifted', n.lifted, 'bulkEdit', ${editId}::text)
          from (select count(*) as lifted, min(l.id::text) as first from lifted l) n where n.lifted > 0
      ), marked as (
        update ${bulkEditPeople} m set state = case when l.id is null then 'kept' else 'undone' end
          from picked k left join lifted l on l.id = k.entry
         where m.edit_id = ${editId} and m.prospect_id = k.id
        returning m.prospect_id
      ), progressed as (
        update ${jobs} set progress_done = progress_done + (select count(*) from marked) where id = ${claim.id}
      )
      select count(*) as n from marked`),
  ]);
  return moved.parse(done.rows[0]).n;
};
