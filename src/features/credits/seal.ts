/**
 * Envelope encryption of tenants' keys: each has a data key of its own (AES-256-GCM), which is wrapped under the key that
 * the Worker is given as a secret (AES-256-GCM). Both are bound to the tenant and the provider, so that a row that was
 * moved to another place does not open.
 */

/** Nonces of AES-GCM (NIST SP 800-38D, 8.2): 96 bits, made anew for each use. */
const NONCE_BYTES = 12;
const KEY_BYTES = 32;

/** What a key is stored as; `kek` names the secret that its data key is wrapped under. */
export type Sealed = { kek: string; wrapped: string; sealed: string };

/** The secrets that data keys are wrapped under. `current` wraps; all of them unwrap, so that one can be replaced. */
export type Ring = { current: string; keys: ReadonlyMap<string, CryptoKey> };

const ENTRY = /^([\w.-]{1,40}):([\w-]{43})$/;

/** `id:base64url` of 32 bytes. Throws with the place of what is wrong, never with its value. */
const importKek = async (text: string, place: string): Promise<[string, CryptoKey]> => {
  const [, id = '', encoded = ''] = ENTRY.exec(text.trim()) ?? [];
  if (id === '') throw new Error(`${place} is not an id, a colon and 32 bytes as base64url.`);
  const raw = bytesOf(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  return [id, await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])];
};

/** The ring of a Worker's settings; undefined where there is no secret, and so can be no keys of tenants. */
export const ringOf = async (current: string | undefined, retired: string | undefined): Promise<Ring | undefined> => {
  if (!current) return undefined;
  const first = await importKek(current, 'KEY_ENCRYPTION_KEY');
  const others = (retired ?? '').split(',').filter((one) => one.trim() !== '');
  const rest = await Promise.all(
    others.map((one, at) => importKek(one, `KEY_ENCRYPTION_KEYS_RETIRED, entry ${at + 1},`)),
  );
  return { current: first[0], keys: new Map([...rest, first]) };
};

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

const encrypt = async (key: CryptoKey, data: Uint8Array<ArrayBuffer>, bound: string): Promise<string> => {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(bound) }, key, data);
  return base64(new Uint8Array([...iv, ...new Uint8Array(cipher)]));
};

const decrypt = async (key: CryptoKey, text: string, bound: string): Promise<Uint8Array<ArrayBuffer>> => {
  const bytes = bytesOf(text);
  const iv = bytes.slice(0, NONCE_BYTES);
  const gcm = { name: 'AES-GCM', iv, additionalData: utf8(bound) };
  return new Uint8Array(await crypto.subtle.decrypt(gcm, key, bytes.slice(NONCE_BYTES)));
};

const aad = (tenantId: string, provider: string) => `provider-key|${tenantId}|${provider}`;

const kekOf = (ring: Ring, id: string): CryptoKey => {
  const kek = ring.keys.get(id);
  if (!kek) throw new Error(`There is no key encryption key ${id}.`);
  return kek;
};

export const seal = async (ring: Ring, tenantId: string, provider: string, text: string): Promise<Sealed> => {
  const raw = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const dataKey = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const bound = aad(tenantId, provider);
  return {
    kek: ring.current,
    wrapped: await encrypt(kekOf(ring, ring.current), raw, bound),
    sealed: await encrypt(dataKey, utf8(text), bound),
  };
};

/** The key again. Throws where the ring lacks its secret, or where it was changed or moved. */
export const unseal = async (ring: Ring, tenantId: string, provider: string, row: Sealed): Promise<string> => {
  const bound = aad(tenantId, provider);
  const raw = await decrypt(kekOf(ring, row.kek), row.wrapped, bound);
  const dataKey = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
  return new TextDecoder().decode(await decrypt(dataKey, row.sealed, bound));
};

/** The same data key under the current secret; undefined where it is there already. The sealed key stays as it is. */
export const rewrap = async (
  ring: Ring,
  tenantId: string,
  provider: string,
  row: Sealed,
): Promise<Sealed | undefined> => {
  if (row.kek === ring.current) return undefined;
  const bound = aad(tenantId, provider);
  const raw = await decrypt(kekOf(ring, row.kek), row.wrapped, bound);
  return { ...row, kek: ring.current, wrapped: await encrypt(kekOf(ring, ring.current), raw, bound) };
};
