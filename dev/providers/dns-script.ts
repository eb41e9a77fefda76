import { isIPv4, isIPv6 } from 'node:net';
import * as z from 'zod';
import { isName, isWithin, plainName } from './dns-names.ts';

/** What providers of DNS preset, and the longest that resolvers keep an answer (one day). */
const TTL_PRESET = 300;
const SECONDS_MAX = 86_400;
/** Longer than any text that a person is asked to put into DNS, a DKIM key included. */
const DATA_MAX = 4_096;

/** `ALIAS` stands for what providers of DNS call ALIAS, ANAME or a flattened CNAME: seen from outside, A and AAAA. */
const RECORD_TYPES = ['A', 'AAAA', 'CNAME', 'ALIAS', 'TXT', 'MX', 'NS', 'CAA'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

const isHost = (data: string): boolean => isName(data);
const FITS: Record<RecordType, (data: string) => boolean> = {
  A: isIPv4,
  AAAA: isIPv6,
  CNAME: isHost,
  ALIAS: isHost,
  NS: isHost,
  TXT: () => true,
  MX: (data) => /^\d{1,5} \S+$/.test(data) && isHost(data.split(' ')[1] ?? ''),
  CAA: (data) => /^\d{1,3} [a-z0-9]+ "[^"]*"$/.test(data),
};

export const dnsName = z.string().refine(isName, 'must be a DNS name').transform(plainName);
const seconds = z.int().min(0).max(SECONDS_MAX);
const type = z.enum(RECORD_TYPES);
const data = z.string().max(DATA_MAX);

/** Says which of the texts is no data of the type. */
function checkData(record: { type: RecordType; data: string | string[] }, context: z.RefinementCtx): void {
  for (const one of [record.data].flat()) {
    if (!FITS[record.type](one)) context.addIssue({ code: 'custom', message: `no data of ${record.type}: ${one}` });
  }
}

const recordShape = {
  name: dnsName,
  type,
  ttl: seconds.default(TTL_PRESET),
  /** Orange cloud: A and AAAA answer addresses of Cloudflare's, and what is behind them is not seen. */
  proxied: z.boolean().default(false),
};

/** One record as it is kept. `data` of TXT is the bare text, of CAA `0 issue "ca.example"`, of MX `10 mx.example`. */
export const zoneRecord = z.object({ ...recordShape, data });
export type ZoneRecord = z.infer<typeof zoneRecord>;

/** Answers that a resolver still has from before a change; no records: it remembers that there was nothing. */
export const cachedSet = z.object({
  name: z.string(),
  type,
  records: z.array(zoneRecord),
  /** Milliseconds since the epoch. */
  until: z.number(),
});

export const zone = z.object({
  name: z.string(),
  /** The name servers do not answer: every name of the zone is SERVFAIL. */
  servfail: z.boolean(),
  /** Seconds that "there is no such thing" may be kept: the last field of the SOA (RFC 2308). */
  negativeTtl: z.number(),
  /** Counts changes, for the SOA. */
  serial: z.number(),
  records: z.array(zoneRecord),
  cached: z.array(cachedSet),
});
export type Zone = z.infer<typeof zone>;

/** Seconds that a resolver goes on answering what stood there before this change. */
const cachedFor = seconds.optional();

const scriptRecord = z.strictObject({ ...recordShape, data, cachedFor }).superRefine(checkData);

/** A whole zone; takes the place of an earlier one of the same name. */
export const zoneScript = z
  .strictObject({
    name: dnsName,
    records: z.array(scriptRecord).default([]),
    servfail: z.boolean().default(false),
    negativeTtl: seconds.default(TTL_PRESET),
    cachedFor,
  })
  .superRefine((script, context) => {
    if (isWithin(script.name, 'localhost')) {
      context.addIssue({ code: 'custom', message: 'localhost is on no name server (RFC 6761, 6.3)' });
    }
    for (const record of script.records) {
      if (!isWithin(record.name, script.name)) {
        context.addIssue({ code: 'custom', message: `${record.name} is not in the zone ${script.name}` });
      }
    }
  });
export type ZoneScript = z.input<typeof zoneScript>;

/** All records of one name and type, in place of the earlier ones. */
export const recordChange = z
  .strictObject({ ...recordShape, data: z.union([data, z.array(data).min(1)]), cachedFor })
  .superRefine(checkData);
export type RecordChange = z.output<typeof recordChange>;

/** Without `type`, everything at that name. */
export const recordRemoval = z.strictObject({ name: dnsName, type: type.optional(), cachedFor });
export type RecordRemoval = z.output<typeof recordRemoval>;
