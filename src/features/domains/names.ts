import { suffixOf } from '../../platform/public-suffix.ts';
import { normaliseHost } from '../tenants/host-name.ts';

/** Where the proof of ownership stands, under the name that is proven. */
const PROOF_LABEL = '_edgewise';
/** The name that customers' names lead to, under ours. */
const FALLBACK_LABEL = 'domains';
/** Longest name: its proof's name must be a name too (RFC 1035, section 2.3.4). */
const HOST_MAX = 253 - PROOF_LABEL.length - 1;
/** Endings that are no part of the public DNS (RFC 6761, RFC 7686, RFC 8375, RFC 9476, and `internal` by ICANN). */
const SPECIAL_USE: ReadonlySet<string> = new Set(
  'localhost local test invalid example onion internal alt arpa lan home corp'.split(' '),
);
/** The ending that documents and local stacks may use for names of nobody (RFC 6761, section 6.5). */
const SAMPLE_ENDING = 'example';

export const proofName = (host: string): string => `${PROOF_LABEL}.${host}`;

/** Our own name, without the port that a local stack has. */
export const ownZone = (appDomain: string): string => appDomain.replace(/:\d+$/, '').toLowerCase();

export const fallbackName = (appDomain: string): string => `${FALLBACK_LABEL}.${ownZone(appDomain)}`;

/** The part of a name that someone registered; the name itself where the list does not know. */
export const registrableOf = (host: string): string => suffixOf(host).registrable ?? host;

/** The name that `host` is at the top of its zone and so cannot have a CNAME (RFC 1034, section 3.6.2). */
export const isApex = (host: string): boolean => registrableOf(host) === host;

/** What is typed into a DNS panel that adds the zone's name by itself. */
export const relativeName = (name: string): string => {
  const zone = registrableOf(name.startsWith(`${PROOF_LABEL}.`) ? name.slice(PROOF_LABEL.length + 1) : name);
  return name === zone ? '@' : name.slice(0, -zone.length - 1);
};

/** The names above a host down to the part that someone registered, the host itself first. */
export const namesUp = (host: string): string[] => {
  const labels = host.split('.');
  const end = registrableOf(host).split('.').length;
  return labels.slice(0, labels.length - end + 1).map((_, i) => labels.slice(i).join('.'));
};

export type ReadHost = { kind: 'host'; host: string } | { kind: 'refused'; why: string };

const refused = (why: string): ReadHost => ({ kind: 'refused', why });

const urlOf = (text: string): URL | undefined => {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(address) ? new URL(address) : undefined;
};

/** Numbers in any notation become this by the URL's own rules (WHATWG URL, "IPv4 parser"). */
const isAddress = (hostname: string): boolean => hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);

/**
 * A name as people paste it, as the DNS has it: lower case, A-labels, nothing around it. Refused with a sentence where it
 * is none that a customer could have: ours, an address, one of nobody's, or one that belongs to many.
 */
export const readHost = (text: string, appDomain: string): ReadHost => {
  const url = urlOf(text.trim());
  if (!url) return refused('This is not a name. Type one like gifts.acme.com.');
  if (isAddress(url.hostname)) return refused('This is an IP address. Type a name like gifts.acme.com.');
  if (url.username || url.port) return refused('Type the name alone, without a port or a user.');
  const host = normaliseHost(url);
  if (!host) return refused('This is not a name that the DNS can have. Type one like gifts.acme.com.');
  const own = ownZone(appDomain);
  if (host === own || host.endsWith(`.${own}`)) return refused(`${own} is ours. Type a name of your own.`);
  if (host.length > HOST_MAX) return refused(`A name may have ${HOST_MAX} characters.`);
  const ending = host.split('.').at(-1) ?? '';
  const sample = own === 'localhost' && ending === SAMPLE_ENDING;
  if (SPECIAL_USE.has(ending) && !sample) {
    return refused(`Names that end in .${ending} are not in the public DNS.`);
  }
  if (ending === host) return refused('Type the whole name, as gifts.acme.com.');
  const { registrable, known } = suffixOf(host);
  if (registrable === undefined) {
    return refused(`${host} is an ending that many share. Type a name of your own under it.`);
  }
  if (!known && !sample) return refused(`There is no ending .${ending} in the public DNS. Look for a typing error.`);
  return { kind: 'host', host };
};
