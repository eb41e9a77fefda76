import * as z from 'zod';
import { guardedFetch, jsonOf } from './fetch-guard.ts';

/**
 * Cloudflare for SaaS: names of customers that our zone answers for, each with a certificate of its own
 * (developers.cloudflare.com/api, "Custom Hostnames"). One name is there once for the whole zone.
 */

/** Longest wait for one call: their API takes about a second. */
const CALL_MAX_MS = 8_000;
/** "Duplicate custom hostname found": somebody else has just made it. */
const DUPLICATE = 1406;
/** "The custom hostname was not found". A 404 with another code says that the question was wrong. */
const NOT_FOUND = 1436;
/** Rows of one answer of their search, and answers read: it gives every name that contains ours. */
const PAGE_ROWS = 50;
const PAGES_MAX = 10;
/** Lowest TLS version that a customer's name takes: RFC 8996 retired all below. */
const MIN_TLS = '1.2';

export type HostnameSettings = { CLOUDFLARE_URL: string; CLOUDFLARE_TOKEN?: string; CLOUDFLARE_ZONE_ID?: string };

const problems = z
  .array(z.union([z.string(), z.object({ message: z.string() }).transform((e) => e.message)]))
  .nullish()
  .transform((list) => list ?? []);

const hostname = z.object({
  id: z.string().min(1),
  hostname: z.string(),
  status: z.string().default('pending'),
  verification_errors: problems,
  ssl: z
    .object({ status: z.string().default('initializing'), validation_errors: problems })
    .nullish()
    .transform((ssl) => ssl ?? { status: 'initializing', validation_errors: [] as string[] }),
});

const envelope = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ code: z.int(), message: z.string() })).nullish(),
  result: z.unknown(),
});

/** A name as Cloudflare holds it; `status` and `sslStatus` are its own words, `active` where all is well. */
export type CustomHostname = {
  id: string;
  host: string;
  status: string;
  errors: string[];
  sslStatus: string;
  sslErrors: string[];
};

/** `refused` is their word on the name; `failed` says nothing about it: it could not be asked, or it refused us. */
export type HostnameAnswer =
  | { kind: 'hostname'; hostname: CustomHostname }
  | { kind: 'none' }
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; reason: string };

const viewOf = (h: z.infer<typeof hostname>): CustomHostname => ({
  id: h.id,
  host: h.hostname.toLowerCase(),
  status: h.status,
  errors: h.verification_errors,
  sslStatus: h.ssl.status,
  sslErrors: h.ssl.validation_errors,
});

type Result =
  | { status: number; codes: number[]; messages: string[]; result: unknown }
  | { status: 'failed'; reason: string };

const call = async (settings: HostnameSettings, method: string, path: string, body?: object): Promise<Result> => {
  const { CLOUDFLARE_URL, CLOUDFLARE_TOKEN, CLOUDFLARE_ZONE_ID } = settings;
  if (!CLOUDFLARE_TOKEN || !CLOUDFLARE_ZONE_ID) return { status: 'failed', reason: 'no token or zone is set' };
  const called = await guardedFetch(
    `${CLOUDFLARE_URL}/zones/${CLOUDFLARE_ZONE_ID}/custom_hostnames${path}`,
    {
      method,
      headers: { authorization: `Bearer ${CLOUDFLARE_TOKEN}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    },
    { timeoutMs: CALL_MAX_MS },
  );
  if (called.kind === 'fault') return { status: 'failed', reason: called.fault };
  const parsed = envelope.safeParse(jsonOf(called.answer));
  const { status } = called.answer;
  // What was deleted is answered without the envelope.
  if (!parsed.success) return { status, codes: [], messages: [], result: undefined };
  const { success, errors, result } = parsed.data;
  return {
    status,
    codes: (errors ?? []).map((e) => e.code),
    messages: (errors ?? []).map((e) => e.message),
    result: success ? result : undefined,
  };
};

const failed = (result: Result): HostnameAnswer => ({
  kind: 'failed',
  reason: result.status === 'failed' ? result.reason : `status ${result.status}, codes ${result.codes.join(' ')}`,
});

const one = (result: Result): HostnameAnswer => {
  if (result.status === 'failed') return failed(result);
  if (result.codes.includes(NOT_FOUND)) return { kind: 'none' };
  const parsed = hostname.safeParse(result.result);
  return parsed.success ? { kind: 'hostname', hostname: viewOf(parsed.data) } : failed(result);
};

/** The name by itself. */
export const findHostname = async (settings: HostnameSettings, host: string): Promise<HostnameAnswer> => {
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const query = new URLSearchParams({ hostname: host, page: String(page), per_page: String(PAGE_ROWS) });
    const result = await call(settings, 'GET', `?${query}`);
    if (result.status === 'failed') return failed(result);
    const parsed = z.array(hostname).safeParse(result.result);
    if (!parsed.success) return failed(result);
    const found = parsed.data.map(viewOf).find((h) => h.host === host);
    if (found) return { kind: 'hostname', hostname: found };
    if (parsed.data.length < PAGE_ROWS) break;
  }
  return { kind: 'none' };
};

/** Who issues, as CAA records call it (pki.goog/faq): named, so that it can be said which CAA record is wanted. */
export const CERTIFICATE_ISSUER = 'pki.goog';
/** The certificate is proven over HTTP, which needs no record of its own once the name leads to us. */
const ssl = { method: 'http', type: 'dv', certificate_authority: 'google', settings: { min_tls_version: MIN_TLS } };

/**
 * The name, made where it is not there. Safe to repeat and to run twice at once: it is looked up first, and a name that
 * somebody made meanwhile is taken.
 */
export const ensureHostname = async (
  settings: HostnameSettings,
  host: string,
  knownId: string | null,
): Promise<HostnameAnswer> => {
  if (knownId !== null) {
    const known = one(await call(settings, 'GET', `/${encodeURIComponent(knownId)}`));
    if (known.kind === 'failed' || (known.kind === 'hostname' && known.hostname.host === host)) return known;
  }
  const found = await findHostname(settings, host);
  if (found.kind !== 'none') return found;
  const made = await call(settings, 'POST', '', { hostname: host, ssl });
  const duplicate = made.status !== 'failed' && (made.status === 409 || made.codes.includes(DUPLICATE));
  if (duplicate) return findHostname(settings, host);
  if (made.status === 400) return { kind: 'refused', reason: made.messages.join(' ') };
  return one(made);
};

/** Has the name and its certificate looked at again: over HTTP that is done only at first and on demand. */
export const retryHostname = async (settings: HostnameSettings, id: string): Promise<HostnameAnswer> =>
  one(await call(settings, 'PATCH', `/${encodeURIComponent(id)}`, { ssl }));

/** Takes a name away. True once it is gone, by us or before. */
export const deleteHostname = async (settings: HostnameSettings, id: string): Promise<boolean> => {
  const result = await call(settings, 'DELETE', `/${encodeURIComponent(id)}`);
  return result.status !== 'failed' && (result.status < 300 || result.codes.includes(NOT_FOUND));
};
