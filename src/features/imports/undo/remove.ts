import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';

/** People looked at in one transaction: as many as an import writes in one. */
const CHUNK = 2_000;
/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** The next people that an import made, after those that were looked at. */
const next = (importId: string): SQL => sql`
  from prospects p
 where p.import_id = ${importId}
   and p.id > coalesce((select undo_after from imports where id = ${importId}), ${FIRST}::uuid)
 order by p.id limit ${CHUNK}`;

/**
 * Holds the next people until the transaction ends. Whoever wants to add something to one of them, as a place on a list
 * is, waits: what the next statement sees is all there is.
 */
export const holdMade = (ctx: Ctx, importId: string) => ctx.db.execute(sql`select ${next(importId)} for update of p`);

/** Nobody has written to this person since the import made them, and nothing hangs on them. */
const UNTOUCHED = sql`p.updated_at = p.created_at and p.enriched_at is null and p.owner_id is null
    and not exists (select from field_values v where v.prospect_id = p.id and v.source <> 'import')
    and not exists (select from identity_matches m where m.prospect_id = p.id)
    and not exists (select from enrichment_runs r where r.prospect_id = p.id)
    and not exists (select from list_members l where l.prospect_id = p.id)
    and not exists (select from notes n where n.prospect_id = p.id)
    and not exists (select from merges g where g.survivor_id = p.id)`;

/** Takes away those of the next people who are as the import made them; tells how many were looked at. */
export const removeChunk = (ctx: Ctx, importId: string, jobId: string) =>
  ctx.db.execute<{ n: string }>(sql`
    with made as (select p.id, p.deleted_at, ${UNTOUCHED} as untouched ${next(importId)}),
    gone as (
      update prospects p set deleted_at = now(), updated_at = now()
        from made m where p.id = m.id and m.untouched and p.deleted_at is null returning p.id),
    counted as (
      update imports m set
        undo_after = coalesce((select id from made order by id desc limit 1), undo_after),
        undo_removed = undo_removed + (select count(*) from gone),
        undo_stayed = undo_stayed + (select count(*) from made where not untouched and deleted_at is null)
       where m.id = ${importId}),
    told as (update jobs j set progress_done = progress_done + (select count(*) from made) where j.id = ${jobId})
    select count(*) as n from made`);
