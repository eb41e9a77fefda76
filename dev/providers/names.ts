import { hexOf } from './hash.ts';

/** Company suffixes and articles that do not tell companies apart. */
const COMPANY_NOISE = new Set(
  'the inc incorporated corp corporation co company llc llp lp ltd limited plc group holding holdings gmbh ag sa nv bv ab de'.split(
    ' ',
  ),
);
/** Second-level labels under which companies register in a country. */
const SECOND_LEVEL = new Set(['co', 'com', 'net', 'org', 'ac', 'gov']);
/** Mailbox hosts: such an address says nothing about the employer. */
const MAILBOX_HOSTS = new Set(
  'gmail.com yahoo.com outlook.com hotmail.com icloud.com aol.com proton.me gmx.de mail.com'.split(' '),
);

/** Lower case, no accents, words of letters and digits. */
export function words(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/[\p{M}'’]/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** `"acme-widgets"` for `"Acme Widgets, Inc."`: words of a company without its legal form. */
export function companySlug(name: string): string {
  const all = words(name);
  const telling = all.filter((word) => !COMPANY_NOISE.has(word));
  return (telling.length > 0 ? telling : all).join('-');
}

/** `"acme-widgets.co.uk"` for `"www.eu.acme-widgets.co.uk"`: what a registrant can own, by a short list of suffixes. */
export function registrable(domain: string): string {
  const labels = bareDomain(domain).split('.');
  const depth = labels.length > 2 && SECOND_LEVEL.has(labels.at(-2) ?? '') ? 3 : 2;
  return labels.slice(-depth).join('.');
}

/** `"acme-widgets"` for `"www.acme-widgets.co.uk"`: the label that a registrant chose. */
export function domainLabel(domain: string): string {
  return registrable(domain).split('.')[0] ?? '';
}

/** Host name in lower case, without scheme, path and `www.`. */
export function bareDomain(domain: string): string {
  return domain
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/:?#].*$/, '');
}

export function isMailboxHost(domain: string): boolean {
  return MAILBOX_HOSTS.has(domain);
}

/** `"Acme Widgets"` for `"acme-widgets"`. */
export function titleCase(slug: string): string {
  return slug
    .split(/[-_. ]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** First and last name of a full one; `"Last, First"` is turned round, initials and middle names are left out. */
export function splitName(fullName: string): { first: string; last: string } | null {
  const comma = /^([^,]+),\s*(.+)$/.exec(fullName.trim());
  const ordered = comma === null ? fullName.trim() : `${comma[2]} ${comma[1]}`;
  const parts = ordered.split(/\s+/).filter((part) => part !== '');
  const first = parts[0];
  const last = parts.at(-1);
  if (first === undefined || last === undefined || parts.length < 2) return null;
  return { first, last };
}

/** The last path part of a LinkedIn profile URL (`/in/` or `/pub/`), in lower case, or null. */
export function linkedinSlug(url: string): string | null {
  const match = /linkedin\.com\/(?:in|pub)\/([^/?#\s]+)/i.exec(url);
  return match?.[1] === undefined ? null : decoded(match[1]).toLowerCase();
}

/** Percent-decoded, or as it is where the encoding is broken. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Letters a-z and digits of `text`, safe in a mailbox, host or path; for other scripts a short stand-in. */
export function ascii(text: string): string {
  const kept = words(text)
    .join('')
    .replace(/[^a-z0-9]/g, '');
  return kept === '' ? `x${hexOf(text, 6)}` : kept;
}

/** Words of `text` in a-z and digits, joined by hyphens. */
export function asciiSlug(text: string): string {
  return words(text).map(ascii).join('-') || ascii(text);
}
