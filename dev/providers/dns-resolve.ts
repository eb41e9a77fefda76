import { plainName, quotedText, TYPE_CODES } from './dns-names.ts';
import type { RecordType, Zone, ZoneRecord } from './dns-script.ts';
import type { View, Zones } from './dns-zones.ts';
import { hash32 } from './hash.ts';

/** Response codes (RFC 1035, 4.1.1). 1.1.1.1 answers NOTIMP to ANY. */
export const RCODE = { noError: 0, servFail: 2, nxDomain: 3, notImp: 4 } as const;
const ANY = 255;
/** Resolvers give up on longer chains; BIND stops at 16, Unbound at 11. */
const CHAIN_MAX = 11;
/** What Cloudflare gives a proxied record. */
const PROXIED_TTL = 300;
/** The root zone's answer for a name that is in no zone. */
const ROOT_TTL = 86_400;
const ROOT_SOA = 'a.root-servers.net. nstld.verisign-grs.com. 2026010100 1800 900 604800 86400';
/** Serial numbers look like a date with a counter; these start on a fixed day. */
const FIRST_SERIAL = 2_026_010_100;

/** One record of an answer. `data` is as in a zone file, names with their last dot. */
export interface Answered {
  name: string;
  type: number;
  ttl: number;
  data: string;
  /** The text of a TXT without quotes. */
  text?: string;
}

export interface Resolution {
  status: number;
  answers: Answered[];
  /** The SOA that says for how long a "no" may be kept. */
  authority: Answered[];
}

/** Names end in a dot in an answer's data, whatever the script has. */
function shown(record: ZoneRecord): string {
  const absolute = (name: string): string => `${plainName(name)}.`;
  if (record.type === 'TXT') return quotedText(record.data);
  if (record.type === 'CNAME' || record.type === 'NS') return absolute(record.data);
  if (record.type !== 'MX') return record.data;
  const [preference = '', host = ''] = record.data.split(' ');
  return `${preference} ${absolute(host)}`;
}

function answered(record: ZoneRecord, left: number | null): Answered {
  const type = TYPE_CODES[record.type === 'ALIAS' ? 'CNAME' : record.type];
  const base = { name: record.name, type, ttl: left ?? record.ttl, data: shown(record) };
  return record.type === 'TXT' ? { ...base, text: record.data } : base;
}

/** Addresses of Cloudflare's ranges that belong to one customer's zone, never those of the fallback name. */
function proxyAddresses(zone: string, type: number): string[] {
  const hash = hash32(`proxy|${zone}`);
  const [high, low] = [hash % 64, (hash >>> 8) % 256];
  if (type === TYPE_CODES.A) return [`104.21.${high}.${low}`, `172.67.${128 + high}.${low}`];
  const [third, fourth] = [`ac43:${(0x8000 + (hash % 0x4000)).toString(16)}`, `6815:${(hash % 0x4000).toString(16)}`];
  return [`2606:4700:3030::${third}`, `2606:4700:3037::${fourth}`];
}

function nameServers(zone: Zone): string[] {
  const proxied = zone.records.some((record) => record.proxied);
  return proxied
    ? ['ada.ns.cloudflare.com.', 'bob.ns.cloudflare.com.']
    : ['ns1.dns-host.example.', 'ns2.dns-host.example.'];
}

function soa(zone: Zone, ttl: number): Answered {
  const [server] = nameServers(zone);
  const serial = FIRST_SERIAL + zone.serial;
  const data = `${server} hostmaster.${zone.name}. ${serial} 10000 2400 604800 ${zone.negativeTtl}`;
  return { name: zone.name, type: TYPE_CODES.SOA, ttl, data };
}

const isAddress = (type: number): boolean => type === TYPE_CODES.A || type === TYPE_CODES.AAAA;

interface Step {
  answers: Answered[];
  /** Where a CNAME leads to. */
  next?: string;
  /** Set when there is nothing: how long a resolver keeps that. */
  negativeTtl?: number;
}

/** What one zone says about one name. */
function step(zones: Zones, zone: Zone, name: string, type: number, view: View, hops: number): Step {
  const set = (of: RecordType) => zones.set(zone, name, of, view);
  const proxied = (['A', 'AAAA', 'CNAME'] as const).some((of) => set(of).records.some((record) => record.proxied));
  if (proxied && isAddress(type)) {
    const data = proxyAddresses(zone.name, type);
    return { answers: data.map((one) => ({ name, type, ttl: PROXIED_TTL, data: one })) };
  }
  const cname = set('CNAME');
  const [first] = cname.records;
  if (first !== undefined && !proxied) {
    const answers = cname.records.map((record) => answered(record, cname.left));
    return type === TYPE_CODES.CNAME ? { answers } : { answers, next: plainName(first.data) };
  }
  const [alias] = set('ALIAS').records;
  if (alias !== undefined && isAddress(type)) {
    const target = resolveName(zones, plainName(alias.data), type, view, hops - 1);
    const addresses = target.answers.filter((one) => one.type === type);
    if (addresses.length > 0) return { answers: addresses.map((one) => ({ ...one, name })) };
  }
  if (name === zone.name && type === TYPE_CODES.SOA) return { answers: [soa(zone, zone.negativeTtl)] };
  const of = (['A', 'AAAA', 'TXT', 'MX', 'NS', 'CAA', 'CNAME'] as const).find((one) => TYPE_CODES[one] === type);
  // A proxied CNAME is not seen by its type either.
  const found = of === undefined || (proxied && of === 'CNAME') ? { records: [], left: null } : set(of);
  if (found.records.length > 0) return { answers: found.records.map((record) => answered(record, found.left)) };
  if (name === zone.name && type === TYPE_CODES.NS) {
    return { answers: nameServers(zone).map((data) => ({ name, type, ttl: ROOT_TTL, data })) };
  }
  return { answers: [], negativeTtl: found.left ?? zone.negativeTtl };
}

/**
 * What a resolver (or, in the view `authority`, the name servers) answers for a name without its last dot. CNAMEs are
 * followed over zones and given with what they lead to; one that leads nowhere is NXDOMAIN with the chain so far
 * (RFC 6604).
 */
export function resolveName(
  zones: Zones,
  asked: string,
  type: number,
  view: View,
  hops: number = CHAIN_MAX,
): Resolution {
  const answers: Answered[] = [];
  if (type === ANY) return { status: RCODE.notImp, answers, authority: [] };
  let name = asked;
  for (let left = hops; left > 0; left -= 1) {
    const zone = zones.zoneOf(name);
    if (zone === undefined) {
      const root = { name: '', type: TYPE_CODES.SOA, ttl: ROOT_TTL, data: ROOT_SOA };
      return { status: RCODE.nxDomain, answers, authority: [root] };
    }
    if (zone.servfail) break;
    const { answers: more, next, negativeTtl } = step(zones, zone, name, type, view, left);
    answers.push(...more);
    if (negativeTtl !== undefined) {
      const status = zones.exists(zone, name, view) ? RCODE.noError : RCODE.nxDomain;
      return { status, answers, authority: [soa(zone, negativeTtl)] };
    }
    if (next === undefined) return { status: RCODE.noError, answers, authority: [] };
    name = next;
  }
  return { status: RCODE.servFail, answers: [], authority: [] };
}
