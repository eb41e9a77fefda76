import type { DnsAnswer, DnsRr } from '../../../platform/dns.ts';
import type { Apex, DnsRecord } from '../contract.ts';
import { PROOF_PREFIX } from '../keys.ts';
import type { Seen } from '../machine.ts';
import { isApex, proofName, registrableOf, relativeName } from '../names.ts';
import { isCloudflare } from './cloudflare-ranges.ts';
import type { Look, Wanted } from './look.ts';
import { duration, shown } from './words.ts';

/** Two copies run out together where their ends differ by no more: clocks and roundings. */
const SAME_COPY_S = 5;
/** Links of CNAMEs that are followed at most; resolvers give up at about as many. */
const CHAIN_MAX = 8;

/** What is to be set, before anything is known of what is there. */
type Place = Pick<DnsRecord, 'type' | 'name' | 'value' | 'purpose'>;
type Finding = Pick<DnsRecord, 'state' | 'found' | 'ttlLeft' | 'text'>;

export const ownershipPlace = ({ host, proof }: Wanted): Place => ({
  type: 'TXT',
  name: proofName(host),
  value: proof,
  purpose: 'ownership',
});
export const routingPlace = ({ host, fallback }: Wanted): Place => ({
  type: isApex(host) ? 'ALIAS' : 'CNAME',
  name: host,
  value: fallback,
  purpose: 'routing',
});

const recordsOf = (answer: DnsAnswer | undefined): DnsRr[] => (answer?.kind === 'answer' ? answer.records : []);
const leastTtl = (records: readonly DnsRr[]): number | null =>
  records.length === 0 ? null : Math.min(...records.map((r) => r.ttl));
const unknown: Finding = {
  state: 'unknown',
  found: [],
  ttlLeft: null,
  text: 'We could not look just now. We look again by ourselves.',
};

/** Where a panel wants less than the whole name. */
const howToType = (name: string): string =>
  `Where your DNS service adds ${registrableOf(name.replace(/^_edgewise\./, ''))} by itself, type only ${relativeName(name)} as the name.`;

const missing = ({ type, name }: Place, answer: DnsAnswer): Finding => {
  const ttlLeft = answer.kind === 'answer' ? answer.negativeTtl : null;
  const wait = ttlLeft ? ` If you have just set it, it can take ${duration(ttlLeft)} to show.` : '';
  return {
    state: 'missing',
    found: [],
    ttlLeft,
    text: `There is no ${type} record at ${name} yet. ${howToType(name)}${wait}`,
  };
};

const typedTwice = ({ name, type }: Place, found: string[]): Finding => {
  const zone = registrableOf(name.replace(/^_edgewise\./, ''));
  return {
    state: 'wrong',
    found,
    ttlLeft: null,
    text: `The ${type} record stands at ${name}.${zone}: your DNS service added ${zone} once more. Type only ${relativeName(name)} as its name.`,
  };
};

/** A wrong value, or one that the resolver has kept since before it could have been set right. */
const wrong = (look: Look, place: Place, found: string[], ttlLeft: number | null, text: string): Finding => {
  const before = look.before?.records.find((r) => r.purpose === place.purpose);
  const kept =
    look.before !== undefined &&
    ttlLeft !== null &&
    typeof before?.ttlLeft === 'number' &&
    [...before.found].sort().join() === [...found].sort().join() &&
    Math.abs(before.ttlLeft - ttlLeft - (look.now.getTime() - look.before.at.getTime()) / 1000) <= SAME_COPY_S;
  if (!kept || ttlLeft === 0) return { state: 'wrong', found, ttlLeft, text };
  return {
    state: 'cached',
    found,
    ttlLeft,
    text: `${text} This is the answer of before, kept for another ${duration(ttlLeft)}: what you have changed since shows then.`,
  };
};

/** Texts at the very name: a wildcard's CNAME leads to texts that others write, and those prove nothing. */
const textsAt = (answer: DnsAnswer, name: string): DnsRr[] =>
  recordsOf(answer).filter((r) => r.type === 'TXT' && r.name === name);

/** A value with what panels put around it taken off. */
const bare = (text: string): string => text.trim().replace(/^"(.*)"$/s, '$1');

/**
 * Whether the proof stands: `ambiguous` where it stands beside those of others, so that two workspaces cannot take a
 * name from each other by turns.
 */
export const ownershipSeen = ({ host, proof }: Wanted, txt: DnsAnswer): Seen['ownership'] => {
  if (txt.kind === 'failed') return 'unknown';
  const found = textsAt(txt, proofName(host)).map((r) => bare(r.data));
  if (!found.includes(proof)) return 'missing';
  return found.some((text) => text.startsWith(PROOF_PREFIX) && text !== proof) ? 'ambiguous' : 'proven';
};

const findOwnership = (look: Look, place: Place): Finding => {
  const seen = ownershipSeen(look, look.txt);
  if (seen === 'unknown') return unknown;
  const texts = textsAt(look.txt, place.name);
  const found = [...new Set(texts.map((r) => bare(r.data)))];
  const ours = found.filter((text) => text.startsWith(PROOF_PREFIX));
  const ttlLeft = leastTtl(texts);
  if (seen === 'proven') return { state: 'found', found: [look.proof], ttlLeft, text: 'This record is right.' };
  if (seen === 'ambiguous') {
    return {
      state: 'duplicated',
      found: ours,
      ttlLeft,
      text: `There are ${ours.length} proofs at ${place.name}. Keep only the one shown here and delete the others.`,
    };
  }
  const twice = recordsOf(look.astray.txtTwice).filter((r) => r.type === 'TXT' && bare(r.data) === look.proof);
  if (twice.length > 0) return typedTwice(place, [look.proof]);
  if (recordsOf(look.astray.txtBare).some((r) => r.type === 'TXT' && bare(r.data) === look.proof)) {
    return {
      state: 'wrong',
      found: [look.proof],
      ttlLeft: null,
      text: `The TXT record stands at ${look.host} itself. Its name must be ${place.name}. ${howToType(place.name)}`,
    };
  }
  if (ours.length > 0) {
    const text =
      'The proof that stands there is of another workspace or another name. Replace it with the one shown here.';
    return wrong(look, place, ours, ttlLeft, text);
  }
  if (found.length > 0) {
    return wrong(look, place, found, ttlLeft, `${shown(found)} stands there. Replace it with the value shown here.`);
  }
  return missing(place, look.txt);
};

/** Follows CNAMEs from a name; gives every name on the way. */
const chainFrom = (host: string, records: readonly DnsRr[]): string[] => {
  const names: string[] = [];
  for (let at: string | undefined = host; at !== undefined && names.length < CHAIN_MAX; ) {
    const name: string = at;
    at = records.find((r) => r.type === 'CNAME' && r.name === name)?.data;
    if (at !== undefined) names.push(at);
  }
  return names;
};

const addressesOf = (...answers: DnsAnswer[]): DnsRr[] =>
  answers.flatMap(recordsOf).filter((r) => r.type === 'A' || r.type === 'AAAA');

const PROXIED =
  'Cloudflare’s proxy (the orange cloud) stands before this name and hides the record. Set it to “DNS only” (the grey cloud).';

const findAddresses = (look: Look, place: Place, addresses: DnsRr[]): Finding => {
  const found = addresses.map((r) => `${r.type} ${r.data}`);
  const ttlLeft = leastTtl(addresses);
  const ours = new Set(addressesOf(look.ours.a, look.ours.aaaa).map((r) => r.data));
  if (place.type === 'ALIAS') {
    if (ours.size > 0 && addresses.every((r) => ours.has(r.data))) {
      return { state: 'found', found, ttlLeft, text: 'This record is right: the name has our addresses.' };
    }
    if (look.ours.a.kind === 'failed' || look.ours.aaaa.kind === 'failed') return unknown;
  }
  if (addresses.every((r) => isCloudflare(r.data) && !ours.has(r.data))) {
    return { state: 'proxied', found, ttlLeft, text: PROXIED };
  }
  return wrong(
    look,
    place,
    found,
    ttlLeft,
    `It leads to ${shown(found)}. Delete what stands there and set the ${place.type} to ${look.fallback}.`,
  );
};

const findRouting = (look: Look, place: Place): Finding => {
  if (look.cname.kind === 'failed') return unknown;
  const direct = recordsOf(look.cname).filter((r) => r.type === 'CNAME' && r.name === look.host);
  const ttlLeft = leastTtl(direct);
  const found = direct.map((r) => r.data);
  if (new Set(found).size > 1) {
    return {
      state: 'duplicated',
      found,
      ttlLeft,
      text: `There are ${found.length} CNAME records: ${shown(found)}. A name may have one; keep ${look.fallback}.`,
    };
  }
  const way = chainFrom(look.host, [...recordsOf(look.cname), ...recordsOf(look.a)]);
  if (way.includes(look.fallback)) return { state: 'found', found, ttlLeft, text: 'This record is right.' };
  if (direct.length > 0) {
    return wrong(look, place, found, ttlLeft, `It leads to ${shown(found)}. It must lead to ${look.fallback}.`);
  }
  const addresses = addressesOf(look.a, look.aaaa);
  if (addresses.length > 0) return findAddresses(look, place, addresses);
  if (look.a.kind === 'failed' || look.aaaa.kind === 'failed') return unknown;
  const twice = recordsOf(look.astray.routingTwice).filter((r) => r.type === 'CNAME' && r.data === look.fallback);
  return twice.length > 0 ? typedTwice(place, [look.fallback]) : missing(place, look.cname);
};

export const ownershipRecord = (look: Look): DnsRecord => {
  const place = ownershipPlace(look);
  return { ...place, ...findOwnership(look, place) };
};

export const routingRecord = (look: Look): DnsRecord => {
  const place = routingPlace(look);
  return { ...place, ...findRouting(look, place) };
};

/** What there is to say of a name that cannot have a CNAME; null for every other. */
export const apexAdvice = (host: string, routing: Pick<DnsRecord, 'state'> | undefined): Apex | null => {
  if (!isApex(host)) return null;
  const flattened = routing?.state === 'found';
  const useInstead = `www.${host}`;
  return {
    flattened,
    redirectFrom: host,
    useInstead,
    text: flattened
      ? `${host} leads to us through its DNS service.`
      : `${host} is the top of its zone, where a CNAME cannot stand. If your DNS service has ALIAS, ANAME or CNAME flattening, use that. If not, add ${useInstead} here instead and let ${host} redirect to it.`,
  };
};
