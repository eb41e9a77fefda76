import { Lru } from '../../lib/lru.ts';

/** Longest host name (RFC 1035, section 2.3.4). */
const HOST_MAX = 253;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** Names under the app domain that no tenant may have: ours now, or likely to be. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  'www app api admin auth login mail smtp ftp cdn static assets docs help support status blog billing console ops staging demo-api test-api edgewise root localhost'.split(
    ' ',
  ),
);

/** A slug: a DNS label of three characters or more that is neither reserved nor an IDN in disguise. */
export const isSlug = (text: string): boolean =>
  text.length >= 3 && text.length <= 40 && LABEL.test(text) && !text.startsWith('xn--') && !RESERVED_SLUGS.has(text);

/** The host of a URL as a plain DNS name, lower case, without port and trailing dot; undefined where it is none. */
export const normaliseHost = (url: URL): string | undefined => {
  const name = url.hostname.toLowerCase().replace(/\.$/, '');
  if (name.length === 0 || name.length > HOST_MAX) return undefined;
  return name.split('.').every((label) => LABEL.test(label)) ? name : undefined;
};

/** Authorities that the URL parser leaves as they are but for case, port and trailing dot. */
const PLAIN_AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/([A-Za-z0-9.:-]+)(?:[/?#]|$)/;
/** Host headers that an isolate remembers the meaning of. */
const AUTHORITIES_MAX = 2_000;
const authorities = new Lru<{ host: string | undefined }>(AUTHORITIES_MAX);

/** The host of a request's URL, as {@link normaliseHost} gives it: parsed once for each Host header that comes again. */
export const hostOf = (url: string): string | undefined => {
  const authority = PLAIN_AUTHORITY.exec(url)?.[1];
  if (authority === undefined) return normaliseHost(new URL(url));
  const known = authorities.get(authority, 0);
  if (known) return known.host;
  const host = normaliseHost(new URL(url));
  authorities.set(authority, { host }, Number.POSITIVE_INFINITY);
  return host;
};

/** What a host could be, by its form alone. */
export type HostKind = { kind: 'root' } | { kind: 'slug'; slug: string } | { kind: 'domain'; host: string };

export const classifyHost = (host: string, appDomain: string): HostKind => {
  const base = appDomain.replace(/:\d+$/, '').toLowerCase();
  if (host === base) return { kind: 'root' };
  if (host.endsWith(`.${base}`)) return { kind: 'slug', slug: host.slice(0, -base.length - 1) };
  return { kind: 'domain', host };
};

/** Slugs to try for a workspace's name, best first; the last is as good as free. */
export const slugsFor = (name: string, random: string): string[] => {
  const ascii = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  const base = ascii
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '');
  const stem = base.length >= 3 ? base : `team-${base || random.slice(0, 4)}`;
  return [stem, `${stem}-2`, `${stem}-3`, `${stem}-${random}`].filter(isSlug);
};
