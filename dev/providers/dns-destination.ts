import { plainName, TYPE_CODES } from './dns-names.ts';
import { type Answered, resolveName } from './dns-resolve.ts';
import type { View, Zones } from './dns-zones.ts';

/** Where a host leads to, as its addresses say. */
export type Destination = 'here' | 'elsewhere' | 'nowhere';

/**
 * Whether a host leads to the fallback name: by its CNAME, or at an apex by the same addresses. A proxied record leads
 * to another customer's part of Cloudflare, so elsewhere.
 */
export function destinationOf(zones: Zones, host: string, fallback: string, view: View): Destination {
  const lookups = [TYPE_CODES.A, TYPE_CODES.AAAA].map((type) => resolveName(zones, host, type, view).answers);
  const chain = lookups.flat().filter((record) => record.type === TYPE_CODES.CNAME);
  if (host === fallback || chain.some((record) => plainName(record.data) === fallback)) return 'here';
  const addresses = lookups.flat().filter((record) => record.type !== TYPE_CODES.CNAME);
  if (addresses.length === 0) return 'nowhere';
  const ours = [TYPE_CODES.A, TYPE_CODES.AAAA].flatMap((type) => resolveName(zones, fallback, type, view).answers);
  const isOurs = ({ data }: Answered): boolean => ours.some((record) => record.data === data);
  return addresses.every(isOurs) ? 'here' : 'elsewhere';
}

/** The texts that stand at a name, without quotes. */
export function textsAt(zones: Zones, name: string): string[] {
  const found = resolveName(zones, name, TYPE_CODES.TXT, 'authority');
  return found.answers.flatMap((record) => record.text ?? []);
}
