import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { domains } from '../../db/schema/tenancy.ts';
import { purgeHosts } from '../tenants/purge.ts';
import type { domainDetail } from './contract.ts';
import { tell } from './events.ts';
import { getDomain } from './read.ts';
import { watch } from './watch.ts';

/**
 * Stops a name for good. Its row and its timeline stay; what the network holds of it is taken away by its watch, which
 * tries until it is gone. Removing it again gives it as it is.
 */
export const removeDomain = async (ctx: Ctx, domainId: string): Promise<z.input<typeof domainDetail>> => {
  await ctx.db.execute(sql`
    with removed as (
      update ${domains} set state = 'removed', removed_at = now(), verified_at = null
       where id = ${domainId} and removed_at is null
      returning id),
    ${tell(ctx, sql`removed`, ['removed'])}
    select id from removed`);
  const detail = await getDomain(ctx, domainId);
  ctx.later(purgeHosts(ctx.env, ctx.tenantId));
  watch(ctx, domainId);
  return detail;
};
