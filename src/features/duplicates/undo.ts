import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { merges } from '../../db/schema/records.ts';
import { activity, audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { publish } from '../activity/publish.ts';
import { keptChange, type UndoneMerge } from './contract.ts';

const answer = z.object({ survivor_id: z.string(), merged: z.array(z.string()), kept: z.array(keptChange) });

const REFUSED: Readonly<Record<string, ProblemError>> = {
  EW424: new ProblemError('not_found'),
  EW410: new ProblemError('conflict', 'This merge was undone already.'),
  EW425: new ProblemError('conflict', 'A later merge stands on this one. Undo that first.'),
};

const holder = z.object({ id: z.string(), name: z.string() });

/** Whoever has the address by now that the survivor had before the merge, as a file may have brought since. */
const takenProblem = async (ctx: Ctx, mergeId: string): Promise<ProblemError> => {
  const { rows } = await ctx.db.execute(sql`
    select o.id, o.name from ${merges} m
      join ${prospects} o on o.email_key = m.journal #>> '{columns,email_key,from}' and o.deleted_at is null
     where m.id = ${mergeId}`);
  const other = rows[0] && holder.parse(rows[0]);
  return new ProblemError(
    'conflict',
    `${other?.name ?? 'Somebody else'} has an e-mail address of this merge by now. Change or merge them first.`,
    other ? { action: `/prospects/${other.id}` } : {},
  );
};

/**
 * Takes a merge apart: each prospect is as it was, in one transaction. What was changed since on the survivor stays so,
 * and is told. Throws `not_found` for a merge that is not there, `conflict` for one that was undone, that a later one
 * stands on, or whose survivor’s address is somebody else’s by now.
 */
export const undoMerge = async (ctx: Ctx, mergeId: string): Promise<UndoneMerge> => {
  ctx.require('prospects:write');
  const actor = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  const said = sql`'prospect', m.survivor_id::text, jsonb_build_object('mergeId', m.id, 'restored', to_jsonb(m.merged), 'kept', m.kept)`;
  try {
    const [, , , rows] = await ctx.db.batch([
      ctx.db.execute(sql`select app.undo_merge(${mergeId}, ${actorId(ctx.actor)})`),
      ctx.db.execute(sql`
        insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select ${actor}, 'prospect.unmerged', ${said} from ${merges} m where m.id = ${mergeId}`),
      ctx.db.execute(sql`
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${actor}, ${ctx.requestId}, 'prospect.unmerged', ${said} from ${merges} m where m.id = ${mergeId}`),
      ctx.db.execute(sql`
        select m.survivor_id, to_jsonb(m.merged) as merged, m.kept from ${merges} m where m.id = ${mergeId}`),
    ]);
    const { survivor_id: survivorId, merged, kept } = answer.parse(rows.rows[0]);
    ctx.later(publish(ctx, { type: 'records', changed: [survivorId, ...merged] }));
    return { mergeId, survivorId, restored: merged, kept };
  } catch (error) {
    if (databaseError(error)?.constraint === 'prospects_email') throw await takenProblem(ctx, mergeId);
    throw REFUSED[databaseError(error)?.code ?? ''] ?? error;
  }
};
