import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { audit, domainEvents } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import type { EventKind } from './contract.ts';

/**
 * The parts of a statement that write what happened to the domains whose ids `changed` gives: lines of their timelines,
 * and the audit. Put them after the change, separated by a comma, so that either all of it is written or nothing.
 */
export const tell = (ctx: Ctx, changed: SQL, kinds: readonly EventKind[]): SQL => {
  const events = JSON.stringify(kinds);
  return sql`
    told as (
      insert into ${domainEvents} (domain_id, kind)
      select c.id, k.kind from ${changed} c, jsonb_array_elements_text(${events}::jsonb) with ordinality k(kind, place)
       order by k.place),
    recorded as (
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id)
      select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, 'domain.' || k.kind, 'domain', c.id::text
        from ${changed} c, jsonb_array_elements_text(${events}::jsonb) k(kind))`;
};
