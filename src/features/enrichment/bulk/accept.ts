import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { enrichmentBatches, enrichmentBatchPeople } from '../../../db/schema/enrichment.ts';
import { jobs, outbox } from '../../../db/schema/jobs.ts';
import { activity, audit } from '../../../db/schema/tenancy.ts';
import { actorId } from '../../../lib/actor.ts';
import { newId } from '../../../lib/ids.ts';
import { SOURCES, type Source } from '../../prospects/contract.ts';
import { BULK_MAX, type Bulk } from '../contract.ts';

/**
 * What a bulk is made of. `who` is a query of `id` and `place` that says whom it is about and in what order; `creditCap` an
 * expression; `before` an expression list of a `with` that both may read.
 */
export type NewBulk = {
  id: string;
  jobId: string;
  trigger: Bulk['trigger'];
  sources: readonly Source[];
  onlyStale: boolean;
  who: SQL;
  creditCap: SQL;
  before?: SQL;
};

export const newBulk = (
  bulk: Omit<NewBulk, 'id' | 'jobId' | 'sources'> & { sources?: readonly Source[] | undefined },
) => ({
  ...bulk,
  id: newId(),
  jobId: newId(),
  sources: SOURCES.filter((source) => bulk.sources?.includes(source) ?? true),
});

/**
 * Accepts a bulk with its job, its wake-up call, and everyone it is about, in one statement: a row with `people`. Nothing is
 * accepted where they are none or more than a bulk may have.
 */
export const acceptBulk = (ctx: Ctx, { id, jobId, trigger, sources, onlyStale, who, creditCap, before }: NewBulk) => {
  const actor = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  const said = JSON.stringify({ trigger, sources, onlyStale });
  return ctx.db.execute<{ people: number }>(sql`
    with ${before ? sql`${before}, ` : sql``} who as materialized (${who}),
    n as materialized (select count(*)::int as people from who),
    batch as (
      insert into ${enrichmentBatches} (id, job_id, trigger, sources, only_stale, credit_cap, created_by)
      select ${id}::uuid, ${jobId}::uuid, ${trigger},
             array(select jsonb_array_elements_text(${JSON.stringify(sources)}::jsonb)), ${onlyStale}, ${creditCap},
             ${actorId(ctx.actor)}
        from n where n.people between 1 and ${BULK_MAX}
      returning id, job_id, credit_cap
    ), accepted as (
      insert into ${jobs} (id, kind, title, subject_type, subject_id, dedupe, progress_unit, progress_total, created_by)
      select batch.job_id, 'bulk_enrichment', case n.people when 1 then '1 person' else n.people || ' people' end, 'bulk',
             batch.id, 'bulk:' || batch.id, 'people', n.people, ${actorId(ctx.actor)}
        from batch, n
    ), called as (
      insert into ${outbox} (topic, ref) select 'job', job_id from batch
    ), members as (
      insert into ${enrichmentBatchPeople} (batch_id, prospect_id, place) select batch.id, who.id, who.place from batch, who
    ), seen as (
      insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
      select ${actor}, 'enrichment.bulk_started', 'bulk', batch.id::text,
             ${said}::jsonb || jsonb_build_object('people', n.people, 'creditCap', batch.credit_cap) from batch, n
    ), recorded as (
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${actor}, ${ctx.requestId}, 'enrichment.bulk_started', 'bulk', batch.id::text,
             ${said}::jsonb || jsonb_build_object('people', n.people, 'creditCap', batch.credit_cap) from batch, n
    )
    select people from n`);
};
