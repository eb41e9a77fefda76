import { isIP } from 'node:net';
import { getDomain } from 'tldts';
import * as z from 'zod';
import { json, text, withHeaders } from './answers.ts';
import { advanced, type Hostname, newHostname, shownHostname } from './cloudflare-hostname.ts';
import type { Hostnames } from './cloudflare-hostnames.ts';
import { isName, plainName } from './dns-names.ts';
import type { Zones } from './dns-zones.ts';
import { header, keyState } from './keys.ts';
import type { Answer, Provider, ProviderContext, ProviderRequest } from './types.ts';

/** Bounds and default of `per_page` (developers.cloudflare.com/api, List Custom Hostnames). */
const PER_PAGE = { min: 5, max: 50, preset: 20 } as const;
const PATH = /^\/client\/v4\/zones\/([^/]+)\/custom_hostnames(?:\/([^/]+))?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Refused by the real API too; it also refuses `example` and `test`, which demo and tests live under here. */
const RESERVED = ['localhost', 'invalid'];

const CHECK = 'Check your input and try again.';
interface Fault {
  code: number;
  message: string;
  error_chain?: Fault[];
}
const failed = (status: number, fault: Fault): Answer =>
  json(status, { success: false, errors: [fault], messages: [], result: null });
const fine = (status: number, result: unknown, more: object = {}): Answer =>
  json(status, { success: true, errors: [], messages: [], result, ...more });

/**
 * Statuses, codes and messages by
 * developers.cloudflare.com/cloudflare-for-platforms/cloudflare-for-saas/reference/status-codes/custom-hostnames/.
 */
const notFound = (): Answer => failed(404, { code: 1436, message: 'The custom hostname was not found.' });
const bad = (code: number, message: string): Answer => failed(400, { code, message: `${message} ${CHECK}` });

const settings = z.looseObject({ min_tls_version: z.string().optional() });
const sslInput = z.looseObject({
  method: z.string().optional(),
  type: z.string().optional(),
  settings: settings.optional(),
});
const body = z.looseObject({
  hostname: z.string().optional(),
  ssl: sslInput.optional(),
  custom_metadata: z.record(z.string(), z.string()).optional(),
});
type Body = z.infer<typeof body>;

/** What is wrong with a name, or null. */
function wrongName(host: string): Answer | null {
  if (/[^\0-\x7f]/.test(host)) return bad(1408, 'Custom hostnames with non-ASCII characters are not supported.');
  if (!isName(host) || isIP(host) !== 0 || !/^[a-z0-9_.-]+$/.test(host)) {
    const why = 'cannot be IP addresses, cannot contain any special characters such as ``~`!@#$%^&*()=+{}[]\\';
    return failed(400, {
      code: 1407,
      message: `Invalid custom hostname. Custom hostnames have to be smaller than 256 characters in length, ${why}`,
    });
  }
  if (RESERVED.includes(host.split('.').at(-1) ?? '')) {
    return bad(
      1409,
      "Reserved top domain custom hostnames, such as 'test', 'example', 'invalid' or 'localhost', is not supported.",
    );
  }
  if (/(^|\.)example\.(com|net|org)$/.test(host)) {
    return bad(1411, 'Custom hostnames ending in example.com, example.net, or example.org are prohibited.');
  }
  if (getDomain(host, { allowPrivateDomains: true }) === null) {
    const reason = `publicsuffix: cannot derive eTLD+1 for domain "${host}"`;
    return bad(1410, `Unable to parse custom hostname - ${reason}.`);
  }
  return null;
}

type Ssl = Pick<Hostname['ssl'], 'method' | 'minTlsVersion'>;

/** The settings of a certificate, or what is wrong with them. */
function sslOf(input: Body['ssl'], preset: string): Ssl | Answer {
  if (input === undefined) return bad(1434, 'The SSL attribute is invalid. Refer to the API documentation,');
  if (input.method === undefined || input.type === undefined) {
    return bad(1440, 'Both validation type and validation method are required.');
  }
  const method = (['http', 'txt', 'email'] as const).find((one) => one === input.method);
  if (method === undefined) {
    return bad(1432, 'The validation method is not supported. Only `http`, `email`, or `txt` are accepted.');
  }
  if (input.type !== 'dv') return bad(1433, "The validation type is not supported. Only 'dv' is accepted.");
  const minTlsVersion = input.settings?.min_tls_version ?? preset;
  if (!['1.0', '1.1', '1.2', '1.3'].includes(minTlsVersion)) {
    return bad(1425, "Invalid `min_tls_version` setting. Only '1.0','1.1','1.2' or '1.3' is accepted.");
  }
  return { method, minTlsVersion };
}

/** Who asks, or how the request is refused. Which words in a token ask for a refusal: see `keyState`. */
function refusal(request: ProviderRequest): Answer | null {
  const sent = header(request.headers, 'authorization');
  if (sent === '') {
    return failed(400, { code: 9106, message: 'Missing X-Auth-Key, X-Auth-Email or Authorization headers' });
  }
  const token = /^Bearer ([\w.-]+)$/.exec(sent)?.[1];
  if (token === undefined) {
    const chain = [{ code: 6111, message: 'Invalid format for Authorization header' }];
    return failed(400, { code: 6003, message: 'Invalid request headers', error_chain: chain });
  }
  const state = keyState(token);
  if (state === 'invalid') return failed(403, { code: 10000, message: 'Authentication error' });
  if (state === 'noscope') return failed(403, { code: 9109, message: 'Unauthorized to access requested resource' });
  if (state === 'exhausted' && request.method === 'POST')
    return failed(403, { code: 1405, message: 'Quota exceeded.' });
  return null;
}

const whole = (value: string | null, fallback: number): number =>
  value !== null && /^\d{1,6}$/.test(value) ? Number(value) : fallback;

/** Cloudflare for SaaS custom hostnames, standing for https://api.cloudflare.com. Their states follow the scripted DNS. */
export function createCloudflare(hostnames: Hostnames, zones: Zones, fallback: string): Provider {
  const shown = (of: Hostname): unknown => shownHostname(zones, fallback, of);
  /** Each request that shows a hostname is a look at its DNS. */
  const looked = (of: Hostname): unknown => shown(hostnames.save(advanced(zones, fallback, of)));
  const tooMany = (retryAfter: number): Answer =>
    withHeaders(failed(429, { code: 971, message: 'Please wait and consider throttling your request speed' }), {
      'retry-after': String(retryAfter),
    });

  const create = (
    zoneId: string,
    request: ProviderRequest,
    { hostname: raw = '', ssl, custom_metadata }: Body,
  ): Answer => {
    const hostname = plainName(raw);
    const wrong = wrongName(hostname);
    if (wrong !== null) return wrong;
    const settings = sslOf(ssl, '1.0');
    if ('body' in settings) return settings;
    if (hostnames.byName(hostname)) return failed(409, { code: 1406, message: 'Duplicate custom hostname found.' });
    const seed = `cloudflare|${zoneId}|${hostname}|${request.seq}|${request.at}`;
    const fresh = newHostname({ zoneId, hostname, seed, at: request.at, metadata: custom_metadata, ...settings });
    return fine(201, shown(hostnames.save(fresh)));
  };

  const list = (zoneId: string, query: URLSearchParams): Answer => {
    const [id, name] = [query.get('id'), query.get('hostname')];
    if (id !== null && name !== null) {
      return bad(1438, 'Cannot specify other filter parameters in addition to `id`. Only one must be specified.');
    }
    const found = hostnames
      .list()
      .filter((one) => one.zoneId === zoneId)
      .filter((one) => id === null || one.id === id)
      // Also a part of the name is found (code 1437 speaks of `hostname.contain`).
      .filter((one) => name === null || one.hostname.includes(plainName(name)));
    const page = Math.max(1, whole(query.get('page'), 1));
    const perPage = Math.min(PER_PAGE.max, Math.max(PER_PAGE.min, whole(query.get('per_page'), PER_PAGE.preset)));
    const rows = found.slice((page - 1) * perPage, page * perPage).map(looked);
    const info = { page, per_page: perPage, count: rows.length, total_count: found.length };
    return fine(200, rows, { result_info: { ...info, total_pages: Math.ceil(found.length / perPage) } });
  };

  /** Asks for validation again, or for another method; other tokens then. */
  const edit = (of: Hostname, { ssl, custom_metadata }: Body): Answer => {
    const settings = ssl === undefined ? of.ssl : sslOf(ssl, of.ssl.minTlsVersion);
    if ('body' in settings) return settings;
    const other = settings.method !== of.ssl.method;
    const again = ssl !== undefined && (other || of.ssl.status !== 'active');
    const next: Hostname['ssl'] = { ...of.ssl, method: settings.method, minTlsVersion: settings.minTlsVersion };
    if (again) Object.assign(next, { status: 'initializing', round: other ? of.ssl.round + 1 : of.ssl.round });
    const metadata = custom_metadata ?? of.metadata;
    return fine(202, shown(hostnames.save({ ...of, ssl: next, metadata })));
  };

  const one = (zoneId: string, id: string, request: ProviderRequest, input: Body): Answer => {
    if (!UUID.test(id)) return bad(1435, 'The custom hostname ID is invalid.');
    const found = hostnames.byId(id);
    if (found === undefined || found.zoneId !== zoneId) return notFound();
    if (request.method === 'GET') return fine(200, looked(found));
    if (request.method === 'PATCH') return edit(found, input);
    hostnames.remove(found.hostname);
    // The one answer without the envelope (developers.cloudflare.com/api, Delete Custom Hostname).
    return json(200, { id });
  };

  return {
    name: 'cloudflare',
    prefixes: ['cloudflare'],
    handle(request: ProviderRequest, context: ProviderContext) {
      const refused = refusal(request);
      if (refused !== null) return refused;
      const take = context.limiter.take('cloudflare', header(request.headers, 'authorization'), []);
      if (!take.allowed) return tooMany(take.retryAfterSeconds);
      const [, zoneId = '', id] = PATH.exec(request.path) ?? [];
      const known = id === undefined ? ['GET', 'POST'] : ['GET', 'PATCH', 'DELETE'];
      if (!/^[0-9a-f]{32}$/.test(zoneId) || !known.includes(request.method)) {
        const path = request.path.replace('/client/v4', '');
        const chain = [{ code: 7000, message: 'No route for that URI' }];
        const message = `Could not route to ${path}, perhaps your object identifier is invalid?`;
        return failed(404, { code: 7003, message, error_chain: chain });
      }
      const writes = request.method === 'POST' || request.method === 'PATCH';
      const input = body.safeParse(writes ? request.json : {});
      if (!input.success) return bad(1400, 'Unable to decode the JSON request body.');
      if (id !== undefined) return one(zoneId, id, request, input.data);
      return request.method === 'POST' ? create(zoneId, request, input.data) : list(zoneId, request.query);
    },
    failure(status, _request, retryAfter) {
      if (status === 429) return tooMany(retryAfter ?? 1);
      if (status === 500) return failed(500, { code: 1500, message: 'Internal Server Error' });
      // What Cloudflare's own front says when nothing behind it answers.
      return text(status, 'text/plain; charset=UTF-8', `error code: ${status}`);
    },
  };
}
