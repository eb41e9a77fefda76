import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { providerKeys } from '../../db/schema/credits.ts';
import { sha256 } from '../../lib/encode.ts';
import type { Env, Settings } from '../../platform/env.ts';
import type { Source } from '../prospects/contract.ts';
import { PAID_SOURCES, type PaidSource } from './contract.ts';
import { type Ring, rewrap, ringOf, type Sealed, unseal } from './seal.ts';

/** Characters of a key's hash that tell keys apart in the books. */
const PRINT_CHARS = 16;

/** Whose key a call is made with. `print` tells keys apart, for the provider's own account of them, and nothing else. */
export type KeyUse = { owner: 'platform' | 'tenant'; print: string | null };
export const PLATFORM_KEY: KeyUse = { owner: 'platform', print: null };

/** The setting that holds the key of each paid source. */
export const KEY_SETTINGS = {
  apollo: 'APOLLO_KEY',
  exa: 'EXA_KEY',
  contactout: 'CONTACTOUT_KEY',
  claude: 'ANTHROPIC_KEY',
} as const satisfies Record<PaidSource, keyof Settings>;

/** Settings to call providers with, and for each source whose key they hold. */
export type Keys = { settings: Settings; of(source: Source): KeyUse };

const rows = z.array(
  z.object({ provider: z.enum(PAID_SOURCES), kek: z.string(), wrapped: z.string(), sealed: z.string() }),
);

/** Says which key it was and not what it is. */
export const printOf = async (provider: Source, key: string): Promise<string> =>
  (await sha256(`${provider}|${key}`)).slice(0, PRINT_CHARS);

let ring: { of: string; made: Promise<Ring | undefined> } | undefined;
/** The ring of this isolate's settings, made once. */
export const ringFor = (
  env: Pick<Env, 'KEY_ENCRYPTION_KEY' | 'KEY_ENCRYPTION_KEYS_RETIRED'>,
): Promise<Ring | undefined> => {
  const of = `${env.KEY_ENCRYPTION_KEY} ${env.KEY_ENCRYPTION_KEYS_RETIRED}`;
  if (ring?.of !== of) ring = { of, made: ringOf(env.KEY_ENCRYPTION_KEY, env.KEY_ENCRYPTION_KEYS_RETIRED) };
  return ring.made;
};

/** Puts a row under the present secret, where it was under one that is to go. Nobody waits for it. */
const moveOn = (ctx: Ctx, by: Ring, provider: PaidSource, row: Sealed): void => {
  if (row.kek === by.current) return;
  ctx.later(
    rewrap(by, ctx.tenantId, provider, row).then(
      (moved) =>
        moved &&
        ctx.db.execute(sql`
          update ${providerKeys} set kek = ${moved.kek}, wrapped = ${moved.wrapped}
           where provider = ${provider} and kek = ${row.kek} and wrapped = ${row.wrapped}`),
    ),
  );
};

/**
 * The keys that a tenant's calls are made with: its own where it brought one, else the platform's. One round trip. A key
 * that does not open is no reason to spend the tenant's credits with another: its source is left without a key, and the
 * log says so.
 */
export const keysFor = async (ctx: Ctx): Promise<Keys> => {
  const found = await ctx.db.execute(sql`select provider, kek, wrapped, sealed from ${providerKeys}`);
  const by = await ringFor(ctx.env);
  const settings: Settings = { ...ctx.env };
  const uses = new Map<Source, KeyUse>();
  for (const { provider, ...row } of rows.parse(found.rows)) {
    let key = '';
    try {
      if (!by) throw new Error('There is no key encryption key.');
      key = await unseal(by, ctx.tenantId, provider, row);
      moveOn(ctx, by, provider, row);
    } catch (error) {
      ctx.log.error('key does not open', { provider, kek: row.kek, error });
    }
    settings[KEY_SETTINGS[provider]] = key;
    uses.set(provider, { owner: 'tenant', print: key && (await printOf(provider, key)) });
  }
  for (const source of PAID_SOURCES) {
    const key = settings[KEY_SETTINGS[source]];
    if (!uses.has(source) && key) uses.set(source, { owner: 'platform', print: await printOf(source, key) });
  }
  return { settings, of: (source) => uses.get(source) ?? PLATFORM_KEY };
};
