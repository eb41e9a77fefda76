import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { viewDefaults, views } from '../../db/schema/views.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { type DefaultBody, VIEWS_MAX, type ViewBody, type ViewPatch, type ViewsAnswer } from './contract.ts';
import { EVERYBODY, readItems, viewsStatement } from './read.ts';

const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('invalid', message, { issues: [{ path, message }] });

const textArray = (items: readonly string[]): SQL =>
  sql`(select coalesce(array_agg(c order by o), '{}') from jsonb_array_elements_text(${JSON.stringify(items)}::jsonb) with ordinality x (c, o))`;

/** The entry of the record for the row of `v`, a part of the same statement. */
const recorded = (ctx: Ctx, verb: string, detail: unknown): SQL => sql`
  insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
  select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, ${verb}, 'view', v.id::text, ${JSON.stringify(detail)}::jsonb from v`;

/** Which views one may change: those that one sees, one's own and what others have shared. The rest is not there for them. */
const isSeen = (ctx: Ctx): SQL => sql`(v.owner_id = ${actorId(ctx.actor)} or v.shared)`;

/** Who makes a view of somebody's waits for who makes one of theirs too: so nobody has one too many. A statement before the one that makes it. */
const lockViewsOf = (ctx: Ctx, owners: SQL) =>
  ctx.db.execute(sql`
    select pg_advisory_xact_lock(hashtextextended('views:' || app.tenant() || ':' || o.id, 0)) from (${owners}) o (id)`);

/** Whether a member has room for one more. */
const hasRoom = (owner: SQL): SQL =>
  sql`(select count(*) from ${views} o where o.owner_id = ${owner} and o.deleted_at is null) < ${VIEWS_MAX}`;

const FULL = `There are ${VIEWS_MAX} views of one member at most.`;

/** Runs one change `v` with its record, and answers what is seen afterwards. Throws `not_found` where it changed nothing. */
const changed = async (
  ctx: Ctx,
  change: SQL,
  verb: string,
  detail: unknown,
  { mayBeNothing = false, owners }: { mayBeNothing?: boolean; owners?: SQL } = {},
): Promise<ViewsAnswer> => {
  try {
    const changing = ctx.db.execute<{ id: string }>(sql`
      with v as (${change}), a as (${recorded(ctx, verb, detail)}) select v.id from v`);
    // Without owners nobody is waited for.
    const lock = lockViewsOf(ctx, owners ?? sql`select null::text where false`);
    const [, done, all] = await ctx.db.batch([lock, changing, viewsStatement(ctx)]);
    const [row] = done.rows;
    if (!row && !mayBeNothing) throw new ProblemError('not_found');
    return { items: readItems(all), id: row?.id ?? null };
  } catch (error) {
    if (databaseError(error)?.constraint === 'views_name') throw invalid('name', 'You have a view of this name.');
    throw error;
  }
};

/** Keeps a search. Throws `invalid` for a name that one's own view has, and for one view too many. */
export const addView = async (ctx: Ctx, body: ViewBody): Promise<ViewsAnswer> => {
  const id = newId();
  const by = actorId(ctx.actor);
  const change = sql`
    insert into ${views} (id, owner_id, name, filters, sort, columns, shared)
    select ${id}::uuid, ${by}, ${body.name}, ${JSON.stringify(body.filters)}::jsonb, ${body.sort}, ${textArray(body.columns)}, ${body.shared}
     where ${hasRoom(sql`${by}`)}
    returning id`;
  const answer = await changed(ctx, change, 'view.made', body, { mayBeNothing: true, owners: sql`select ${by}::text` });
  if (answer.id === null) throw invalid('name', FULL);
  return answer;
};

/** Changes what is named of a view. Throws `not_found`, and `invalid` for a name that is taken or another's view made private. */
export const changeView = async (ctx: Ctx, id: string, patch: ViewPatch): Promise<ViewsAnswer> => {
  const filters = patch.filters === undefined ? null : JSON.stringify(patch.filters);
  const change = sql`
    update ${views} v set updated_at = now(), name = coalesce(${patch.name ?? null}, v.name),
      filters = coalesce(${filters}::jsonb, v.filters), sort = coalesce(${patch.sort ?? null}, v.sort),
      columns = ${patch.columns === undefined ? sql`v.columns` : textArray(patch.columns)},
      shared = coalesce(${patch.shared ?? null}::boolean, v.shared)
     where v.id = ${id} and v.deleted_at is null and ${isSeen(ctx)}
       and (${patch.shared !== false} or v.owner_id = ${actorId(ctx.actor)}) returning v.id`;
  const answer = await changed(ctx, change, 'view.changed', patch, { mayBeNothing: true });
  if (answer.id !== null) return answer;
  if (!answer.items.some((one) => one.id === id)) throw new ProblemError('not_found');
  throw invalid('shared', 'Only who made a view can make it private.');
};

/** Deletes a view, so that it can be brought back. Throws `not_found`. */
export const deleteView = (ctx: Ctx, id: string): Promise<ViewsAnswer> =>
  changed(
    ctx,
    sql`update ${views} v set deleted_at = now() where v.id = ${id} and v.deleted_at is null and ${isSeen(ctx)} returning v.id`,
    'view.deleted',
    {},
  );

/** Brings a deleted view back; one that is there stays. Throws `not_found`, and `invalid` for a name that is taken by now, and for one view too many. */
export const restoreView = async (ctx: Ctx, id: string): Promise<ViewsAnswer> => {
  const there = sql`from ${views} v where v.id = ${id} and ${isSeen(ctx)}`;
  const change = sql`
    update ${views} v set deleted_at = null
     where v.id = ${id} and ${isSeen(ctx)} and (v.deleted_at is null or ${hasRoom(sql`v.owner_id`)}) returning v.id`;
  const answer = await changed(
    ctx,
    change,
    'view.restored',
    {},
    { mayBeNothing: true, owners: sql`select v.owner_id ${there}` },
  );
  if (answer.id !== null) return answer;
  const { rows } = await ctx.db.execute(sql`select v.id ${there}`);
  throw rows.length === 0 ? new ProblemError('not_found') : invalid('name', FULL);
};

/**
 * Says which view one's list begins with, or everybody's, or that it begins with none. Throws `not_found` for a view that one
 * does not see, or that not everybody would see.
 */
export const setDefault = (ctx: Ctx, { viewId, forAll }: DefaultBody): Promise<ViewsAnswer> => {
  if (forAll) ctx.require('tenant:manage');
  const whose = forAll ? EVERYBODY : actorId(ctx.actor);
  const seen = forAll ? sql`s.shared` : sql`(s.shared or s.owner_id = ${whose})`;
  const change =
    viewId === null
      ? sql`delete from ${viewDefaults} v where v.user_id = ${whose} returning v.view_id as id`
      : sql`insert into ${viewDefaults} (user_id, view_id) select ${whose}, s.id from ${views} s
          where s.id = ${viewId} and s.deleted_at is null and ${seen}
        on conflict (tenant_id, user_id) do update set view_id = excluded.view_id returning view_id as id`;
  // Where there was none, none is what was asked for.
  return changed(ctx, change, 'view.default', { viewId, forAll }, { mayBeNothing: viewId === null });
};
