import { asciiHost } from './email.ts';
import { FIELD_CHARS } from './field-limits.ts';
import { saysNothing } from './text.ts';

/** Hosts whose pages are about someone, not of someone: an address there is no company's domain. */
const SHARED_HOSTS = new Set([
  'linkedin.com',
  'facebook.com',
  'twitter.com',
  'x.com',
  'instagram.com',
  'youtube.com',
  'wikipedia.org',
  'crunchbase.com',
]);
const PLAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** `rest`: what stood in the cell beside the domain, where that says more than `https://www.`. */
export type ReadDomain = { ok: true; domain: string | null; rest: string } | { ok: false; reason: string };

/** The domain of a company from its domain, its website's address or an e-mail address: lower case, ASCII, no `www.`. */
export function readDomain(cell: string): ReadDomain {
  if (saysNothing(cell)) return { ok: true, domain: null, rest: '' };
  const words = cell.split(/[;,|\s]+|:::/).filter((word) => word !== '' && word !== '*');
  const domain = hostOf(words[0] ?? '');
  if (domain === null) return { ok: false, reason: 'This is neither a domain nor the address of a website' };
  if (isShared(domain)) return { ok: true, domain: null, rest: cell };
  return { ok: true, domain, rest: words.slice(1).join('; ') };
}

function hostOf(word: string): string | null {
  const bare = word.toLowerCase().replace(/^(?:mailto:|[a-z][a-z0-9+.-]*:)?(?:\/\/)?/, '');
  const authority = bare.split(/[/?#\\]/, 1)[0] ?? '';
  const name = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  const host = /[^\0-\x7f]/.test(name) ? asciiHost(name) : name;
  if (host === null || host.length > FIELD_CHARS.companyDomain) return null;
  const domain = host.replace(/\.$/, '').replace(/^www\d?\.(?=.*\.)/, '');
  return PLAIN.test(domain) ? domain : null;
}

const isShared = (domain: string) => SHARED_HOSTS.has(domain.split('.').slice(-2).join('.'));
