import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { bulkEditChunks, bulkEditPeople, bulkEdits } from '../../db/schema/records.ts';
import { assertFence, type Claim } from '../jobs/claim.ts';

/**
 * What the kinds of bulk edits share: a piece of people `picked` goes in, and whom the kind has `changed` comes out. Journal, figures
 * and progress are written by the statement that changes, so that a kill leaves whole pieces.
 */

/** People of one statement: enough that the trip does not count, few enough that nobody waits for their rows. */
export const PIECE = 2_000;

const FIRST = sql.raw(`'00000000-0000-0000-0000-000000000000'::uuid`);

const underWay = (editId: string): SQL => sql`hashtextextended('bulk_edit:' || ${editId}::text, 0)`;

/** Waits for the pieces that are under way, and keeps further ones out until the end of the transaction. */
export const betweenPieces = (ctx: Ctx, editId: string) =>
  ctx.db.execute(sql`select pg_advisory_xact_lock(${underWay(editId)})`);

/**
 * One piece forth as a transaction. The fence is asked at its end: it locks the job's row, and whoever held that from the start would
 * keep the piece beside it out. A worker that has lost the job does its piece in vain.
 */
export const forthBatch = (ctx: Ctx, claim: Claim, piece: ReturnType<Ctx['db']['execute']>) =>
  [
    ctx.db.execute(sql`select pg_advisory_xact_lock_shared(${underWay(claim.subjectId)})`),
    piece,
    assertFence(ctx, claim),
  ] as const;

/**
 * Which of what is left is the next piece: past those that are being done just now, or waiting for them, as one of them may be
 * taken back at its end.
 */
export type Next = 'free' | 'any';

/** The next piece forth, taken off what is left: rows `picked` of `id`, none where all is done. */
export const pieceForth = (editId: string, next: Next): SQL => sql`
  piece as (
    delete from ${bulkEditChunks} c
     where c.edit_id = ${editId} and c.n = (
       select x.n from ${bulkEditChunks} x where x.edit_id = ${editId} order by x.n limit 1
          for update ${next === 'free' ? sql`skip locked` : sql``})
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
    returning e.id
  ), progressed as (
    -- In this order, whoever comes beside it: each holds the one until it has the other.
    update ${jobs} j set progress_done = j.progress_done + t.looked from tally t, figures f where j.id = ${claim.id}
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

/**
 * The end of a statement back: whoever is not `changed` was changed since, and stays. That alone is written for each: who is undone is
 * known by how far the undoing has come (`isUndone`).
 */
export const endBack = (claim: Claim): SQL => sql`
  marked as (
    -- Hashed, whatever the planner takes the two for: as a join it was one of each with each.
    update ${bulkEditPeople} m set state = 'kept'
     where m.edit_id = ${claim.subjectId}
       and m.prospect_id = any (array(select k.id from picked k except select c.id from changed c))
  ), tally as (
    select (select count(*) from picked)::int as looked, (select count(*) from changed)::int as undone
  ), figures as (
    update ${bulkEdits} e set changed = e.changed - t.looked, undone = e.undone + t.undone, kept = e.kept + t.looked - t.undone,
           undone_to = (select k.id from picked k order by k.id desc limit 1)
      from tally t where e.id = ${claim.subjectId} and t.looked > 0
  ), progressed as (
    update ${jobs} j set progress_done = j.progress_done + t.looked from tally t where j.id = ${claim.id}
  )
  select looked as n from tally`;

/** Of a row `b` of the journal and its edit `e`: whether it was taken back. */
export const isUndone = sql`(b.state = 'undone' or (b.state = 'changed' and coalesce(b.prospect_id <= e.undone_to, false)))`;
