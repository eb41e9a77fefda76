import { desc, eq, isNull } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { domainEvents, domains } from '../../db/schema/tenancy.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { domainDetail, domainPage } from './contract.ts';
import { viewDetail, viewDomain } from './view.ts';

/** Lines of a timeline shown: a domain that drifts each hour fills a week. */
const EVENTS_MAX = 200;

/** The domains of the tenant, newest first, without the removed ones. */
export const listDomains = async (ctx: Ctx): Promise<z.input<typeof domainPage>> => {
  const rows = await ctx.db.select().from(domains).where(isNull(domains.removedAt)).orderBy(desc(domains.id));
  return { items: await Promise.all(rows.map((row) => viewDomain(ctx, row))), nextCursor: null };
};

/** One domain with its timeline, a removed one too. A foreign one answers as a missing one. */
export const getDomain = async (ctx: Ctx, domainId: string): Promise<z.input<typeof domainDetail>> => {
  const [[row], events] = await ctx.db.batch([
    ctx.db.select().from(domains).where(eq(domains.id, domainId)),
    ctx.db
      .select()
      .from(domainEvents)
      .where(eq(domainEvents.domainId, domainId))
      .orderBy(desc(domainEvents.createdAt), desc(domainEvents.id))
      .limit(EVENTS_MAX),
  ]);
  if (!row) throw new ProblemError('not_found');
  return viewDetail(ctx, row, events);
};
