import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { providerKeys as k } from '../../db/schema/credits.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { KEY_HEALTH, PAID_SOURCES, type PaidSource, type ProviderKeys } from './contract.ts';
import { ringFor } from './keys-for.ts';
import { record } from './record.ts';
import { seal } from './seal.ts';

/** Characters of a key that are shown, so that whoever has several knows which it is. Shorter keys show fewer. */
const SHOWN = 4;
const SHOWN_OF_MIN = 16;

/** All that ever leaves: no statement of this file reads what a key is sealed in. */
const keysStatement = (ctx: Ctx) =>
  ctx.db
    .select({
      provider: k.provider,
      last4: k.last4,
      setBy: k.setBy,
      setAt: k.setAt,
      lastUsedAt: k.lastUsedAt,
      health: k.health,
      healthReason: k.healthReason,
    })
    .from(k);

const health = z.enum(KEY_HEALTH);

const viewKeys = (rows: Awaited<ReturnType<typeof keysStatement>>): ProviderKeys => ({
  items: PAID_SOURCES.map((provider) => {
    const row = rows.find((one) => one.provider === provider);
    return {
      provider,
      set: row !== undefined,
      last4: row?.last4 ?? null,
      setBy: row?.setBy ?? null,
      setAt: row?.setAt.toISOString() ?? null,
      lastUsedAt: row?.lastUsedAt?.toISOString() ?? null,
      health: row ? health.parse(row.health) : null,
      healthReason: row?.healthReason ?? null,
    };
  }),
});

export const readProviderKeys = async (ctx: Ctx): Promise<ProviderKeys> => viewKeys(await keysStatement(ctx));

/**
 * Seals a key of the workspace's own: from the next call on the provider is asked with it, which costs no credits. Throws
 * `feature_off` where this installation has no secret to seal by.
 */
export const setProviderKey = async (ctx: Ctx, provider: PaidSource, key: string): Promise<ProviderKeys> => {
  ctx.require('tenant:manage');
  const ring = await ringFor(ctx.env);
  if (!ring) throw new ProblemError('feature_off', 'This installation keeps no keys of its workspaces.');
  const sealed = await seal(ring, ctx.tenantId, provider, key);
  const last4 = key.length < SHOWN_OF_MIN ? '' : key.slice(-SHOWN);
  const row = { ...sealed, last4, setBy: actorId(ctx.actor) };
  const [, , rows] = await ctx.db.batch([
    ctx.db
      .insert(k)
      .values({ provider, ...row })
      .onConflictDoUpdate({
        target: [k.tenantId, k.provider],
        set: { ...row, setAt: sql`now()`, lastUsedAt: null, health: 'unused', healthReason: null },
      }),
    record(ctx, 'provider_key.set', 'provider_key', provider, { last4 }),
    keysStatement(ctx),
  ]);
  return viewKeys(rows);
};

/** Forgets a key: from the next call on the provider is asked with the platform's, for credits. */
export const removeProviderKey = async (ctx: Ctx, provider: PaidSource): Promise<ProviderKeys> => {
  ctx.require('tenant:manage');
  const [, , rows] = await ctx.db.batch([
    ctx.db.delete(k).where(eq(k.provider, provider)),
    record(ctx, 'provider_key.removed', 'provider_key', provider, {}),
    keysStatement(ctx),
  ]);
  return viewKeys(rows);
};
