import { CERTIFICATE_ISSUER } from '../../../platform/custom-hostnames.ts';
import type { DnsRecord } from '../contract.ts';
import type { Look } from './look.ts';

/**
 * The CAA record that forbids the certificate; undefined where none does. The set that counts is the first one on the
 * way up from the name, and only its `issue` records do (RFC 8659, sections 3 and 4.2).
 */
export const forbiddingCaa = (look: Look): DnsRecord | undefined => {
  for (const { name, answer } of look.caa) {
    // What is nearer to the name could allow it.
    if (answer.kind === 'failed') return undefined;
    const set = answer.records.filter((r) => r.type === 'CAA');
    if (set.length === 0) continue;
    const issuers = set.flatMap((r) => {
      const [, tag, value] = /^\s*\d+\s+(\S+)\s+"?([^"]*)"?/.exec(r.data) ?? [];
      return tag?.toLowerCase() === 'issue' ? [(value ?? '').split(';')[0]?.trim().toLowerCase() ?? ''] : [];
    });
    if (issuers.length === 0 || issuers.includes(CERTIFICATE_ISSUER)) return undefined;
    return {
      type: 'CAA',
      name,
      value: `0 issue "${CERTIFICATE_ISSUER}"`,
      purpose: 'certificate',
      state: 'wrong',
      found: set.map((r) => r.data),
      ttlLeft: Math.min(...set.map((r) => r.ttl)),
      text: `The CAA records of ${name} do not let our certificate be issued. Add this one; the others may stay.`,
    };
  }
  return undefined;
};
