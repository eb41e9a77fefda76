import type { Ctx } from '../../ctx.ts';
import { hmac } from '../../lib/hmac.ts';
import { Lru } from '../../lib/lru.ts';

/** What the key is for. */
const PURPOSE = 'edgewise suppression 1';
const PRINT_PURPOSE = 'edgewise suppression print 1';
const PRINT_CHARS = 16;
/** The inner and the outer pad of an HMAC (RFC 2104, 2). */
const PADS = [0x36, 0x5c] as const;

/** Workspaces whose keys an isolate remembers: making them takes it six signatures, for every profile that is opened. */
const KNOWN_MAX = 1_000;

const encoder = new TextEncoder();

/** `inner` and `outer` as hex; `print` tells this key from another one. */
export type Pads = { inner: string; outer: string; print: string };

const known = new Lru<Pads>(KNOWN_MAX);

/**
 * The two blocks by which the database makes the HMACs of a workspace's list. The key is the workspace's own, made of
 * a secret that the database never has: its rows alone tell nobody who is on the list.
 */
export const padsOf = async ({ env, tenantId }: Pick<Ctx, 'env' | 'tenantId'>): Promise<Pads> => {
  const secret = env.SUPPRESSION_SECRET ?? env.AUTH_SECRET;
  // By the secret too: a changed one is never answered by what was made of the one before.
  const key = `${tenantId} ${secret}`;
  const remembered = known.get(key, 0);
  if (remembered) return remembered;
  const made = await makePads(secret, tenantId);
  known.set(key, made, Number.POSITIVE_INFINITY);
  return made;
};

const makePads = async (secret: string, tenantId: string): Promise<Pads> => {
  // 64 letters of hex: a block of SHA-256 as it is.
  const [text, print] = await Promise.all([hmac(secret, PURPOSE, tenantId), hmac(secret, PRINT_PURPOSE, tenantId)]);
  const key = encoder.encode(text);
  const block = (pad: number) => Array.from(key, (byte) => (byte ^ pad).toString(16).padStart(2, '0')).join('');
  return { inner: block(PADS[0]), outer: block(PADS[1]), print: print.slice(0, PRINT_CHARS) };
};
