import { isWithin } from './dns-names.ts';
import {
  type RecordChange,
  type RecordRemoval,
  type RecordType,
  type Zone,
  type ZoneRecord,
  type ZoneScript,
  zoneScript,
} from './dns-script.ts';

/**
 * Addresses of the fallback name, where custom hostnames lead. Both ranges are Cloudflare's
 * (https://www.cloudflare.com/ips/).
 */
export const FALLBACK_ADDRESSES = ['104.18.40.10', '172.64.147.246'];
export const FALLBACK_ADDRESSES_6 = ['2606:4700:4400::6812:280a', '2606:4700:4400::ac40:93f6'];

/** Whose eyes: a resolver that may still have old answers, or the name servers themselves. */
export type View = 'resolver' | 'authority';

/** The records of one name and type; `left` is the seconds that a kept answer still has, null when it is fresh. */
export interface RecordSet {
  records: ZoneRecord[];
  left: number | null;
}

export interface Zones {
  /** Puts a zone in place of the earlier one of that name. Throws a ZodError for a script that is not right. */
  put(script: ZoneScript): Zone;
  /** @returns false when no zone holds that name. */
  change(change: RecordChange): boolean;
  removeRecords(removal: RecordRemoval): boolean;
  remove(name: string): boolean;
  clear(): void;
  /** The scripted zones; the fallback name's own is not among them. */
  list(): Zone[];
  has(name: string): boolean;
  /** The closest zone at or above a name. */
  zoneOf(name: string): Zone | undefined;
  set(zone: Zone, name: string, type: RecordType, view: View): RecordSet;
  /** Whether there is anything at this name or below it (RFC 8020). */
  exists(zone: Zone, name: string, view: View): boolean;
}

export interface ZonesOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** The name that customers' CNAMEs lead to. It is in our own zone, proxied, and always answers. */
  fallback: string;
  /** Zones of an earlier run. */
  kept?: Zone[];
  changed?: () => void;
}

const sameSet = (a: readonly ZoneRecord[], b: readonly ZoneRecord[]): boolean =>
  JSON.stringify([...a.map((one) => JSON.stringify(one))].sort()) ===
  JSON.stringify([...b.map((one) => JSON.stringify(one))].sort());

function ownZone(fallback: string): Zone {
  const record = { name: fallback, ttl: 300, proxied: false };
  return {
    name: fallback,
    servfail: false,
    negativeTtl: 300,
    serial: 1,
    records: [
      ...FALLBACK_ADDRESSES.map((data) => ({ ...record, type: 'A' as const, data })),
      ...FALLBACK_ADDRESSES_6.map((data) => ({ ...record, type: 'AAAA' as const, data })),
    ],
    cached: [],
  };
}

/** Scripted zones in memory. A change with `cachedFor` leaves the old answer with resolvers for that long. */
export function createZones({ now, fallback, kept = [], changed = () => {} }: ZonesOptions): Zones {
  const zones = new Map(kept.map((zone) => [zone.name, zone]));
  const own = ownZone(fallback);

  const zoneOf = (name: string): Zone | undefined => {
    if (name === fallback) return own;
    let best: Zone | undefined;
    for (const zone of zones.values()) {
      if (isWithin(name, zone.name) && zone.name.length > (best?.name.length ?? 0)) best = zone;
    }
    return best;
  };

  const truth = (zone: Zone, name: string, type: RecordType): ZoneRecord[] =>
    zone.records.filter((record) => record.name === name && record.type === type);

  const set: Zones['set'] = (zone, name, type, view) => {
    const at = now();
    const old = zone.cached.find((one) => one.name === name && one.type === type && one.until > at);
    if (view === 'authority' || old === undefined) return { records: truth(zone, name, type), left: null };
    return { records: old.records, left: Math.ceil((old.until - at) / 1_000) };
  };

  /** Remembers for resolvers what they said until now, or makes them forget it. Called before the change itself. */
  const remember = (zone: Zone, name: string, type: RecordType, seconds: number): void => {
    const before = set(zone, name, type, 'resolver').records;
    const others = zone.cached.filter((one) => one.name !== name || one.type !== type);
    zone.cached = others.filter((one) => one.until > now());
    if (seconds > 0) zone.cached.push({ name, type, records: before, until: now() + seconds * 1_000 });
  };

  const replace = (zone: Zone, name: string, type: RecordType, next: ZoneRecord[], seconds: number): void => {
    if (sameSet(truth(zone, name, type), next)) return;
    remember(zone, name, type, seconds);
    zone.records = [...zone.records.filter((record) => record.name !== name || record.type !== type), ...next];
    zone.serial += 1;
  };

  return {
    put(raw) {
      const { name, servfail, negativeTtl, records, cachedFor = 0 } = zoneScript.parse(raw);
      const zone = zones.get(name) ?? { name, servfail, negativeTtl, serial: 1, records: [], cached: [] };
      const keys = new Map([...zone.records, ...records].map((one) => [`${one.name}|${one.type}`, one]));
      for (const key of keys.values()) {
        const wanted = records.filter((one) => one.name === key.name && one.type === key.type);
        const next = wanted.map(({ cachedFor: _, ...record }) => record);
        replace(zone, key.name, key.type, next, Math.max(cachedFor, ...wanted.map((one) => one.cachedFor ?? 0)));
      }
      Object.assign(zone, { servfail, negativeTtl });
      zones.set(name, zone);
      changed();
      return zone;
    },
    change({ data, cachedFor = 0, ...record }) {
      const zone = zoneOf(record.name);
      if (zone === undefined || zone === own) return false;
      const next = [data].flat().map((one) => ({ ...record, data: one }));
      replace(zone, record.name, record.type, next, cachedFor);
      changed();
      return true;
    },
    removeRecords({ name, type, cachedFor = 0 }) {
      const zone = zoneOf(name);
      if (zone === undefined || zone === own) return false;
      const there = zone.records.filter((record) => record.name === name && (type ?? record.type) === record.type);
      for (const record of there) replace(zone, name, record.type, [], cachedFor);
      changed();
      return there.length > 0;
    },
    remove(name) {
      const found = zones.delete(name);
      changed();
      return found;
    },
    clear() {
      zones.clear();
      changed();
    },
    list: () => [...zones.values()],
    has: (name) => zones.has(name),
    zoneOf,
    set,
    exists(zone, name, view) {
      if (name === zone.name) return true;
      const names = [...zone.records, ...zone.cached].filter((one) => isWithin(one.name, name));
      return names.some((one) => set(zone, one.name, one.type, view).records.length > 0);
    },
  };
}
