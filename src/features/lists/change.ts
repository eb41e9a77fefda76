import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { lists } from '../../db/schema/lists.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { type List, type ListPatch, list } from './contract.ts';
import { shownList } from './read.ts';
import { invalid, named, recorded } from './record.ts';
import { isSeen } from './sets.ts';

const answer = z.object({ list: list.nullable(), seen: z.boolean() });

/** Renames, describes, shares or hides a list. Throws `not_found`, and `invalid` for a name that one has. */
export const changeList = async (ctx: Ctx, id: string, patch: ListPatch): Promise<List> => {
  const { name, description, shared } = patch;
  const seen = isSeen(ctx, sql`l`);
  const { rows } = await named(() =>
    ctx.db.execute(sql`
      with l as (update ${lists} l set updated_at = now(), name = coalesce(${name ?? null}, l.name),
          description = case when ${description === undefined} then l.description else ${description || null} end,
          shared = coalesce(${shared ?? null}, l.shared)
        where l.id = ${id} and ${seen} and (${shared !== false} or l.created_by = ${actorId(ctx.actor)})
        returning l.*),
      a as (${recorded(ctx, 'list.changed', sql`${JSON.stringify(patch)}::jsonb`)})
      select (select ${shownList} from l) as list, exists (select from ${lists} l where l.id = ${id} and ${seen}) as seen`),
  );
  const changed = answer.parse(rows[0]);
  if (!changed.seen) throw new ProblemError('not_found');
  if (!changed.list) throw invalid('shared', 'Only who made a list can make it private.');
  return changed.list;
};

/** Deletes a list, so that it can be brought back with whoever is on it. Throws `not_found`. */
export const deleteList = async (ctx: Ctx, id: string): Promise<List> => {
  const { rows } = await ctx.db.execute(sql`
    with l as (update ${lists} l set deleted_at = now() where l.id = ${id} and ${isSeen(ctx, sql`l`)} returning l.*),
    a as (${recorded(ctx, 'list.deleted', sql`jsonb_build_object('name', l.name, 'people', l.people)`)})
    select ${shownList} as list from l`);
  return one(rows);
};

/** Brings a deleted list back; one that is there stays. Throws `not_found`, and `invalid` for a name that another has by now. */
export const restoreList = async (ctx: Ctx, id: string): Promise<List> => {
  const { rows } = await named(() =>
    ctx.db.execute(sql`
      with l as (update ${lists} l set deleted_at = null
        where l.id = ${id} and (l.shared or l.created_by = ${actorId(ctx.actor)}) returning l.*),
      a as (${recorded(ctx, 'list.restored', sql`jsonb_build_object('name', l.name)`)})
      select ${shownList} as list from l`),
  );
  return one(rows);
};

const one = ([row]: Record<string, unknown>[]): List => {
  if (!row) throw new ProblemError('not_found');
  return list.parse(row.list);
};
