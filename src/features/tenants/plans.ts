import { type SQL, sql } from 'drizzle-orm';
import { PLANS, type Plan } from './contract.ts';
import type { BillingState } from './gate.ts';

/** What a plan allows. Each is a whole number; a tenant may have been granted another one. */
export type Limits = {
  members: number;
  /** People in the workspace, the deleted not counted. */
  prospects: number;
  creditsPerMonth: number;
  /** Requests a minute of the whole workspace. */
  requestsPerMinute: number;
  /** Rows of one exported file. */
  exportRows: number;
  /** How long one statement of a person may keep the database; `app.enter` sets the same by plan. */
  statementTimeoutMs: number;
  /** Pieces of background work at a time. */
  jobs: number;
};

const LIMITS: Record<Plan, Limits> = {
  free: {
    members: 3,
    prospects: 25_000,
    creditsPerMonth: 200,
    requestsPerMinute: 6_000,
    exportRows: 25_000,
    statementTimeoutMs: 5_000,
    jobs: 2,
  },
  pro: {
    members: 25,
    prospects: 2_000_000,
    creditsPerMonth: 10_000,
    requestsPerMinute: 30_000,
    exportRows: 1_000_000,
    statementTimeoutMs: 10_000,
    jobs: 4,
  },
  enterprise: {
    members: 1_000,
    prospects: 20_000_000,
    creditsPerMonth: 200_000,
    requestsPerMinute: 120_000,
    exportRows: 20_000_000,
    statementTimeoutMs: 20_000,
    jobs: 10,
  },
};

const isPlan = (text: string): text is Plan => (PLANS as readonly string[]).includes(text);

export type PlanState = Pick<BillingState, 'billing'> & { plan: string; limits: Partial<Limits> };

/** The plan that counts: a trial is one of `pro`, so that what is bought can be tried. An unknown plan is the smallest. */
export const planOf = ({ plan, billing }: Pick<PlanState, 'plan' | 'billing'>): Plan => {
  const named = isPlan(plan) ? plan : 'free';
  return billing === 'trialing' && named === 'free' ? 'pro' : named;
};

/** What a tenant may use: its plan's limits, and over them what it was granted. */
export const limitsOf = (state: PlanState): Limits => ({ ...LIMITS[planOf(state)], ...state.limits });

/** The same in SQL, for a statement that reads `tenants t`: a limit is judged where what it limits is changed. */
export const limitSql = (key: keyof Limits): SQL => {
  const byPlan = JSON.stringify(Object.fromEntries(PLANS.map((plan) => [plan, LIMITS[plan][key]])));
  return sql`coalesce((t.limits ->> ${key})::bigint, (${byPlan}::jsonb ->>
    case when t.billing = 'trialing' and t.plan = 'free' then 'pro' else t.plan end)::bigint)`;
};
