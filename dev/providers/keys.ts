import type { IncomingHttpHeaders } from 'node:http';
import { hexOf } from './hash.ts';

/** Shorter strings are no key of any of the providers. */
const MIN_KEY_LENGTH = 8;
/** Enough of the digest to tell keys apart in a test, too little to recover one. */
const FINGERPRINT_LENGTH = 8;

/**
 * What a credential may do here. Any string of 8 characters or more works, except that its first word can ask for a
 * refusal: `invalid...` is unknown, `exhausted...` has no credits left, `noscope...` may not use the endpoint,
 * `blocked...` gets ContactOut's documentation sample instead of data.
 */
export type KeyState = 'missing' | 'invalid' | 'exhausted' | 'noscope' | 'blocked' | 'good';

export function keyState(key: string): KeyState {
  if (key === '') return 'missing';
  if (key.length < MIN_KEY_LENGTH || key.startsWith('invalid')) return 'invalid';
  for (const state of ['exhausted', 'noscope', 'blocked'] as const) if (key.startsWith(state)) return state;
  return 'good';
}

/** One header as a string, `''` when absent. */
export function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

/** The key of `x-api-key`, else of `Authorization: Bearer`, else `''`. */
export function apiKeyOrBearer(headers: IncomingHttpHeaders): string {
  const direct = header(headers, 'x-api-key');
  if (direct !== '') return direct;
  const match = /^bearer\s+(\S+)$/i.exec(header(headers, 'authorization'));
  return match?.[1] ?? '';
}

/** A stand-in for a credential that shows equality and nothing else. */
export function masked(value: string): string {
  return value === '' ? '' : `***${hexOf(value, FINGERPRINT_LENGTH)}`;
}
