import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';

/** The entry of the record for each row of `l`, a part of the same statement. `detail` may speak of `l`. */
export const recorded = (ctx: Ctx, verb: string, detail: SQL): SQL => sql`
  insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
  select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, ${verb}, 'list', l.id::text, ${detail} from l`;

export const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('invalid', message, { issues: [{ path, message }] });

/** Runs a change; a name that another one has is refused in words. */
export const named = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (databaseError(error)?.constraint === 'lists_name') throw invalid('name', 'There is a list of this name.');
    throw error;
  }
};
