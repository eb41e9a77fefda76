import type { Ctx } from '../../ctx.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';

/** The record of a change, for the transaction of the change. */
export const record = (
  ctx: Ctx,
  verb: string,
  subjectType: string,
  subjectId: string,
  detail: Record<string, unknown>,
) =>
  ctx.db.insert(audit).values({
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    requestId: ctx.requestId,
    verb,
    subjectType,
    subjectId,
    detail,
  });
