/**
 * LinkedIn addresses. A profile is `linkedin.com/in/<slug>` or the older `/pub/<name>/<a>/<b>/<c>`; country subdomains,
 * mobile paths, languages, queries and trailing slashes lead to the same page. Sales Navigator, Recruiter and company
 * addresses are LinkedIn's too, but tell no person by themselves.
 */

const ADDRESS = /^(?:https?:)?(?:\/\/)?(?:[a-z-]{1,8}\.)*linkedin\.com(?::\d+)?(?:\/([^?#]*))?(?:[?#].*)?$/i;
/** Ids of members without a name in the address: unlike names, these tell upper from lower case. */
const PLAIN_SLUG = /^(?!AC)[A-Za-z0-9-]+$/;
const MEMBER_ID = /^AC[a-z]AA[\w-]{20,}$/;
/** The form that addresses are kept in, where nothing of it is to be read: most of those that are read again. */
const START = 'https://www.linkedin.com/';
const KEPT = /^in\/[a-z0-9-]+$/;

export type ReadLinkedin = { kind: 'profile'; url: string; key: string } | { kind: 'other' } | { kind: 'foreign' };

export function readLinkedin(text: string): ReadLinkedin {
  if (text.startsWith(START)) {
    const key = text.slice(START.length);
    if (KEPT.test(key)) return { kind: 'profile', url: text, key };
  }
  const path = ADDRESS.exec(text.trim());
  if (path === null) return { kind: /^https?:\/\/lnkd\.in\//i.test(text) ? 'other' : 'foreign' };
  const parts = (path[1] ?? '').split('/').filter((part) => part !== '');
  if (parts[0] === 'mwlite' || parts[0] === 'comm') parts.shift();
  const kind = parts[0]?.toLowerCase();
  const slug = slugOf(parts[1] ?? '');
  if (slug === '' || (kind !== 'in' && kind !== 'pub')) return { kind: 'other' };
  // `/in/ana/de` is the German page of `/in/ana`; the numbers after a `/pub/` name belong to it.
  const key = kind === 'in' ? `in/${slug}` : ['pub', slug, ...parts.slice(2, 5).map(slugOf)].join('/');
  return { kind: 'profile', url: `https://www.linkedin.com/${key}`, key };
}

/** One spelling of a path segment, however it was escaped: NFC, lower case, percent-encoded where URLs ask for it. */
function slugOf(segment: string): string {
  if (PLAIN_SLUG.test(segment)) return segment.toLowerCase();
  let plain = segment;
  try {
    plain = decodeURIComponent(segment);
  } catch {
    // A stray percent sign is part of the name then.
  }
  plain = plain.normalize('NFC').trim();
  return encodeURIComponent(MEMBER_ID.test(plain) ? plain : plain.toLowerCase());
}
