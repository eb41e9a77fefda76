import { type SQL, sql } from 'drizzle-orm';
import { jobs } from '../../db/schema/jobs.ts';
import { bulkEditChunks, bulkEditPeople, bulkEdits } from '../../db/schema/records.ts';
import type { Claim } from '../jobs/claim.ts';

/**
 * What the kinds of bulk edits share: a piece of people `picked` goes in, and whom the kind has `changed` comes out. Journal, figures
 * and progress are written by the statement that changes, so that a kill leaves whole pieces.
 */

/** People of one statement: enough that the trip does not count, few enough that nobody waits for their rows. */
export const PIECE = 2_000;

const FIRST = sql.raw(`'00000000-0000-0000-0000-000000000000'::uuid`);

/** The next piece forth, taken off what is left: rows `picked` of `id`, none where all is done. */
export const pieceForth = (editId: string): SQL => sql`
  piece as (
    delete from ${bulkEditChunks} c
     where c.edit_id = ${editId} and c.n = (select min(x.n) from ${bulkEditChunks} x where x.edit_id = ${editId})
    returning c.people
  ), picked as materialized (select unnest(p.people) as id from piece p)`;

/**
 * The end of a statement forth. `changed` has `id`, `part_before` and `part_after`; `refused` is how many it could not be done to. Gives how
 * many were looked at, as `n`.
 */
export const endForth = (claim: Claim, refused: SQL): SQL => sql`
  journalled as (
    insert into ${bulkEditPeople} (edit_id, prospect_id, before, after)
    select ${claim.subjectId}::uuid, c.id, c.part_before, c.part_after from changed c returning 1
  ), tally as (
    select (select count(*) from picked)::int as looked, (select count(*) from journalled)::int as changed, ${refused}::int as refused
  ), figures as (
    update ${bulkEdits} e set changed = e.changed + t.changed, refused = e.refused + t.refused,
           same = e.same + t.looked - t.changed - t.refused
      from tally t where e.id = ${claim.subjectId}
  ), progressed as (
    update ${jobs} j set progress_done = j.progress_done + t.looked from tally t where j.id = ${claim.id}
  )
  select looked as n from tally`;

/** The next piece back: rows `picked` of `id`, `before` and `after`. */
export const pieceBack = (editId: string, most: number): SQL => sql`
  picked as materialized (
    select m.prospect_id as id, m.before, m.after from ${bulkEditPeople} m
     where m.edit_id = ${editId} and m.state = 'changed'
       and m.prospect_id > coalesce((select e.undone_to from ${bulkEdits} e where e.id = ${editId}), ${FIRST})
     order by m.prospect_id limit ${most}
  )`;

/** The end of a statement back: whoever is not `changed` was changed since, and stays. */
export const endBack = (claim: Claim): SQL => sql`
  marked as (
    update ${bulkEditPeople} m set state = case when c.id is null then 'kept' else 'undone' end
      from picked k left join changed c on c.id = k.id
     where m.edit_id = ${claim.subjectId} and m.prospect_id = k.id
    returning m.state
  ), tally as (
    select count(*)::int as looked, (count(*) filter (where state = 'undone'))::int as undone from marked
  ), figures as (
    update ${bulkEdits} e set changed = e.changed - t.looked, undone = e.undone + t.undone, kept = e.kept + t.looked - t.undone,
           undone_to = (select k.id from picked k order by k.id desc limit 1)
      from tally t where e.id = ${claim.subjectId} and t.looked > 0
  ), progressed as (
    update ${jobs} j set progress_done = j.progress_done + t.looked from tally t where j.id = ${claim.id}
  )
  select looked as n from tally`;
