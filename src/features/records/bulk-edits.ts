import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { jobs, outbox } from '../../db/schema/jobs.ts';
import { lists } from '../../db/schema/lists.ts';
import { bulkEditChunks, bulkEdits, customFields } from '../../db/schema/records.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId, actorScopes } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { publish } from '../activity/publish.ts';
import { acceptJob, wake } from '../jobs/accept.ts';
import { isSeen } from '../lists/sets.ts';
import { refuseCustom } from '../prospects/custom-filter.ts';
import { betweenPieces } from './bulk-pieces.ts';
import { isMemberSql, NO_VALUE } from './change.ts';
import { type BulkChange, type BulkEdit, type BulkEditBody, bulkEdit } from './contract.ts';

const WORDS: Readonly<Record<BulkEditBody['change']['kind'], string>> = {
  owner: 'Set the owner',
  add_tags: 'Add tags',
  remove_tags: 'Remove tags',
  field: 'Set a field',
  custom: 'Set a field',
  delete: 'Delete people',
  restore: 'Restore people',
  suppress: 'Suppress people',
  join_list: 'Add people to a list',
  leave_list: 'Take people off a list',
};

const shownStatement = (ctx: Ctx, editId: string) =>
  ctx.db.execute(sql`
    select e.id, e.job_id as "jobId", e.change, e.state, to_json(e.created_at) #>> '{}' as "createdAt",
           to_json(e.finished_at) #>> '{}' as "finishedAt",
           (select k.name from app.people() k where k.user_id = e.created_by) as "createdByName",
           jsonb_build_object('total', e.total,
             'queued', coalesce(e.total - e.changed - e.same - e.refused - e.undone - e.kept, 0), 'changed', e.changed,
             'same', e.same, 'refused', e.refused, 'undone', e.undone, 'kept', e.kept) as people
      from ${bulkEdits} e where e.id = ${editId}`);

/** How a bulk edit stands. Throws `not_found`. */
export const readBulkEdit = async (ctx: Ctx, editId: string): Promise<BulkEdit> => {
  const { rows } = await shownStatement(ctx, editId);
  if (!rows[0]) throw new ProblemError('not_found');
  return bulkEdit.parse(rows[0]);
};

const asked = z.object({ may: z.boolean() });
const judged = z.object({ there: z.boolean(), value: z.string().nullable() });

const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('invalid', message, { issues: [{ path, message }] });

/** The change as it is to be done: of a field of the workspace in its one spelling. Throws `invalid`. */
const checked = async (ctx: Ctx, change: BulkChange): Promise<BulkChange> => {
  if (change.kind === 'owner' && change.ownerId !== null) {
    const { rows } = await ctx.db.execute(sql`select ${isMemberSql(change.ownerId)} as may`);
    if (!asked.parse(rows[0]).may) {
      throw invalid('change.ownerId', 'This is no member of the workspace.');
    }
  }
  if (change.kind === 'join_list' || change.kind === 'leave_list') {
    ctx.require('lists:write');
    const { rows } = await ctx.db.execute(sql`
      select exists (select from ${lists} l where l.id = ${change.listId} and ${isSeen(ctx, sql`l`)}) as may`);
    if (!asked.parse(rows[0]).may) throw invalid('change.listId', 'There is no such list in this workspace.');
  }
  if (change.kind !== 'custom') return change;
  const { rows } = await ctx.db.execute(sql`
    select true as there, app.custom_value(d.type, d.options, ${change.value}::text) as value
      from ${customFields} d where d.key = ${change.key} and d.archived_at is null`);
  const field = rows[0] && judged.parse(rows[0]);
  if (!field) throw invalid('change.key', 'There is no such field in this workspace.');
  if (field.value === null && change.value !== null && change.value !== '') throw invalid('change.value', NO_VALUE);
  return { ...change, value: field.value };
};

/** Accepts a change of many, as a job. Throws `invalid` for an owner who is no member, and what cannot be a value of its field. */
export const startBulkEdit = async (ctx: Ctx, { change: wanted, ...selection }: BulkEditBody): Promise<BulkEdit> => {
  ctx.require('prospects:write');
  const [editId, jobId] = [newId(), newId()];
  const change = await checked(ctx, wanted);
  const [insertJob, insertOutbox] = acceptJob(ctx, {
    id: jobId,
    kind: 'bulk_edit',
    title: WORDS[change.kind],
    subject: { type: 'bulk_edit', id: editId },
    dedupe: `bulk_edit:${editId}`,
    unit: 'people',
  });
  const results = await ctx.db.batch([
    insertJob,
    insertOutbox,
    // Said now, not by a job that fails.
    ctx.db.execute(refuseCustom(selection.filter?.custom)),
    ctx.db.execute(sql`
      insert into ${bulkEdits} (id, job_id, change, selection, created_by)
      values (${editId}, ${jobId}, ${JSON.stringify(change)}::jsonb, ${JSON.stringify(selection)}::jsonb, ${actorId(ctx.actor)})`),
    ctx.db.insert(audit).values({
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      requestId: ctx.requestId,
      verb: 'bulk_edit.started',
      subjectType: 'bulk_edit',
      subjectId: editId,
      detail: { change, filter: selection.filter, people: selection.ids?.length },
    }),
    shownStatement(ctx, editId),
  ]);
  wake(ctx, jobId);
  return bulkEdit.parse(results.at(-1)?.rows?.[0]);
};

/**
 * Gives a bulk edit up on its way: the piece that is being done is done, nothing after it. What was changed stands, and can be undone.
 * One that has ended stays as it is. Throws `not_found`.
 */
export const cancelBulkEdit = async (ctx: Ctx, editId: string): Promise<BulkEdit> => {
  ctx.require('prospects:write');
  const [, begun, shown] = await ctx.db.batch([
    betweenPieces(ctx, editId),
    ctx.db.execute(sql`
      with job as (
        update ${jobs} j set state = 'cancelled', finished_at = now(), lease_until = null from ${bulkEdits} e
         where e.id = ${editId} and e.state in ('queued', 'running') and j.id = e.job_id and j.state in ('queued', 'running')
        returning j.id
      ), ended as (
        update ${bulkEdits} e set state = 'cancelled', finished_at = now() from job where e.job_id = job.id returning e.id, e.changed
      ), dropped as (
        delete from ${bulkEditChunks} c using ended e where c.edit_id = e.id
      )
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text, ${ctx.requestId}, 'bulk_edit.cancelled', 'bulk_edit', e.id::text,
             jsonb_build_object('changed', e.changed) from ended e
      returning subject_id`),
    shownStatement(ctx, editId),
  ]);
  if (!shown.rows[0]) throw new ProblemError('not_found');
  if (begun.rows[0]) ctx.later(publish(ctx, { type: 'records', changed: [] }));
  return bulkEdit.parse(shown.rows[0]);
};

/**
 * Has a bulk edit taken back, as a job of its own: all of it, or what was changed until it was given up or broke off. People who were
 * suppressed are lifted only by who may lift. Throws `not_found`, `forbidden`, `conflict` for one that has not ended or was undone.
 */
export const undoBulkEdit = async (ctx: Ctx, editId: string): Promise<BulkEdit> => {
  ctx.require('prospects:write');
  const mayLift = actorScopes(ctx.actor).has('tenant:manage');
  const jobId = newId();
  const actor = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  const [begun, shown] = await ctx.db.batch([
    ctx.db.execute(sql`
      with old as (
        select e.id, e.changed from ${bulkEdits} e where e.id = ${editId} and e.state in ('done', 'cancelled', 'failed')
           and (${mayLift}::boolean or e.change ->> 'kind' <> 'suppress') for update
      ), job as (
        insert into ${jobs} (id, kind, title, subject_type, subject_id, dedupe, progress_unit, progress_total, created_by)
        select ${jobId}::uuid, 'bulk_edit', 'Undo a bulk edit', 'bulk_edit', old.id, 'undo:' || ${jobId}::text, 'people', old.changed, ${actorId(ctx.actor)}
          from old
        returning id
      ), called as (
        insert into ${outbox} (topic, ref) select 'job', id from job
      ), recorded as (
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${actor}, ${ctx.requestId}, 'bulk_edit.undo_started', 'bulk_edit', old.id::text, '{}' from old
      )
      update ${bulkEdits} e set state = 'undoing', job_id = ${jobId}::uuid, finished_at = null from old, job where e.id = old.id
      returning e.id`),
    shownStatement(ctx, editId),
  ]);
  if (!shown.rows[0]) throw new ProblemError('not_found');
  const edit = bulkEdit.parse(shown.rows[0]);
  if (edit.change.kind === 'suppress') ctx.require('tenant:manage');
  if (!begun.rows[0]) throw new ProblemError('conflict', 'Only a bulk edit that has ended can be undone, and once.');
  wake(ctx, jobId);
  return edit;
};
