import { toHex } from '../../lib/encode.ts';
import type { Env } from '../../platform/env.ts';

/** What a key is for. Each purpose has a key of its own: what is signed for one proves nothing for another. */
type Purpose = 'ownership' | 'handoff' | 'probe';

/** Marks a text as a proof of ours, so that one of another name or workspace can be told from a stranger's. */
export const PROOF_PREFIX = 'edgewise-verify=';
/** Characters of a proof: 128 bits, more than can be guessed. */
const PROOF_CHARS = 32;

const encoder = new TextEncoder();
const HMAC = { name: 'HMAC', hash: 'SHA-256' };

const importKey = (bytes: BufferSource): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign', 'verify']);

const keyFor = async (env: Env, purpose: Purpose): Promise<CryptoKey> => {
  // A secret of sessions is changed when it leaks; proofs that stand in customers' DNS must outlive that.
  const secret = (purpose === 'ownership' && env.DOMAIN_SECRET) || env.AUTH_SECRET;
  const root = await importKey(encoder.encode(secret));
  return importKey(await crypto.subtle.sign(HMAC, root, encoder.encode(`edgewise domains ${purpose} 1`)));
};

/** HMAC-SHA256 as hex. */
export const sign = async (env: Env, purpose: Purpose, text: string): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.sign(HMAC, await keyFor(env, purpose), encoder.encode(text))));

/** Whether a signature is ours, in a time that tells nothing of how far it was right. */
export const verify = async (env: Env, purpose: Purpose, text: string, signature: string): Promise<boolean> => {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (x) => Number.parseInt(x, 16));
  return crypto.subtle.verify(HMAC, await keyFor(env, purpose), bytes, encoder.encode(text));
};

/** What proves that a workspace owns a name: the same each time it is asked for, and another for every other workspace. */
export const proofOf = async (env: Env, tenantId: string, host: string): Promise<string> =>
  PROOF_PREFIX + (await sign(env, 'ownership', `${tenantId} ${host}`)).slice(0, PROOF_CHARS);
