import type { Ctx } from '../../ctx.ts';
import { actorId } from '../../lib/actor.ts';
import { FLAGS, type FlagKey, isOnFor } from '../../lib/flags.ts';
import { flagClient } from './provider.ts';

/** Whether something is on for the caller of a request. Judged by the tenant's record, which the database checks. */
export const isOn = async (ctx: Ctx, key: FlagKey): Promise<boolean> => {
  const { otherwise } = FLAGS[key];
  if (!ctx.tenant) return otherwise;
  const { flags } = ctx.tenant;
  return flagClient.getBooleanValue(key, otherwise, { targetingKey: actorId(ctx.actor), flags });
};

/** Every flag that the code asks for or the platform names, as it is for the caller. */
export const flagsOf = async (ctx: Ctx): Promise<Record<string, boolean>> => {
  const { flags = {} } = ctx.tenant ?? {};
  const member = actorId(ctx.actor);
  const named = Object.entries(flags).map(([key, flag]) => [key, isOnFor(key, flag, member)] as const);
  const known = Object.entries(FLAGS).map(([key, { otherwise }]) => [key, otherwise] as const);
  return Object.fromEntries([...known, ...named]);
};
