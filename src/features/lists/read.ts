import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { listMembers, lists } from '../../db/schema/lists.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { LISTS_MAX, type List, type Lists, type ListsOfPerson, list, listsOfPerson } from './contract.ts';
import { isSeen } from './sets.ts';

/** The list `l` as the API shows it. */
export const shownList = sql`jsonb_build_object(
  'id', l.id, 'name', l.name, 'description', l.description, 'shared', l.shared, 'people', l.people,
  'createdBy', l.created_by, 'createdByName', (select p.name from app.people() p where p.user_id = l.created_by),
  'createdAt', l.created_at, 'updatedAt', l.updated_at, 'deletedAt', l.deleted_at)`;

const shown = (rows: Record<string, unknown>[]): List[] => rows.map((row) => list.parse(row.list));

/** All lists that the caller sees, by name; or those that were deleted, the newest first. One round trip. */
export const readLists = async (ctx: Ctx, deleted = false): Promise<Lists> => {
  const which = deleted
    ? sql`l.deleted_at is not null and (l.shared or l.created_by = ${actorId(ctx.actor)}) order by l.deleted_at desc, l.id`
    : sql`${isSeen(ctx, sql`l`)} order by lower(l.name), l.id`;
  const { rows } = await ctx.db.execute(sql`
    select ${shownList} as list from ${lists} l where ${which} limit ${LISTS_MAX}`);
  return { items: shown(rows) };
};

/** One list. Throws `not_found`. */
export const readList = async (ctx: Ctx, id: string): Promise<List> => {
  const { rows } = await ctx.db.execute(sql`
    select ${shownList} as list from ${lists} l where l.id = ${id} and ${isSeen(ctx, sql`l`)}`);
  const [found] = shown(rows);
  if (!found) throw new ProblemError('not_found');
  return found;
};

const ofPerson = z.object({ there: z.boolean(), items: listsOfPerson.shape.items });

/** The lists that a person is on, of those that the caller sees, by name. Throws `not_found` where there is no such person. */
export const listsOf = async (ctx: Ctx, prospectId: string): Promise<ListsOfPerson> => {
  const { rows } = await ctx.db.execute(sql`
    select exists (select from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null) as there,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'shared', l.shared, 'people', l.people) order by lower(l.name), l.id)
          from ${listMembers} m join ${lists} l on l.id = m.list_id
         where m.prospect_id = ${prospectId} and ${isSeen(ctx, sql`l`)}), '[]') as items`);
  const { there, items } = ofPerson.parse(rows[0]);
  if (!there) throw new ProblemError('not_found');
  return { items };
};
