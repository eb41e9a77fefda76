import * as z from 'zod';
import { keysOf } from '../lib/keys.ts';
import { guardedFetch, jsonOf } from './fetch-guard.ts';

/** Longest wait for one answer: a resolver that has to ask around takes about a second at worst. */
const ANSWER_MAX_MS = 3_000;
/** Tries of one question: a lost connection is common, a resolver that fails twice is down. */
const TRIES = 2;
/** Largest answer read: far above any set of records that is no attack. */
const BODY_MAX_BYTES = 64 * 1024;

/** Types that are asked for, by their numbers (IANA, DNS parameters). */
const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, TXT: 16, AAAA: 28, CAA: 257 } as const;
export type DnsType = Exclude<keyof typeof TYPES, 'SOA' | 'NS'>;

/** Response codes that answer the question (RFC 1035, 4.1.1): there is such a name, or there is none. */
const NOERROR = 0;
const NXDOMAIN = 3;

const resourceRecord = z.object({
  name: z.string(),
  type: z.int(),
  TTL: z.int().min(0).catch(0),
  data: z.string(),
});

/**
 * The JSON that public resolvers answer over HTTPS (developers.cloudflare.com/1.1.1.1, "Using JSON"; Google Public DNS,
 * "JSON API for DNS over HTTPS").
 */
const message = z.object({
  Status: z.int(),
  Answer: z.array(resourceRecord).default([]),
  Authority: z.array(resourceRecord).default([]),
});

/** One record: names lower-case without the trailing dot, text joined and without its quotes, `ttl` in seconds. */
export type DnsRr = { name: string; type: DnsType; data: string; ttl: number };

/**
 * An answer holds every record that led to it, the CNAMEs on the way too; `negativeTtl` is how long resolvers keep that
 * there is nothing. `failed` means that nobody could look: it says nothing about the name.
 */
export type DnsAnswer = { kind: 'answer'; records: DnsRr[]; negativeTtl: number | null } | { kind: 'failed' };

export type DnsSettings = { DNS_URL: string };

const plainName = (text: string): string => text.toLowerCase().replace(/\.$/, '');

/** The text of a TXT record: quoted strings with escapes, split where it is long, or as it is (Google leaves the quotes off). */
export const textOf = (data: string): string => {
  if (!/^\s*"/.test(data)) return data;
  const parts = data.match(/"(?:[^"\\]|\\.)*"/gs) ?? [];
  return parts
    .map((part) =>
      part
        .slice(1, -1)
        .replace(/\\(\d{3}|.)/gs, (_, x: string) => (x.length === 3 ? String.fromCharCode(Number(x)) : x)),
    )
    .join('');
};

/**
 * A CAA record as `flags tag "value"`: some resolvers give the bytes instead (RFC 3597, section 5: `\# length hex`), which
 * begin with the flags, the tag's length and the tag (RFC 8659, 4.1).
 */
export const caaOf = (data: string): string => {
  const generic = /^\\#\s+\d+\s+([0-9a-f\s]+)$/i.exec(data);
  if (!generic?.[1]) return data;
  const bytes = (generic[1].replace(/\s/g, '').match(/../g) ?? []).map((x) => Number.parseInt(x, 16));
  const [flags = 0, length = 0] = bytes;
  const text = String.fromCharCode(...bytes.slice(2));
  return `${flags} ${text.slice(0, length)} "${text.slice(length)}"`;
};

const dataOf = (type: DnsType, data: string): string => {
  switch (type) {
    case 'TXT':
      return textOf(data);
    case 'CAA':
      return caaOf(data);
    default:
      return plainName(data);
  }
};

const typeName = (number: number): DnsType | undefined => {
  const found = keysOf(TYPES).find((name) => TYPES[name] === number);
  return found === 'SOA' || found === 'NS' ? undefined : found;
};

/** How long "there is nothing" is kept (RFC 2308, section 5): the lesser of the SOA's own time and its last number. */
const negativeTtlOf = (authority: z.infer<typeof resourceRecord>[]): number | null => {
  const soa = authority.find((r) => r.type === TYPES.SOA);
  if (!soa) return null;
  const minimum = Number(soa.data.trim().split(/\s+/).at(-1));
  return Number.isFinite(minimum) ? Math.min(soa.TTL, minimum) : soa.TTL;
};

/** A resolver's answer in our words; undefined where it did not answer the question. */
export const readAnswer = (json: unknown): DnsAnswer | undefined => {
  const parsed = message.safeParse(json);
  if (!parsed.success) return undefined;
  const { Status, Answer, Authority } = parsed.data;
  if (Status !== NOERROR && Status !== NXDOMAIN) return undefined;
  const records = Answer.flatMap((r): DnsRr[] => {
    const type = typeName(r.type);
    return type ? [{ name: plainName(r.name), type, data: dataOf(type, r.data), ttl: r.TTL }] : [];
  });
  return { kind: 'answer', records, negativeTtl: negativeTtlOf(Authority) };
};

/** Asks the public DNS. Never throws. */
export const resolve = async (settings: DnsSettings, name: string, type: DnsType): Promise<DnsAnswer> => {
  const url = `${settings.DNS_URL}?${new URLSearchParams({ name, type })}`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const called = await guardedFetch(
      url,
      { headers: { accept: 'application/dns-json' } },
      { timeoutMs: ANSWER_MAX_MS, maxBytes: BODY_MAX_BYTES },
    );
    if (called.kind !== 'answer' || called.answer.status !== 200) continue;
    const answer = readAnswer(jsonOf(called.answer));
    if (answer) return answer;
  }
  return { kind: 'failed' };
};
