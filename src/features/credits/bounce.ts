import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { creditLedger } from '../../db/schema/credits.ts';
import { prospects, sourceResults } from '../../db/schema/prospects.ts';
import { activity, audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { bounceAnswer } from './contract.ts';
import { EMAIL_CREDITS } from './shares.ts';

/** Days after a call within which an address that bounces is paid back: later, people have changed their jobs. */
const BOUNCE_DAYS = 90;

const rows = z.array(
  z.object({ id: z.uuid(), provider: z.enum(['apollo', 'contactout']), credits: z.coerce.number() }),
);

/**
 * Takes note that mail to an address came back, and gives back what was paid for it: once for each call that brought it.
 * A member reports it, and later the mail provider's own word does. Throws `not_found` for a prospect that is not there.
 */
export const reportBounce = async (
  ctx: Ctx,
  prospectId: string,
  email: string,
): Promise<z.input<typeof bounceAnswer>> => {
  ctx.require('prospects:write');
  const actor = sql`${ctx.actor.kind}::text, ${actorId(ctx.actor)}::text`;
  const [person, given] = await ctx.db.batch([
    ctx.db.execute(sql`select from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`),
    ctx.db.execute(sql`
      with paid as (
        select l.id, l.provider, (${JSON.stringify(EMAIL_CREDITS)}::jsonb ->> l.provider)::bigint as price
          from ${creditLedger} l join ${sourceResults} s on s.run_id = l.run_id and s.source = l.provider
          join ${prospects} p on p.id = s.prospect_id and p.deleted_at is null
         where s.prospect_id = ${prospectId} and l.state = 'settled' and l.refunded = 0 and not l.play
           and l.created_at > now() - make_interval(days => ${BOUNCE_DAYS}) and ${JSON.stringify(EMAIL_CREDITS)}::jsonb ? l.provider
           and exists (select from jsonb_to_recordset(s.brought) as b (field text, value text)
             where b.field in ('email', 'personalEmail') and lower(b.value) = lower(${email}))
      ), refunded as materialized (
        select id, provider, app.refund_bounced(id, price, 'The address bounced') as credits from paid order by id
      ), given as (
        select * from refunded where credits > 0
      ), seen as (
        insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select ${actor}, 'credits.refunded', 'prospect', ${prospectId}, jsonb_build_object('credits', sum(credits))
          from given having count(*) > 0
      ), recorded as (
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${actor}, ${ctx.requestId}, 'credits.refunded', 'prospect', ${prospectId},
               jsonb_build_object('entries', jsonb_agg(id), 'credits', sum(credits)) from given having count(*) > 0
      )
      select id, provider, credits from given`),
  ]);
  if (person.rows.length === 0) throw new ProblemError('not_found');
  return {
    refunds: rows.parse(given.rows).map(({ id, provider, credits }) => ({ entryId: id, source: provider, credits })),
  };
};
