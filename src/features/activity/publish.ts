import type { Ctx } from '../../ctx.ts';

/** Tells everyone of the tenant who is looking. News may be lost; nothing rests on it. */
export const publish = async (ctx: Ctx, message: { type: string } & Record<string, unknown>): Promise<void> => {
  try {
    await ctx.env.HUB.getByName(ctx.tenantId).publish(JSON.stringify(message));
  } catch (error) {
    ctx.log.warn('not published', { error, type: message.type });
  }
};
