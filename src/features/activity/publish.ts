import type { Ctx } from '../../ctx.ts';
import { SESSION_HEADER, TENANT_HEADER } from '../../platform/env.ts';

/** Tells everyone of the tenant who is looking. News may be lost; nothing rests on it. */
export const publish = async (ctx: Ctx, message: { type: string } & Record<string, unknown>): Promise<void> => {
  try {
    await ctx.env.HUB.getByName(ctx.tenantId).publish(JSON.stringify(message));
  } catch (error) {
    ctx.log.warn('not published', { error, type: message.type });
  }
};

/** Takes a tenant's live socket for an actor that was judged to be let in. */
export const openSocket = (ctx: Ctx, request: Request): Promise<Response> => {
  const headers = new Headers(request.headers);
  headers.set(SESSION_HEADER, ctx.actor.kind === 'member' ? ctx.actor.sessionId : '');
  headers.set(TENANT_HEADER, ctx.tenantId);
  return ctx.env.HUB.getByName(ctx.tenantId).fetch(new Request(request, { headers }));
};
