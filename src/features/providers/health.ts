import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { tenants } from '../../db/schema/tenancy.ts';
import { deadline } from '../../lib/deadline.ts';
import type { Env, GateFigures } from '../../platform/env.ts';
import { SOURCES, type Source } from '../prospects/contract.ts';
import { PLANS, type Plan } from '../tenants/contract.ts';
import { planOf } from '../tenants/plans.ts';
import type { GateHealth, ProvidersHealth } from './contract.ts';
import { POLICIES, shareOf } from './policies.ts';

/** A gate that says nothing in this long is shown as unknown. */
const LOOK_MAX_MS = 2_000;
const SECOND = 1_000;

const NAMES: Record<Source, string> = {
  apollo: 'Apollo',
  exa: 'Exa',
  contactout: 'ContactOut',
  edgar: 'SEC EDGAR',
  claude: 'Claude',
};

const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** How a gate treats its provider, in words. */
export const wordsOf = (provider: Source, figures: GateFigures | undefined, now: number): string => {
  const name = NAMES[provider];
  if (!figures) return `What watches over ${name} does not answer. Until it does, ${name} is not asked; work waits.`;
  const { state, until, blockedUntil, calls, failed } = figures;
  const seconds = (ms: number) => Math.max(1, Math.ceil((ms - now) / SECOND));
  if (blockedUntil !== null)
    return `${name} asked to be left alone for another ${seconds(blockedUntil)} s. Work waits.`;
  if (state === 'open') {
    return until > now
      ? `${name} failed too often and is left alone. One call tries it in ${seconds(until)} s; work waits.`
      : `${name} failed too often and is left alone. The next call tries whether it is well again.`;
  }
  if (state === 'half_open') return `One call tries whether ${name} is well again. Work waits for what comes of it.`;
  if (calls === 0) return `${name} was not asked in the last minute.`;
  return failed === 0 ? `${name} answers.` : `${name} answers; ${failed} of ${calls} calls of the last minute failed.`;
};

export const healthOf = (provider: Source, figures: GateFigures | undefined, now: number): GateHealth => {
  const { concurrency, lanes, pace } = POLICIES[provider];
  const lane = lanes.enrich;
  const own = lane
    ? { limit: lane.limit, windowSeconds: lane.windowMs / SECOND, used: figures?.used ?? 0 }
    : pace
      ? { limit: pace.perSecond + pace.burst, windowSeconds: 1, used: 0 }
      : null;
  return {
    provider,
    state: figures?.state ?? 'unknown',
    words: wordsOf(provider, figures, now),
    since: at(figures?.since ?? null),
    nextProbeAt: figures && figures.state !== 'closed' ? at(figures.until) : null,
    blockedUntil: at(figures?.blockedUntil ?? null),
    calls: figures?.calls ?? 0,
    failed: figures?.failed ?? 0,
    errorShare: figures && figures.calls > 0 ? figures.failed / figures.calls : null,
    inFlight: figures?.inFlight ?? 0,
    inFlightMax: concurrency,
    rate: own,
  };
};

const lookAt = async (
  env: Pick<Env, 'PROVIDER_GATE'>,
  provider: Source,
  who: { tenantId: string; plan: Plan },
): Promise<GateFigures | undefined> => {
  const ask = { provider, tenantId: who.tenantId, account: 'platform', maxWaitMs: 0, lane: 'enrich' } as const;
  try {
    const gate = env.PROVIDER_GATE.getByName(provider);
    return await deadline(gate.look({ ...ask, share: shareOf(provider, who.plan) }), LOOK_MAX_MS);
  } catch {
    return undefined;
  }
};

/** How all providers are treated, for those who run the platform. */
export const gatesHealth = (env: Pick<Env, 'PROVIDER_GATE'>): Promise<GateHealth[]> =>
  Promise.all(
    SOURCES.map(async (provider) =>
      healthOf(provider, await lookAt(env, provider, { tenantId: '', plan: 'pro' }), Date.now()),
    ),
  );

const isPlan = (text: string): text is Plan => (PLANS as readonly string[]).includes(text);

/** How all providers are treated, and what this workspace has used of its share of each. */
export const readProvidersHealth = async (ctx: Ctx): Promise<ProvidersHealth> => {
  ctx.require('tenant:manage');
  const { rows } = await ctx.db.execute<{ plan: string; billing: string }>(
    sql`select t.plan, t.billing from ${tenants} t where t.id = app.tenant()`,
  );
  const [row] = rows;
  const plan = planOf({
    plan: row && isPlan(row.plan) ? row.plan : 'free',
    billing: (row?.billing ?? 'active') as 'active',
  });
  const items = await Promise.all(
    SOURCES.map(async (provider) => {
      const share = shareOf(provider, plan);
      const figures = await lookAt(ctx.env, provider, { tenantId: ctx.tenantId, plan });
      const mine = share && { limit: share.limit, windowSeconds: share.windowMs / SECOND, used: figures?.mine ?? 0 };
      return { ...healthOf(provider, figures, Date.now()), mine };
    }),
  );
  return { items };
};
