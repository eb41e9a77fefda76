import { createMiddleware } from 'hono/factory';
import { isLocal } from '../platform/env.ts';
import type { AppEnv } from './types.ts';

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

/** Headers of every answer. An answer of the API, and one that sets a cookie, is stored by nobody. */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  // An upgraded socket's answer carries no headers of ours.
  if (c.res.status === 101) return;
  const h = c.res.headers;
  h.set('content-security-policy', CSP);
  h.set('x-content-type-options', 'nosniff');
  h.set('x-frame-options', 'DENY');
  h.set('referrer-policy', 'strict-origin-when-cross-origin');
  h.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  h.set('cross-origin-opener-policy', 'same-origin');
  h.set('cross-origin-resource-policy', 'same-origin');
  if (!isLocal(c.get('env'))) h.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
  const api = new URL(c.req.url).pathname.startsWith('/api');
  if ((api && !h.has('cache-control')) || h.has('set-cookie')) h.set('cache-control', 'no-store');
});
