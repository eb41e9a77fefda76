import { ProblemError } from '../lib/problem.ts';
import type { AppContext } from './types.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may have come from a page of another site. Browsers say where a request comes from by Origin (on
 * every unsafe method) and Sec-Fetch-Site; a sibling tenant's page is `same-site`, and as foreign as any other. A
 * caller that sends neither is no browser, and so carries nobody's cookies unawares.
 */
export const isForeign = (request: Request): boolean => {
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== new URL(request.url).origin) return true;
  const site = request.headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin' && site !== 'none';
};

/** Refuses a change asked for by another site's page (OWASP ASVS 5.0, 3.5.1). */
export const assertSameOrigin = (c: AppContext): void => {
  if (!SAFE.has(c.req.method) && isForeign(c.req.raw)) throw new ProblemError('cross_origin');
};
