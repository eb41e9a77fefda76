import { FIELD_CHARS } from './field-limits.ts';
import { saysNothing } from './text.ts';

/** RFC 5321, section 4.5.3.1.1. */
const MAX_LOCAL_CHARS = 64;

/** An address with brackets, quotes and a `mailto:` query around it; a longer word is none. */
const MAX_WORD_CHARS = 1000;

/**
 * "Valid e-mail address" of the HTML standard, with letters of every script (RFC 6531), and with a dot in the domain:
 * an address such as `ana@gmail` reaches nobody.
 */
const LOCAL = /^[\p{L}\p{N}\p{M}.!#$%&'*+/=?^_`{|}~-]+$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;
/** The same for the plain case, in one go. */
const PLAIN =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\.[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

export function isEmail(text: string): boolean {
  if (text.length > FIELD_CHARS.email) return false;
  if (PLAIN.test(text)) return true;
  const at = text.lastIndexOf('@');
  if (at < 1 || at > MAX_LOCAL_CHARS || !LOCAL.test(text.slice(0, at))) return false;
  const labels = text.slice(at + 1).split('.');
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** `email` lower-cased, `rest` what else stood in the cell; null where the cell says that there is none. */
export type ReadEmail = { ok: true; email: string | null; rest: string } | { ok: false; reason: string };

/** Reads a cell such as `a@x.com`, `mailto:a@x.com`, `Ana <a@x.com>` or `a@x.com; b@y.com`: the first address counts. */
export function readEmail(cell: string): ReadEmail {
  const lower = cell.toLowerCase();
  if (lower.length <= FIELD_CHARS.email && PLAIN.test(lower)) return { ok: true, email: lower, rest: '' };
  if (cell.length > FIELD_CHARS.email && !/[;,|\s]/.test(cell)) {
    return { ok: false, reason: `An e-mail address has at most ${FIELD_CHARS.email} characters` };
  }
  const words = cell.split(/[;,|\s]+|:::/).filter((word) => word !== '' && word !== '*');
  const bare = words.map(bareAddress);
  const first = bare.findIndex(isEmail);
  if (first === -1) {
    if (saysNothing(cell)) return { ok: true, email: null, rest: '' };
    return { ok: false, reason: 'This is not an e-mail address' };
  }
  const others = words.filter((_, i) => i !== first && bare[i] !== bare[first]);
  const rest = others.join(others.every((word) => word.includes('@')) ? '; ' : ' ');
  return { ok: true, email: bare[first] ?? null, rest };
}

function bareAddress(word: string): string {
  if (word.length > MAX_WORD_CHARS) return '';
  return word
    .replace(/^[<("'[]*(?:mailto:)?/i, '')
    .replace(/\?.*$/, '')
    .replace(/[>)"'\].:]+$/, '')
    .toLowerCase();
}

/** The form in which two addresses are compared: an international domain in its ASCII form (UTS 46). */
export function emailKey(email: string): string {
  const lower = email.toLowerCase();
  const at = lower.lastIndexOf('@');
  const domain = lower.slice(at + 1);
  return /[^\0-\x7f]/.test(domain) ? `${lower.slice(0, at)}@${asciiHost(domain) ?? domain}` : lower;
}

/** The ASCII form of a host name, null where it is none. */
export function asciiHost(host: string): string | null {
  return URL.parse(`http://${host}`)?.hostname ?? null;
}
