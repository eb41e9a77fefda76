import { eq } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { tenants } from '../../db/schema/tenancy.ts';
import { actorScopes } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { me } from './contract.ts';

/** Who the caller is, where, and what they may do. */
export const readMe = async (ctx: Ctx): Promise<z.input<typeof me>> => {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw new ProblemError('forbidden');
  const [tenant] = await ctx.db
    .select({ id: tenants.id, slug: tenants.slug, name: tenants.name, plan: tenants.plan, billing: tenants.billing })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  if (!tenant) throw new ProblemError('unauthenticated');
  return {
    user: { id: actor.userId, name: actor.name, email: actor.email },
    tenant: { ...tenant, billing: tenant.billing as z.input<typeof me>['tenant']['billing'] },
    role: actor.role,
    scopes: [...actorScopes(actor)],
  };
};
