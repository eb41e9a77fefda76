import type { ZoneScript } from './dns-script.ts';
import type { Zones } from './dns-zones.ts';

/** An hour, so that it still counts down when a person comes to look. */
const CACHED_SECONDS = 3_600;
/** Where a customer's shop was before; documentation addresses (RFC 5737, RFC 3849). */
const OLD_ADDRESS = '203.0.113.10';
const OLD_ADDRESS_6 = '2001:db8:10::10';

/**
 * Zones to try domains with by hand. What only a tenant's page knows, the TXT that proves ownership, is in none of
 * them: it is set through the control address, as a customer sets it at his provider of DNS.
 *
 * | name | what is there |
 * |---|---|
 * | gifts.acme.example | CNAME to the fallback name |
 * | proxied.acme.example | the same CNAME with the orange cloud on |
 * | cached.acme.example | the right CNAME, but resolvers keep the old one for an hour |
 * | www.globex.example | CNAME to somebody else |
 * | apex.example | an apex with addresses of somebody else |
 */
export function demoZones(fallback: string): ZoneScript[] {
  const right = (name: string) => ({ name, type: 'CNAME' as const, data: fallback });
  return [
    {
      name: 'acme.example',
      records: [
        right('gifts.acme.example'),
        { ...right('proxied.acme.example'), proxied: true },
        { name: 'cached.acme.example', type: 'CNAME', data: 'shops.old-host.example' },
      ],
    },
    {
      name: 'globex.example',
      records: [{ name: 'www.globex.example', type: 'CNAME', data: 'shops.old-host.example' }],
    },
    {
      name: 'apex.example',
      records: [
        { name: 'apex.example', type: 'A', data: OLD_ADDRESS },
        { name: 'apex.example', type: 'AAAA', data: OLD_ADDRESS_6 },
      ],
    },
    { name: 'old-host.example', records: [{ name: 'shops.old-host.example', type: 'A', data: OLD_ADDRESS }] },
  ];
}

/** Puts the demo zones where there are none of their names: what a person scripted in an earlier run stays. */
export function seedDemoZones(zones: Zones, fallback: string): void {
  const missing = demoZones(fallback).filter(({ name }) => !zones.has(name));
  for (const script of missing) zones.put(script);
  if (!missing.some(({ name }) => name === 'acme.example')) return;
  const name = 'cached.acme.example';
  zones.change({ name, type: 'CNAME', data: fallback, ttl: CACHED_SECONDS, proxied: false, cachedFor: CACHED_SECONDS });
}
