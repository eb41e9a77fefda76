import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';

/**
 * The row of the audit for a verb on an import or an upload: put it into the batch of the change itself. `when` says, to the
 * database as it is then, whether there was one.
 */
export const record = (
  ctx: Ctx,
  verb: string,
  subject: { type: 'import' | 'upload'; id: string },
  detail: Record<string, unknown> = {},
  when: SQL = sql`true`,
) =>
  ctx.db.execute(sql`
    insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
    select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, ${verb}, ${subject.type}, ${subject.id},
      ${JSON.stringify(detail)}::jsonb where ${when}`);
