import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { creditAccounts, creditCounters, creditLedger } from '../../db/schema/credits.ts';
import { imports } from '../../db/schema/imports.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { members, tenants } from '../../db/schema/tenancy.ts';
import { limitsOf, planOf } from '../tenants/plans.ts';
import type { Usage } from './contract.ts';

/** Consumers named for each limit. */
const BY_MAX = 10;

const by = z.array(
  z.object({ kind: z.enum(['import', 'role', 'source', 'member', 'job']), label: z.string(), value: z.int() }),
);
const answer = z.object({
  plan: z.string(),
  billing: z.string(),
  limits: z.record(z.string(), z.number()),
  period_from: z.iso.datetime({ offset: true }),
  period_to: z.iso.datetime({ offset: true }),
  granted: z.int(),
  reserved: z.int(),
  spent: z.int(),
  month_used: z.int(),
  prospects: z.int(),
  prospects_by: by,
  members: z.int(),
  members_by: by,
  credits_by: by,
  jobs: z.int(),
  jobs_by: by,
});

/** Rows as the list of what consumed a limit, most first. */
const listed = (kind: string, rows: ReturnType<typeof sql>) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('kind', ${kind}::text, 'label', label, 'value', value) order by value desc, label)
    from (select label, value from (${rows}) x where value > 0 order by value desc, label limit ${BY_MAX}) x), '[]')`;

const moment = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());

/** What the plan covers, what is used of it, and what used it: one round trip. */
export const readUsage = async (ctx: Ctx): Promise<Usage> => {
  const { rows } = await ctx.db.execute(sql`
    with month as (select date_trunc('month', now(), 'UTC') as from_at, date_trunc('month', now(), 'UTC') + interval '1 month' as to_at)
    select jsonb_build_object(
      'plan', t.plan, 'billing', t.billing, 'limits', t.limits, 'period_from', m.from_at, 'period_to', m.to_at,
      'granted', coalesce(a.granted, 0), 'reserved', coalesce(a.reserved, 0), 'spent', coalesce(a.spent, 0),
      'month_used', coalesce((select used from ${creditCounters}
        where scope = 'month' and subject = '' and period = to_char(m.from_at at time zone 'UTC', 'YYYY-MM')), 0),
      'prospects', coalesce((select n from prospect_facets where facet = 'all' and key = ''), 0),
      'prospects_by', ${listed('import', sql`select file_name as label, sum(rows_created) as value from ${imports} group by 1`)},
      'members', (select count(*) from ${members} where disabled_at is null),
      'members_by', ${listed('role', sql`select role as label, count(*) as value from ${members} where disabled_at is null group by 1`)},
      'credits_by', ${listed(
        'source',
        sql`
        select provider as label, sum(case state when 'settled' then settled - refunded when 'refunded' then 0 else reserved end) as value
          from ${creditLedger}, month where created_at >= month.from_at and not play group by 1`,
      )},
      'jobs', (select count(*) from ${jobs} where kind = 'import' and state = 'running'),
      'jobs_by', ${listed('job', sql`select title as label, count(*) as value from ${jobs} where kind = 'import' and state = 'running' group by 1`)}
    ) as usage
      from ${tenants} t cross join month m left join ${creditAccounts} a on a.tenant_id = t.id`);
  const u = answer.parse(rows[0]?.usage);
  const state = { plan: u.plan, billing: u.billing, limits: u.limits };
  const limits = limitsOf(state);
  return {
    plan: planOf(state),
    trial: u.billing === 'trialing',
    period: { from: moment.parse(u.period_from), to: moment.parse(u.period_to) },
    credits: { available: u.granted - u.reserved - u.spent, reserved: u.reserved },
    items: [
      { key: 'prospects', limit: limits.prospects, used: u.prospects, per: 'now', by: u.prospects_by },
      { key: 'creditsPerMonth', limit: limits.creditsPerMonth, used: u.month_used, per: 'month', by: u.credits_by },
      { key: 'members', limit: limits.members, used: u.members, per: 'now', by: u.members_by },
      { key: 'jobs', limit: limits.jobs, used: u.jobs, per: 'now', by: u.jobs_by },
      { key: 'requestsPerMinute', limit: limits.requestsPerMinute, used: null, per: 'minute', by: [] },
      { key: 'exportRows', limit: limits.exportRows, used: null, per: 'file', by: [] },
    ],
  };
};
