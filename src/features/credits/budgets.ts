import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { creditBudgets } from '../../db/schema/credits.ts';
import { members } from '../../db/schema/tenancy.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { Budgets, BudgetsBody } from './contract.ts';
import { record } from './record.ts';

/** The scopes that are set together; a team's budget is set with the team. */
const SCOPES = ['run', 'member', 'day', 'month'] as const;
const rows = z.array(z.object({ scope: z.enum(SCOPES), subject: z.string(), credits: z.coerce.number() }));
type Rows = z.infer<typeof rows>;

const budgetsStatement = (ctx: Ctx) =>
  ctx.db.execute(
    sql`select scope, subject, credits from ${creditBudgets} where scope <> 'team' order by scope, subject`,
  );

const viewBudgets = (found: Rows): Budgets => {
  const of = (scope: Rows[number]['scope']) =>
    found.find((one) => one.scope === scope && one.subject === '')?.credits ?? null;
  return {
    run: of('run'),
    member: of('member'),
    members: found
      .filter(({ scope, subject }) => scope === 'member' && subject !== '')
      .map(({ subject, credits }) => ({ memberId: subject, credits })),
    day: of('day'),
    month: of('month'),
  };
};

export const readBudgets = async (ctx: Ctx): Promise<Budgets> =>
  viewBudgets(rows.parse((await budgetsStatement(ctx)).rows));

/** Sets the hard caps anew: they hold from the next call on. Those of single members only where they are given. Throws `invalid` for a member that there is none of. */
export const setBudgets = async (ctx: Ctx, budgets: BudgetsBody): Promise<Budgets> => {
  ctx.require('tenant:manage');
  const { members: own = [], ...general } = budgets;
  const kept = budgets.members ? sql`false` : sql`scope = 'member' and subject <> ''`;
  const set = Object.entries(general).flatMap(([scope, credits]) =>
    credits === null ? [] : [{ scope, subject: '', credits }],
  );
  // Named twice, the later counts.
  const named = [...new Map(own.map((one) => [one.memberId, one.credits]))].map(([subject, credits]) => ({
    scope: 'member',
    subject,
    credits,
  }));
  try {
    const batch = await ctx.db.batch([
      ctx.db.execute(sql`
        select app.assert_equal((select count(*) from ${members} where user_id in (
          select jsonb_array_elements_text(${JSON.stringify(named.map(({ subject }) => subject))}::jsonb))), ${named.length}::bigint)`),
      ctx.db.execute(sql`delete from ${creditBudgets} where scope <> 'team' and not (${kept})`),
      ctx.db.execute(sql`
        insert into ${creditBudgets} (scope, subject, credits)
        select scope, subject, credits from jsonb_to_recordset(${JSON.stringify([...set, ...named])}::jsonb)
          as b (scope text, subject text, credits bigint)`),
      record(ctx, 'credits.budgets_set', 'tenant', ctx.tenantId, { ...budgets }),
      budgetsStatement(ctx),
    ]);
    return viewBudgets(rows.parse(batch[4].rows));
  } catch (error) {
    if (databaseError(error)?.code !== 'EW410') throw error;
    const message = 'One of them is no member of this workspace.';
    throw new ProblemError('invalid', message, { issues: [{ path: 'members', message }] });
  }
};
