import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { creditBudgets, creditCounters, teamMembers } from '../../db/schema/credits.ts';
import { audit, members } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { cutPage, pageOfPeople, person, personColumns, viewPerson } from '../access/members.ts';
import type { memberBudget, spendersAnswer, spendersQuery } from './contract.ts';

const figure = z.coerce.number();
const spenders = z.array(person.extend({ team_id: z.string().nullable(), budget: figure.nullable(), used: figure }));
const stands = z.object({ member_id: z.string(), budget: figure.nullable(), used: figure });

/** What somebody has used of this month, as SQL. */
const usedBy = (subject: ReturnType<typeof sql>) => sql`coalesce((
  select c.used from ${creditCounters} c where c.scope = 'member' and c.subject = ${subject}
     and c.period = to_char(now() at time zone 'UTC', 'YYYY-MM')), 0)`;
const budgetOf = (subject: ReturnType<typeof sql>) =>
  sql`(select b.credits from ${creditBudgets} b where b.scope = 'member' and b.subject = ${subject})`;

/** One page of what each member may use in a month and has used: one round trip. */
export const readSpenders = async (
  ctx: Ctx,
  query: z.output<typeof spendersQuery>,
): Promise<z.input<typeof spendersAnswer>> => {
  const { rows } = await ctx.db.execute(sql`
    select ${personColumns}, (select x.team_id from ${teamMembers} x where x.user_id = p.user_id) as team_id,
           ${budgetOf(sql`p.user_id`)} as budget, ${usedBy(sql`p.user_id`)} as used
      from app.people() p ${pageOfPeople(query)}`);
  const { items, nextCursor } = cutPage(spenders.parse(rows), query);
  return {
    items: items.map((one) => ({ ...viewPerson(ctx, one), teamId: one.team_id, budget: one.budget, used: one.used })),
    nextCursor,
  };
};

/**
 * Gives a member a budget of their own in credits a month, or takes it away with null. It holds from the next call on.
 * Throws `not_found` for a member that there is none of.
 */
export const setMemberBudget = async (
  ctx: Ctx,
  memberId: string,
  budget: number | null,
): Promise<z.input<typeof memberBudget>> => {
  ctx.require('tenant:manage');
  const [, state] = await ctx.db.batch([
    ctx.db.execute(sql`
      with who as (select m.user_id, ${budgetOf(sql`m.user_id`)} as before from ${members} m where m.user_id = ${memberId}),
      gone as (
        delete from ${creditBudgets} b using who
         where b.scope = 'member' and b.subject = who.user_id and ${budget}::bigint is null),
      put as (
        insert into ${creditBudgets} (scope, subject, credits)
        select 'member', who.user_id, ${budget}::bigint from who where ${budget}::bigint is not null
        on conflict (tenant_id, scope, subject) do update set credits = excluded.credits)
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, 'credits.member_budget_set', 'member', who.user_id,
             jsonb_build_object('budget', ${budget}::bigint, 'before', who.before)
        from who where who.before is distinct from ${budget}::bigint`),
    ctx.db.execute(sql`
      select m.user_id as member_id, ${budgetOf(sql`m.user_id`)} as budget, ${usedBy(sql`m.user_id`)} as used
        from ${members} m where m.user_id = ${memberId}`),
  ]);
  if (!state.rows[0]) throw new ProblemError('not_found');
  const { member_id, ...rest } = stands.parse(state.rows[0]);
  return { memberId: member_id, ...rest };
};
