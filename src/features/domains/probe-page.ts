import { toHex } from '../../lib/encode.ts';
import type { Env } from '../../platform/env.ts';
import { sign, verify } from './keys.ts';

/** Bytes of randomness in a token: no cache can hold the answer to it. */
const NONCE_BYTES = 16;
const TOKEN = /^([0-9a-f]{32})([0-9a-f]{64})$/;

/** A page of ours under a host that nobody has asked for before, and what it says where the host leads to us. */
export const probePageOf = async (env: Env, host: string): Promise<{ url: string; expected: string }> => {
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
  const token = nonce + (await sign(env, 'probe', `${host} ${nonce}`));
  return { url: `https://${host}/.well-known/edgewise/${token}`, expected: token };
};

/**
 * What `/.well-known/edgewise/<token>` says under a host: the token, where it is ours for this very host; undefined for
 * every other, so that nobody learns from it which names are ours.
 */
export const probeAnswer = async (env: Env, host: string, token: string): Promise<string | undefined> => {
  const [, nonce, signature] = TOKEN.exec(token) ?? [];
  if (nonce === undefined || signature === undefined) return undefined;
  return (await verify(env, 'probe', `${host} ${nonce}`, signature)) ? token : undefined;
};
