import { type Env, isLocal } from '../platform/env.ts';
import type { AppContext } from './types.ts';

/**
 * Everything comes from the page's own host. Styles may stand on elements, because the list virtualiser and the
 * dialogs place themselves so; scripts may not.
 */
const CSP = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: readonly (readonly [string, string])[] = [
  ['content-security-policy', CSP],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
];
const STRICT_TRANSPORT: readonly [string, string] = [
  'strict-transport-security',
  'max-age=63072000; includeSubDomains',
];

const headersFor = (env: Env) => (isLocal(env) ? HEADERS : [...HEADERS, STRICT_TRANSPORT]);

let json: { env: Env; headers: Headers } | undefined;
/**
 * All headers of an answer of the API that is JSON, to be copied whole into each: one call to the runtime for all, where
 * setting them one by one costs one for each. Made once, as the settings are.
 */
const jsonHeaders = (env: Env): Headers => {
  if (json?.env !== env) {
    const rest: [string, string][] = [
      ['content-type', 'application/json'],
      ['cache-control', 'no-store'],
    ];
    json = {
      env,
      headers: new Headers([...headersFor(env).map(([name, value]): [string, string] => [name, value]), ...rest]),
    };
  }
  return json.headers;
};

/** Answers of {@link secureJson}, which have their headers already. */
const dressed = new WeakSet<Response>();

/** An answer of the API with the headers that every one of them has. */
export const secureJson = (c: AppContext, value: unknown, status: number): Response => {
  const response = new Response(JSON.stringify(value), { status, headers: jsonHeaders(c.get('env')) });
  dressed.add(response);
  return response;
};

/** Headers of every answer. An answer of the API, and one that sets a cookie, is stored by nobody. */
export const secure = (c: AppContext): void => {
  const { res } = c;
  // An upgraded socket's answer carries no headers of ours.
  if (dressed.has(res) || res.status === 101) return;
  const h = res.headers;
  for (const [name, value] of headersFor(c.get('env'))) h.set(name, value);
  const api = c.req.path.startsWith('/api');
  if ((api && !h.has('cache-control')) || h.has('set-cookie')) h.set('cache-control', 'no-store');
};
