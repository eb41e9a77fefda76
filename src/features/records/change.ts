import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { audit, members } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { publish } from '../activity/publish.ts';
import { customValuesJson, readCustomSql } from '../custom-fields/values.ts';
import { goneProblem, mergedStatement } from '../enrichment/profile.ts';
import { prospectJson } from '../enrichment/profile-json.ts';
import { type ChangedProspect, type ChangeProspectBody, changedProspect } from './contract.ts';

/** Tags as they are kept: each once, whatever its letters' case; the first spelling stays. */
export const cleanTags = (tags: readonly string[]): string[] => {
  const seen = new Map<string, string>();
  for (const tag of tags) if (!seen.has(tag.toLowerCase())) seen.set(tag.toLowerCase(), tag);
  return [...seen.values()];
};

export const textArray = (values: readonly string[]): SQL =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

/** A prospect with its owner, as the API shows it: a row with `shown`. */
const shownStatement = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute(sql`
    select ${prospectJson} || jsonb_build_object('ownerId', p.owner_id, 'ownerName', (
             select k.name from app.people() k where k.user_id = p.owner_id), 'customFields', ${customValuesJson}) as shown
      from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`);

/** Whether somebody may be given people: a member who is not disabled. */
export const isMemberSql = (userId: string): SQL =>
  sql`exists (select from ${members} m where m.user_id = ${userId} and m.disabled_at is null)`;

const NO_MEMBER = 'This is no member of the workspace.';
export const NO_VALUE = 'This cannot be a value of this field.';
const row = z.object({ shown: changedProspect });

/**
 * Changes what the workspace itself keeps of a prospect: owner, tags, notes, custom values. One round trip. Throws `not_found`,
 * `merged`, `conflict` where it has changed since it was read, `invalid` for an owner who is no member or what cannot be a value
 * of a field.
 */
export const changeProspect = async (
  ctx: Ctx,
  prospectId: string,
  { updatedAt, ...changes }: ChangeProspectBody,
): Promise<ChangedProspect> => {
  ctx.require('prospects:write');
  const { ownerId, tags, notes, custom } = changes;
  /** Of the custom values those that are spoken of. */
  const touched = sql`(select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(p.custom) e
    where e.key in (select jsonb_array_elements_text(${JSON.stringify(Object.keys(custom ?? {}))}::jsonb)))`;
  const set: SQL[] = [sql`updated_at = now()`];
  const is: SQL[] = [];
  const before: SQL[] = [];
  const put = (name: keyof typeof changes, column: SQL, value: SQL): void => {
    before.push(sql`${name}::text, ${name === 'custom' ? touched : sql`to_jsonb(p.${column})`}`);
    set.push(sql`${column} = ${value}`);
    is.push(sql`p.${column} is distinct from ${value}`);
  };
  if (ownerId !== undefined) put('ownerId', sql`owner_id`, sql`${ownerId}::text`);
  if (tags !== undefined) put('tags', sql`tags`, textArray(cleanTags(tags)));
  if (notes !== undefined) put('notes', sql`notes`, sql`nullif(${notes}::text, '')`);
  if (custom !== undefined) {
    put(
      'custom',
      sql`custom`,
      sql`(select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(p.custom || s.custom) e
            where e.value <> 'null'::jsonb)`,
    );
  }
  const asRead = updatedAt === undefined ? sql`true` : sql`p.updated_at = ${updatedAt}::timestamptz`;
  const mayOwn = ownerId === undefined || ownerId === null ? sql`true` : isMemberSql(ownerId);
  try {
    const [done, shown, merged] = await ctx.db.batch([
      ctx.db.execute(sql`
        with said as materialized (${readCustomSql(sql`${JSON.stringify(custom ?? {})}::jsonb`)}),
        found as (
          select p.id, ${asRead} as as_read, ${mayOwn} as may_own,
                 jsonb_build_object(${sql.join(before, sql`, `)}) as before from ${prospects} p
           where p.id = ${prospectId} and p.deleted_at is null for update
        ), changed as (
          update ${prospects} p set ${sql.join(set, sql`, `)} from found f, said s
           where p.id = f.id and f.as_read and f.may_own and s.unfit = '[]' and (${sql.join(is, sql` or `)})
          returning p.id, f.before
        ), recorded as (
          insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
          select ${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text, ${ctx.requestId}, 'prospect.changed', 'prospect',
                 c.id::text, ${JSON.stringify(changes)}::jsonb || jsonb_build_object('before', c.before)
                 || ${custom === undefined ? sql`'{}'::jsonb` : sql`jsonb_build_object('custom', s.custom)`} from changed c, said s
        )
        select f.as_read, f.may_own, s.unfit from found f, said s`),
      shownStatement(ctx, prospectId),
      mergedStatement(ctx, prospectId),
    ]);
    const found = done.rows[0];
    if (!found || !shown.rows[0]) throw goneProblem(z.string().optional().parse(merged.rows[0]?.root));
    if (!found.as_read) throw new ProblemError('conflict', 'Somebody has changed this person since you looked.');
    if (!found.may_own)
      throw new ProblemError('invalid', NO_MEMBER, { issues: [{ path: 'ownerId', message: NO_MEMBER }] });
    const unfit = z.array(z.string()).parse(found.unfit);
    if (unfit.length > 0) {
      throw new ProblemError('invalid', NO_VALUE, {
        issues: unfit.map((key) => ({ path: `custom.${key}`, message: NO_VALUE })),
      });
    }
    ctx.later(publish(ctx, { type: 'records', changed: [prospectId] }));
    return row.parse(shown.rows[0]).shown;
  } catch (error) {
    if (databaseError(error)?.constraint !== 'prospects_owner') throw error;
    throw new ProblemError('invalid', NO_MEMBER, { issues: [{ path: 'ownerId', message: NO_MEMBER }] });
  }
};

/** What the workspace itself keeps of a prospect. Throws `not_found`, `merged`. */
export const readRecord = async (ctx: Ctx, prospectId: string): Promise<ChangedProspect> => {
  const [shown, merged] = await ctx.db.batch([shownStatement(ctx, prospectId), mergedStatement(ctx, prospectId)]);
  if (!shown.rows[0]) throw goneProblem(z.string().optional().parse(merged.rows[0]?.root));
  return row.parse(shown.rows[0]).shown;
};
