import { toHex } from './encode.ts';

const encoder = new TextEncoder();
const HMAC = { name: 'HMAC', hash: 'SHA-256' };

const importKey = (bytes: BufferSource): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign', 'verify']);

/** A key of a purpose's own, of a secret: what is signed for one purpose proves nothing for another. */
const keyFor = async (secret: string, purpose: string): Promise<CryptoKey> =>
  importKey(await crypto.subtle.sign(HMAC, await importKey(encoder.encode(secret)), encoder.encode(purpose)));

/** HMAC-SHA256 as hex. */
export const hmac = async (secret: string, purpose: string, text: string): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.sign(HMAC, await keyFor(secret, purpose), encoder.encode(text))));

/** Whether a signature is ours, in a time that tells nothing of how far it was right. */
export const isHmac = async (secret: string, purpose: string, text: string, signature: string): Promise<boolean> => {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (x) => Number.parseInt(x, 16));
  return crypto.subtle.verify(HMAC, await keyFor(secret, purpose), bytes, encoder.encode(text));
};
