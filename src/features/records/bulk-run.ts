import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { among } from '../../db/among.ts';
import { databaseError, FENCED } from '../../db/errors.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { fieldValues, prospects } from '../../db/schema/prospects.ts';
import { bulkEditPeople, bulkEdits } from '../../db/schema/records.ts';
import { activity, audit } from '../../db/schema/tenancy.ts';
import { publish } from '../activity/publish.ts';
import { assertFence, type Claim, endJob } from '../jobs/claim.ts';
import { selectionOf } from '../prospects/contract.ts';
import { selectedSql } from '../prospects/selection.ts';
import { effectOf, type RowChange } from './bulk-change.ts';
import { CHUNK, liftChunk, moved, suppressChunk } from './bulk-suppress.ts';
import { type BulkChange, bulkChange } from './contract.ts';

/** People of one bulk edit at most: more than a workspace has. */
const PEOPLE_MAX = 10_000_000;

const edit = z.object({
  change: bulkChange,
  selection: z.object(selectionOf),
  state: z.enum(['queued', 'running', 'done', 'failed', 'undoing', 'undone']),
  total: z.number().nullable(),
  by: z.string(),
});
type Edit = z.infer<typeof edit>;

/** The work of a job `bulk_edit`: forth, or back where it is being undone. */
export const runBulkEdit = async (ctx: Ctx, claim: Claim): Promise<void> => {
  const editId = claim.subjectId;
  try {
    const [, found] = await ctx.db.batch([
      assertFence(ctx, claim),
      ctx.db.execute(sql`
        select e.change, e.selection, e.state, e.total, e.created_by as by from ${bulkEdits} e where e.id = ${editId}`),
    ]);
    if (!found.rows[0])
      return void (await endJob(ctx, claim, 'failed', { code: 'gone', message: 'It is no longer there.' }));
    const one = edit.parse(found.rows[0]);
    const undoing = one.state === 'undoing';
    if (!undoing && one.total === null) await lookUp(ctx, claim, one);
    const chunk = chunkOf(ctx, claim, one, undoing);
    while ((await chunk()) > 0);
    await finish(ctx, claim, undoing ? 'undone' : 'done');
  } catch (error) {
    // Another worker has the job: it is none of ours any more.
    if (databaseError(error)?.code !== FENCED) throw error;
  }
};

export const giveUpBulkEdit = async (
  ctx: Ctx,
  claim: Claim,
  error: { code: string; message: string },
): Promise<void> => {
  await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      update ${bulkEdits} set state = 'failed', finished_at = now() where id = ${claim.subjectId} and state <> 'done'`),
    endJob(ctx, claim, 'failed', error),
  ]);
};

/** Whom it is about, as the filter finds them now: once, so that nobody comes or goes by what it changes. */
const lookUp = async (ctx: Ctx, claim: Claim, { selection, change }: Edit): Promise<void> => {
  const who =
    change.kind === 'restore'
      ? sql`select p.id from ${prospects} p where p.deleted_at is not null and p.merged_into is null
              and p.id = ${among(selection.ids ?? [])}`
      : sql`select s.id from (${selectedSql(selection, { onlyStale: false, max: PEOPLE_MAX })}) s`;
  await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      with added as (
        insert into ${bulkEditPeople} (edit_id, prospect_id) select ${claim.subjectId}::uuid, w.id from (${who}) w
        on conflict do nothing returning prospect_id
      ), counted as (
        update ${bulkEdits} set state = 'running', total = (select count(*) from added) where id = ${claim.subjectId}
        returning total
      )
      update ${jobs} set progress_total = (select total from counted) where id = ${claim.id}`),
  ]);
};

/** What does one chunk, forth or back, and says how many it looked at. */
const chunkOf = (ctx: Ctx, claim: Claim, { change, by }: Edit, undoing: boolean): (() => Promise<number>) => {
  if (change.kind === 'suppress') {
    return () => (undoing ? liftChunk(ctx, claim) : suppressChunk(ctx, claim, change, by));
  }
  return () => (undoing ? takeBack(ctx, claim, change) : carryOut(ctx, claim, change, by));
};

/** One chunk forth; how many were looked at. */
const carryOut = async (ctx: Ctx, claim: Claim, change: RowChange, by: string): Promise<number> => {
  const effect = effectOf(change, by);
  const editId = claim.subjectId;
  const [, done] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      with picked as materialized (
        select m.prospect_id as id from ${bulkEditPeople} m where m.edit_id = ${editId} and m.state = 'queued'
         order by m.prospect_id limit ${CHUNK}
      ), held as materialized (
        select p.*, ${effect.part} as part_before, ${effect.refused} as is_refused from ${prospects} p
         where p.id in (select id from picked) and p.deleted_at is ${effect.deleted ? sql`not null` : sql`null`}
           and p.merged_into is null
         order by p.id for update of p
      ), changed as (
        update ${prospects} p set ${effect.set}, updated_at = now() from held h
         where p.id = h.id and not h.is_refused and ${effect.differs}
        returning p.id, h.part_before, ${effect.part} as part_after
      ), ${ledger(change, by)}
      marked as (
        update ${bulkEditPeople} m set before = c.part_before, after = c.part_after, state = case
            when c.id is not null then 'changed' when h.is_refused then 'refused' else 'same' end
          from picked k left join held h on h.id = k.id left join changed c on c.id = k.id
         where m.edit_id = ${editId} and m.prospect_id = k.id
        returning m.prospect_id
      ), progressed as (
        update ${jobs} set progress_done = progress_done + (select count(*) from marked) where id = ${claim.id}
      )
      select count(*) as n from marked`),
  ]);
  return moved.parse(done.rows[0]).n;
};

/** A field that is set is a member's choice: nothing that a source says changes it. */
const ledger = (change: BulkChange, by: string) =>
  change.kind === 'field'
    ? sql`
      others as (
        update ${fieldValues} f set chosen = false from changed c
         where f.prospect_id = c.id and f.field = ${change.field} and f.chosen
           and not (f.source = 'member' and f.match_id is null)
      ), filed as (
        -- What a file said stays beside it, so that the field can be given back.
        insert into ${fieldValues} as f (prospect_id, field, source, value, confidence, chosen, fetched_at)
        select c.id, ${change.field}, 'import', c.part_before ->> 'value', 1, false, now() from changed c
         where c.part_before ->> 'value' is not null and c.part_before -> 'chosen' = '[]'::jsonb
        on conflict (tenant_id, prospect_id, field, source, match_id) do nothing
      ), chosen as (
        insert into ${fieldValues} as f (prospect_id, field, source, value, confidence, chosen, set_by)
        select c.id, ${change.field}, 'member', ${change.value}, 1, true, ${by} from changed c
        on conflict (tenant_id, prospect_id, field, source, match_id) do update set
          id = excluded.id, value = excluded.value, chosen = true, set_by = excluded.set_by, fetched_at = now(),
          source_url = null, accession = null, licence = null, previous = null
      ),`
    : sql``;

/** One chunk back: what still stands as it was left. */
const takeBack = async (ctx: Ctx, claim: Claim, change: RowChange): Promise<number> => {
  const effect = effectOf(change, '');
  const editId = claim.subjectId;
  const [, done] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      with picked as materialized (
        select m.prospect_id as id, m.before, m.after from ${bulkEditPeople} m
         where m.edit_id = ${editId} and m.state = 'changed' order by m.prospect_id limit ${CHUNK}
      ), held as materialized (
        select p.id, ${effect.stands} and ${effect.open} as may from ${prospects} p join picked b on b.id = p.id
         order by p.id for update of p
      ), changed as (
        update ${prospects} p set ${effect.back}, updated_at = now() from picked b, held h
         where p.id = b.id and h.id = p.id and h.may
        returning p.id, b.before, b.after
      ), ${backLedger(change)}
      marked as (
        update ${bulkEditPeople} m set state = case when c.id is null then 'kept' else 'undone' end
          from picked k left join changed c on c.id = k.id
         where m.edit_id = ${editId} and m.prospect_id = k.id
        returning m.prospect_id
      ), progressed as (
        update ${jobs} set progress_done = progress_done + (select count(*) from marked) where id = ${claim.id}
      )
      select count(*) as n from marked`),
  ]);
  return moved.parse(done.rows[0]).n;
};

const backLedger = (change: BulkChange) =>
  change.kind === 'field'
    ? sql`
      mine as (
        -- The choice that was there before comes back in its row.
        update ${fieldValues} f set id = (c.before -> 'member' ->> 'id')::uuid, value = c.before -> 'member' ->> 'value',
               set_by = c.before -> 'member' ->> 'set_by', source_url = c.before -> 'member' ->> 'source_url',
               fetched_at = (c.before -> 'member' ->> 'fetched_at')::timestamptz,
               chosen = (c.before -> 'member' ->> 'chosen')::boolean
          from changed c
         where f.prospect_id = c.id and f.field = ${change.field} and f.source = 'member' and f.match_id is null
           and c.before -> 'member' <> 'null'::jsonb
      ), gone as (
        delete from ${fieldValues} f using changed c
         where f.prospect_id = c.id and f.field = ${change.field} and f.source = 'member' and f.match_id is null
           and c.before -> 'member' = 'null'::jsonb
      ), others as (
        update ${fieldValues} f set chosen = true from changed c
         where f.prospect_id = c.id and f.field = ${change.field} and not (f.source = 'member' and f.match_id is null)
           and c.before -> 'chosen' ? f.id::text
      ),`
    : sql``;

const finish = async (ctx: Ctx, claim: Claim, state: 'done' | 'undone'): Promise<void> => {
  const verb = state === 'done' ? 'bulk_edit.finished' : 'bulk_edit.undone';
  const actor = sql`${ctx.actor.kind}::text, ${claim.id}::text`;
  await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      with ended as (
        update ${bulkEdits} e set state = ${state}, finished_at = now() where e.id = ${claim.subjectId} returning e.id
      ), said as (
        select m.state, count(*) as n from ${bulkEditPeople} m where m.edit_id = ${claim.subjectId} group by 1
      ), detail as (
        select e.id::text, (select coalesce(jsonb_object_agg(s.state, s.n), '{}') from said s) as said from ended e
      ), seen as (
        insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select ${actor}, ${verb}, 'bulk_edit', id, said from detail
      )
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${actor}, ${ctx.requestId}, ${verb}, 'bulk_edit', id, said from detail`),
    endJob(ctx, claim, 'done'),
  ]);
  ctx.later(publish(ctx, { type: 'records', changed: [] }));
};
