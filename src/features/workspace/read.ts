import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { formerSlugs, tenants } from '../../db/schema/tenancy.ts';
import { ProblemError } from '../../lib/problem.ts';
import { BILLING_STATES } from '../access/contract.ts';
import { gateOf } from '../tenants/gate.ts';
import { planOf } from '../tenants/plans.ts';
import type { Workspace } from './contract.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** The statements that a workspace is read by, for a batch of their own or with a change before them. */
export const workspaceStatements = (ctx: Ctx) =>
  [
    ctx.db.select().from(tenants),
    ctx.db.select().from(formerSlugs).where(sql`ends_at > now()`).orderBy(formerSlugs.endsAt),
  ] as const;

export const viewWorkspace = (
  ctx: Ctx,
  [tenant]: (typeof tenants.$inferSelect)[],
  former: (typeof formerSlugs.$inferSelect)[],
): Workspace => {
  if (!tenant) throw new ProblemError('unauthenticated');
  const billing = z.enum(BILLING_STATES).parse(tenant.billing);
  const ends = { trialEndsAt: iso(tenant.trialEndsAt), graceEndsAt: iso(tenant.graceEndsAt) };
  return {
    id: tenant.id,
    slug: tenant.slug,
    name: tenant.name,
    host: `${tenant.slug}.${ctx.env.APP_DOMAIN}`,
    plan: planOf({ plan: tenant.plan, billing: 'active' }),
    billing,
    gate: gateOf({ billing, ...ends }, ctx.now()),
    ...ends,
    suspendedReason: tenant.suspendedReason,
    formerSlugs: former.map((f) => ({ slug: f.slug, endsAt: f.endsAt.toISOString() })),
  };
};

export const readWorkspace = async (ctx: Ctx): Promise<Workspace> => {
  const [tenant, former] = await ctx.db.batch(workspaceStatements(ctx));
  return viewWorkspace(ctx, tenant, former);
};
