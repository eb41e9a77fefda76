import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { duplicates } from '../../db/schema/records.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { dismissed } from './contract.ts';

const row = z.object({ state: z.string() });

/**
 * Says that a pair is two people (`dismissed`), which is never proposed again, or takes that back (`open`). Throws
 * `not_found` for a pair that is not there, `conflict` for one that was merged meanwhile.
 */
export const decideDuplicate = async (
  ctx: Ctx,
  duplicateId: string,
  state: 'dismissed' | 'open',
): Promise<z.output<typeof dismissed>> => {
  ctx.require('prospects:write');
  const from = state === 'dismissed' ? 'open' : 'dismissed';
  const decided = state === 'dismissed';
  const [, now] = await ctx.db.batch([
    ctx.db.execute(sql`
      with changed as (
        update ${duplicates} d set state = ${state}, decided_at = case when ${decided} then now() end,
               decided_by = case when ${decided} then ${actorId(ctx.actor)}::text end
         where d.id = ${duplicateId} and d.state = ${from}
        returning d.*)
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text, ${ctx.requestId},
             ${decided ? 'duplicate.dismissed' : 'duplicate.reopened'}, 'duplicate', c.id::text,
             jsonb_build_object('prospects', jsonb_build_array(c.a_id, c.b_id)) from changed c`),
    ctx.db.execute(sql`select d.state from ${duplicates} d where d.id = ${duplicateId}`),
  ]);
  if (!now.rows[0]) throw new ProblemError('not_found');
  const is = row.parse(now.rows[0]).state;
  if (is !== state) throw new ProblemError('conflict', is === 'merged' ? 'The two were merged.' : undefined);
  return { id: duplicateId, state };
};
