import type { Ctx } from '../../ctx.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { Env } from '../../platform/env.ts';

/** Seconds after which a caller may ask again when the watch did not answer. */
const RETRY_AFTER_S = 2;

/** One object per domain: its looks come one after the other, however many ask. */
const watcherOf = (env: Env, tenantId: string, domainId: string) =>
  env.DOMAIN_WATCH.getByName(`${tenantId}:${domainId}`);

/** Has a domain looked after from now on. May be lost: the sweep finds what nobody looks after. */
export const watch = (ctx: Ctx, domainId: string): void =>
  ctx.later(watcherOf(ctx.env, ctx.tenantId, domainId).watch(ctx.tenantId, domainId));

/** The same for a domain of any tenant, waited for. */
export const watchDomain = (env: Env, tenantId: string, domainId: string): Promise<void> =>
  watcherOf(env, tenantId, domainId).watch(tenantId, domainId);

/** Looks at a domain at once; what has just been looked at is not looked at again. */
export const checkNow = async (ctx: Ctx, domainId: string): Promise<void> => {
  try {
    await watcherOf(ctx.env, ctx.tenantId, domainId).check(ctx.tenantId, domainId);
  } catch (error) {
    throw new ProblemError('unavailable', 'We could not look just now.', { retryAfter: RETRY_AFTER_S, cause: error });
  }
};
