import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { merges } from '../../db/schema/records.ts';
import { ProblemError } from '../../lib/problem.ts';
import { mergesAnswer } from './contract.ts';

/** Merges shown of one prospect: more of them are of the record alone. */
const SHOWN_MAX = 50;

/** The merges that a prospect survived, newest first. Throws `not_found` for a prospect that is not there. */
export const listMerges = async (ctx: Ctx, prospectId: string): Promise<z.output<typeof mergesAnswer>> => {
  const { rows } = await ctx.db.execute(sql`
    select coalesce((
      select jsonb_agg(jsonb_build_object(
          'id', m.id, 'survivorId', m.survivor_id, 'createdAt', m.created_at, 'undoneAt', m.undone_at, 'kept', m.kept,
          'createdByName', (select k.name from app.people() k where k.user_id = m.created_by),
          'merged', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'email', o.email, 'company', o.company)
              order by o.id), '[]') from prospects o where o.id = any (m.merged))) order by m.id desc)
        from (select * from ${merges} x where x.survivor_id = p.id order by x.id desc limit ${SHOWN_MAX}) m), '[]') as items
      from prospects p where p.id = ${prospectId} and p.deleted_at is null`);
  if (!rows[0]) throw new ProblemError('not_found');
  return mergesAnswer.parse(rows[0]);
};
