import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { activity, audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { readCursor, timeCursor, writeCursor } from '../../lib/cursor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { publish } from '../activity/publish.ts';
import { goneProblem, mergedStatement } from '../enrichment/profile.ts';
import { DELETED_DAYS, deletedAnswer, type deletedPage, deletedProspect, type deletedQuery } from './contract.ts';

/** What is said and written down of a prospect that a statement named `of` has changed. */
const told = (ctx: Ctx, verb: 'prospect.deleted' | 'prospect.restored') => {
  const actor = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  return sql`
    seen as (
      insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
      select ${actor}, ${verb}, 'prospect', id::text, jsonb_build_object('name', name) from changed
    ), recorded as (
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${actor}, ${ctx.requestId}, ${verb}, 'prospect', id::text, jsonb_build_object('name', name) from changed
    )`;
};

/**
 * Deletes a prospect so that it can be restored. Deleted again it stays as it is. Throws `not_found`, `merged` for one that
 * lives on in another.
 */
export const deleteProspect = async (ctx: Ctx, prospectId: string): Promise<z.output<typeof deletedAnswer>> => {
  ctx.require('prospects:write');
  const [, now, merged] = await ctx.db.batch([
    ctx.db.execute(sql`
      with changed as (
        update ${prospects} p set deleted_at = now(), deleted_by = ${actorId(ctx.actor)}, updated_at = now()
         where p.id = ${prospectId} and p.deleted_at is null returning p.id, p.name
      ), ${told(ctx, 'prospect.deleted')}
      select id from changed`),
    ctx.db.execute(sql`
      select p.id, p.deleted_at as "deletedAt" from ${prospects} p
       where p.id = ${prospectId} and p.deleted_at is not null and p.merged_into is null`),
    mergedStatement(ctx, prospectId),
  ]);
  if (!now.rows[0]) throw goneProblem(z.string().optional().parse(merged.rows[0]?.root));
  ctx.later(publish(ctx, { type: 'records', changed: [prospectId] }));
  const { id, deletedAt } = now.rows[0];
  return deletedAnswer.parse({ id, deletedAt: new Date(String(deletedAt)).toISOString() });
};

const isTaken = (error: unknown): boolean => databaseError(error)?.constraint === 'prospects_email';

/**
 * Brings a deleted prospect back as it was. One that is there stays as it is. Throws `not_found`, `merged`, and `conflict`
 * where somebody else has its e-mail address by now, with the way to them.
 */
export const restoreProspect = async (ctx: Ctx, prospectId: string): Promise<{ id: string }> => {
  ctx.require('prospects:write');
  try {
    const [, now, merged] = await ctx.db.batch([
      ctx.db.execute(sql`
        with changed as (
          update ${prospects} p set deleted_at = null, deleted_by = null, updated_at = now()
           where p.id = ${prospectId} and p.deleted_at is not null and p.merged_into is null returning p.id, p.name
        ), ${told(ctx, 'prospect.restored')}
        select id from changed`),
      ctx.db.execute(sql`select p.id from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`),
      mergedStatement(ctx, prospectId),
    ]);
    if (!now.rows[0]) throw goneProblem(z.string().optional().parse(merged.rows[0]?.root));
    ctx.later(publish(ctx, { type: 'records', changed: [prospectId] }));
    return { id: prospectId };
  } catch (error) {
    if (!isTaken(error)) throw error;
    const { rows } = await ctx.db.execute<{ id: string; name: string }>(sql`
      select o.id, o.name from ${prospects} p join ${prospects} o on o.email_key = p.email_key and o.deleted_at is null
       where p.id = ${prospectId}`);
    const name = rows[0]?.name ?? 'Somebody else';
    throw new ProblemError('conflict', `${name} has this e-mail address by now. Change or merge them first.`, {
      ...(rows[0] ? { action: `/prospects/${rows[0].id}` } : {}),
    });
  }
};

const row = deletedProspect.omit({ deletedAt: true }).extend({ deletedAt: z.coerce.date() });

/** A page of what was deleted within the last days, the last first. */
export const listDeleted = async (
  ctx: Ctx,
  query: z.output<typeof deletedQuery>,
): Promise<z.input<typeof deletedPage>> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, timeCursor);
  const { rows } = await ctx.db.execute(sql`
    select p.id, p.name, p.email, p.company, p.deleted_at as "deletedAt",
           (select k.name from app.people() k where k.user_id = p.deleted_by) as "deletedByName",
           (select jsonb_build_object('id', o.id, 'name', o.name) from ${prospects} o
             where o.email_key = p.email_key and o.deleted_at is null) as "takenBy"
      from ${prospects} p
     where p.deleted_at is not null and p.merged_into is null
       and p.deleted_at > now() - make_interval(days => ${DELETED_DAYS})
       and ${after ? sql`(p.deleted_at, p.id) < (${after.t}::timestamptz, ${after.i}::uuid)` : sql`true`}
     order by p.deleted_at desc, p.id desc limit ${query.limit + 1}`);
  const found = z.array(row).parse(rows);
  const items = found.slice(0, query.limit).map((one) => ({ ...one, deletedAt: one.deletedAt.toISOString() }));
  const last = items.at(-1);
  return {
    items,
    nextCursor: found.length > query.limit && last ? writeCursor({ t: last.deletedAt, i: last.id }) : null,
  };
};
