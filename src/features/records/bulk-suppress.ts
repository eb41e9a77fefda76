import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { suppressionHashes, suppressions } from '../../db/schema/suppression.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { assertFence, type Claim } from '../jobs/claim.ts';
import { entrySteps, lockList } from '../suppression/change.ts';
import type { Suppression } from '../suppression/check.ts';
import { betweenPieces, endBack, endForth, pieceBack, pieceForth } from './bulk-pieces.ts';
import type { BulkChange } from './contract.ts';

/**
 * One piece of people put on the suppression list. The journal keeps the entry that each got, so that it alone is lifted again.
 * Who is on the list by all that they are known by, or is known by nothing, stays as they are.
 */
export const suppressForth = (
  ctx: Ctx,
  claim: Claim,
  { reason }: Extract<BulkChange, { kind: 'suppress' }>,
  { by, list }: { by: string; list: Suppression },
) => {
  const steps = entrySteps(list, { reason: reason ?? null, source: 'member', by, only: sql`true` });
  return [
    betweenPieces(ctx, claim.subjectId),
    assertFence(ctx, claim),
    lockList(ctx),
    ctx.db.execute(sql`
      with ${pieceForth(claim.subjectId, 'any')}, e as materialized (
        select p.id as ref, 'person' as kind, p.email, p.phone, p.name, p.company, p.company_domain from ${prospects} p
         where p.id in (select id from picked) and p.deleted_at is null and p.merged_into is null
      ), ${steps}, r as (
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text, ${ctx.requestId}, 'suppression.added', 'suppression', a.first,
               jsonb_build_object('added', a.added, 'reason', ${reason ?? null}::text, 'bulkEdit', ${claim.subjectId}::text)
          from a where a.added > 0
      ), changed as (
        select k.ref as id, null::jsonb as part_before, to_jsonb(k.id) as part_after from k
      ), ${endForth(claim, sql`0`)}`),
  ] as const;
};

/** One piece of the entries that it made, lifted; one that somebody has lifted since stays so. */
export const liftBack = (ctx: Ctx, claim: Claim, most: number) =>
  [
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      with ${pieceBack(claim.subjectId, most)}, lifted as (
        update ${suppressions} s set lifted_at = now(), lifted_by = (select j.created_by from ${jobs} j where j.id = ${claim.id})
          from picked k where s.id = (k.after #>> '{}')::uuid and s.lifted_at is null returning s.id, k.id as prospect_id
      ), freed as (
        delete from ${suppressionHashes} h using lifted l where h.suppression_id = l.id
      ), r as (
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text, ${ctx.requestId}, 'suppression.lifted', 'suppression', n.first,
               jsonb_build_object('lifted', n.lifted, 'bulkEdit', ${claim.subjectId}::text)
          from (select count(*) as lifted, min(l.id::text) as first from lifted l) n where n.lifted > 0
      ), changed as (select l.prospect_id as id from lifted l), ${endBack(claim)}`),
  ] as const;
