import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import {
  creditAccounts,
  creditBudgets,
  creditCounters,
  creditTransfers,
  teamMembers,
} from '../../db/schema/credits.ts';
import { tenants } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { limitSql } from '../tenants/plans.ts';
import type { Cap } from './contract.ts';

const figure = z.int();
const moment = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());

/** An account, its budgets, and what the caller and the workspace have used of them. */
const standing = z.object({
  granted: figure,
  reserved: figure,
  spent: figure,
  refunded: figure,
  training: z.boolean(),
  play_granted: figure,
  play_reserved: figure,
  play_spent: figure,
  plan: figure,
  month_from: moment,
  month_to: moment,
  day_used: figure,
  month_used: figure,
  member_used: figure,
  team_used: figure,
  run_budget: figure.nullable(),
  member_budget: figure.nullable(),
  team_budget: figure.nullable(),
  day_budget: figure.nullable(),
  month_budget: figure.nullable(),
});
export type Standing = z.infer<typeof standing>;

/** A row with `standing`, of the caller's own workspace and months, or those of another `me`. */
export const standingStatement = (ctx: Ctx, me: string | SQL = actorId(ctx.actor)) => {
  const used = (scope: string, subject: string | SQL, period: string) => sql`coalesce((
    select c.used from ${creditCounters} c where c.scope = ${scope} and c.subject = ${subject}
       and c.period = to_char(now() at time zone 'UTC', ${period})), 0)`;
  const budget = (scope: string, subject: string | SQL = '') => sql`(
    select b.credits from ${creditBudgets} b where b.scope = ${scope} and b.subject in ('', ${subject})
     order by b.subject desc limit 1)`;
  const team = sql`(select x.team_id::text from ${teamMembers} x where x.user_id = ${me})`;
  return ctx.db.execute(sql`
    with m as (select date_trunc('month', now(), 'UTC') as starts)
    select jsonb_build_object(
      'granted', coalesce(a.granted, 0), 'reserved', coalesce(a.reserved, 0), 'spent', coalesce(a.spent, 0),
      'refunded', (select coalesce(sum(f.amount), 0) from ${creditTransfers} f where f.kind = 'bounce' and not f.play),
      'training', coalesce(a.training, false), 'play_granted', coalesce(a.play_granted, 0),
      'play_reserved', coalesce(a.play_reserved, 0), 'play_spent', coalesce(a.play_spent, 0),
      'plan', ${limitSql('creditsPerMonth')}, 'month_from', m.starts, 'month_to', m.starts + interval '1 month',
      'day_used', ${used('day', '', 'YYYY-MM-DD')}, 'month_used', ${used('month', '', 'YYYY-MM')},
      'member_used', ${used('member', me, 'YYYY-MM')}, 'team_used', ${used('team', team, 'YYYY-MM')},
      'team_budget', (select b.credits from ${creditBudgets} b where b.scope = 'team' and b.subject = ${team}),
      'run_budget', ${budget('run')}, 'member_budget', ${budget('member', me)}, 'day_budget', ${budget('day')},
      'month_budget', ${budget('month')}
    ) as standing
      from ${tenants} t cross join m left join ${creditAccounts} a on a.tenant_id = t.id`);
};

export const readStanding = ({ rows }: { rows: Record<string, unknown>[] }): Standing =>
  standing.parse(rows[0]?.standing);

export type CapState = { cap: Cap; limit: number; used: number; left: number };

const state = (cap: Cap, limit: number | null, used: number): CapState[] =>
  limit === null ? [] : [{ cap, limit, used, left: Math.max(0, limit - used) }];

/** What limits the caller now, in the order in which it is looked at. Play credits are limited by their balance alone. */
export const capsOf = (s: Standing): CapState[] =>
  s.training
    ? state('balance', s.play_granted, s.play_reserved + s.play_spent)
    : [
        ...state('balance', s.granted, s.reserved + s.spent),
        ...state('run', s.run_budget, 0),
        ...state('member', s.member_budget, s.member_used),
        ...state('team', s.team_budget, s.team_used),
        ...state('day', s.day_budget, s.day_used),
        ...state('month', s.month_budget, s.month_used),
        ...state('plan', s.plan, s.month_used),
      ];

/** What would stop an enrichment first: already at its median, or only at its worst; null where nothing would. */
export const bindingOf = (
  caps: readonly CapState[],
  cost: { median: number; worst: number; medianPerRun: number; worstPerRun: number },
): { cap: Cap; at: 'median' | 'worst'; left: number } | null => {
  for (const at of ['median', 'worst'] as const) {
    const least = caps
      .filter(({ cap, left }) => left < (cap === 'run' ? cost[`${at}PerRun`] : cost[at]))
      .sort((a, b) => a.left - b.left)[0];
    if (least) return { cap: least.cap, at, left: least.left };
  }
  return null;
};
