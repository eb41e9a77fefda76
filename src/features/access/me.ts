import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { tenants } from '../../db/schema/tenancy.ts';
import { actorScopes } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { flagsOf } from '../flags/flags.ts';
import { gateOf } from '../tenants/gate.ts';
import { BILLING_STATES, type me } from './contract.ts';

/** Who the caller is, where, and what they may do. */
export const readMe = async (ctx: Ctx): Promise<z.input<typeof me>> => {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw new ProblemError('forbidden');
  const [tenant] = await ctx.db
    .select({
      id: tenants.id,
      slug: tenants.slug,
      name: tenants.name,
      plan: tenants.plan,
      billing: tenants.billing,
      trialEndsAt: tenants.trialEndsAt,
      graceEndsAt: tenants.graceEndsAt,
    })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  if (!tenant) throw new ProblemError('unauthenticated');
  const ends = {
    trialEndsAt: tenant.trialEndsAt?.toISOString() ?? null,
    graceEndsAt: tenant.graceEndsAt?.toISOString() ?? null,
  };
  const gate = gateOf({ billing: tenant.billing, ...ends }, ctx.now());
  return {
    user: { id: actor.userId, name: actor.name, email: actor.email },
    tenant: { ...tenant, billing: z.enum(BILLING_STATES).parse(tenant.billing), ...ends, gate },
    flags: await flagsOf(ctx),
    role: actor.role,
    scopes: [...actorScopes(actor)],
    ...(actor.impersonation && { impersonation: { by: actor.name, until: actor.impersonation.until } }),
  };
};
