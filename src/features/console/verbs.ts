import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { sha256, toHex } from '../../lib/encode.ts';
import { originOf } from '../../platform/env.ts';
import { purgeHosts } from '../tenants/purge.ts';
import { ask, type ConsoleCtx } from './ask.ts';
import type { creditsBody, impersonateBody, impersonation, planBody, suspendBody, TenantDetail } from './contract.ts';
import { moment } from './moment.ts';
import { readTenant } from './tenants.ts';

/** Random bytes of a token: more than anyone can guess in a minute or ever. */
const TOKEN_BYTES = 32;

/** Does a verb to a workspace; gives the workspace as it is then. Its records at the edge are purged behind it. */
const change = async (ctx: ConsoleCtx, tenantId: string, call: SQL): Promise<TenantDetail> => {
  await ask(ctx, call);
  ctx.later(purgeHosts(ctx.env, tenantId));
  return readTenant(ctx, tenantId);
};

/** Closes a workspace to all but its owner's way to pay. The billing state that it had is kept for its return. */
export const suspend = (ctx: ConsoleCtx, id: string, { reason }: z.output<typeof suspendBody>) =>
  change(ctx, id, sql`app.console_suspend(${ctx.operator.sessionId}, ${ctx.requestId}, ${id}, ${reason})`);

export const resume = (ctx: ConsoleCtx, id: string, { reason }: z.output<typeof suspendBody>) =>
  change(ctx, id, sql`app.console_resume(${ctx.operator.sessionId}, ${ctx.requestId}, ${id}, ${reason})`);

export const setPlan = (ctx: ConsoleCtx, id: string, { plan, reason }: z.output<typeof planBody>) =>
  change(ctx, id, sql`app.console_set_plan(${ctx.operator.sessionId}, ${ctx.requestId}, ${id}, ${plan}, ${reason})`);

/** Adds prepaid credits. With a key (the Idempotency-Key of the request) the same grant again adds nothing, for a day. */
export const grantCredits = (
  ctx: ConsoleCtx,
  id: string,
  { amount, reason }: z.output<typeof creditsBody>,
  key: string | undefined,
) =>
  change(
    ctx,
    id,
    sql`app.console_grant_credits(${ctx.operator.sessionId}, ${ctx.requestId}, ${id}, ${amount}, ${reason}, ${key ?? null})`,
  );

const granted = z.object({ slug: z.string(), expiresAt: moment });

/** Makes a link that opens the workspace to the operator as a reader, once, within a minute. Its token is kept nowhere. */
export const impersonate = async (
  ctx: ConsoleCtx,
  id: string,
  { reason }: z.output<typeof impersonateBody>,
): Promise<z.input<typeof impersonation>> => {
  const token = toHex(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
  const [row] = await ask(
    ctx,
    sql`app.console_impersonate(${ctx.operator.sessionId}, ${ctx.requestId}, ${id}, ${await sha256(token)}, ${reason})`,
  );
  const { slug, expiresAt } = granted.parse(row);
  const origin = originOf(ctx.env, `${slug}.${ctx.env.APP_DOMAIN}`);
  return { url: `${origin}/api/auth/impersonate?token=${token}`, expiresAt };
};
