import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { audit, tenants } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { isSlug } from '../tenants/host-name.ts';
import { purgeHosts } from '../tenants/purge.ts';
import type { Workspace, workspaceChange } from './contract.ts';
import { viewWorkspace, workspaceStatements } from './read.ts';

const refused = (message: string) => new ProblemError('invalid', message, { issues: [{ path: 'slug', message }] });

/**
 * Gives a workspace another name or another slug. The slug before leads to the new one until its end. Throws `invalid`
 * for a slug that cannot be one or that somebody has.
 */
export const changeWorkspace = async (ctx: Ctx, change: z.output<typeof workspaceChange>): Promise<Workspace> => {
  ctx.require('tenant:manage');
  const { name, slug } = change;
  if (slug !== undefined && !isSlug(slug)) {
    throw refused('Three to forty letters, digits and hyphens, and none of the names that we keep.');
  }
  try {
    const [, , tenant, former] = await ctx.db.batch([
      ctx.db
        .update(tenants)
        .set({ name: sql`coalesce(${name ?? null}, name)`, slug: sql`coalesce(${slug ?? null}, slug)` })
        .where(sql`(name, slug) is distinct from (coalesce(${name ?? null}, name), coalesce(${slug ?? null}, slug))`),
      ctx.db.insert(audit).values({
        actorKind: ctx.actor.kind,
        actorId: actorId(ctx.actor),
        requestId: ctx.requestId,
        verb: 'workspace.changed',
        subjectType: 'tenant',
        subjectId: ctx.tenantId,
        detail: { ...change },
      }),
      ...workspaceStatements(ctx),
    ]);
    ctx.later(purgeHosts(ctx.env, ctx.tenantId));
    return viewWorkspace(ctx, tenant, former);
  } catch (error) {
    const constraint = databaseError(error)?.constraint;
    if (constraint === 'tenants_slug' || constraint === 'former_slugs_slug')
      throw refused('Somebody has this address.');
    throw error;
  }
};
