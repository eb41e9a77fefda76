import * as z from 'zod';
import { json } from './answers.ts';
import type { Take, WindowRule } from './limits.ts';
import type { Answer, ProviderRequest } from './types.ts';

/** Enrichment: 1,000 a minute and no other window on paid plans (docs.apollo.io/reference/rate-limits, 2026-08). */
export const ENRICHMENT: WindowRule[] = [{ window: 'minute', limit: 1_000 }];
/** Database searches on paid plans, same page. */
export const SEARCH: WindowRule[] = [
  { window: 'minute', limit: 200 },
  { window: 'hour', limit: 6_000 },
  { window: 'day', limit: 50_000 },
];
/** All other endpoints, plan "Organization", same page. */
export const DEFAULT: WindowRule[] = [
  { window: 'minute', limit: 200 },
  { window: 'hour', limit: 600 },
  { window: 'day', limit: 6_000 },
];
const HEADER_NAMES = { minute: 'minute', hour: 'hourly', day: '24-hour' } as const;

/** `x-rate-limit-minute`, `x-minute-usage`, `x-minute-requests-left`; an unlimited window has one empty header. */
export function limitHeaders(take: Take): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const window of ['minute', 'hour', 'day'] as const) {
    const name = HEADER_NAMES[window];
    const state = take.windows.find((candidate) => candidate.window === window);
    headers[`x-rate-limit-${name}`] = state === undefined ? '' : String(state.limit);
    if (state === undefined) continue;
    headers[`x-${name}-usage`] = String(state.used);
    headers[`x-${name}-requests-left`] = String(Math.max(0, state.limit - state.used));
  }
  return headers;
}

/** The path as Apollo names it in messages. */
export const route = (request: ProviderRequest): string => `api/v1${request.path}`;

/** Parameters of a call: the query first (as documented), a JSON body where the query says nothing. */
const bodyParams = z.record(z.string(), z.unknown());
export function param(request: ProviderRequest, name: string): string | undefined {
  const fromQuery = request.query.get(name);
  if (fromQuery !== null && fromQuery !== '') return fromQuery;
  const value = bodyParams.safeParse(request.json).data?.[name];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
export function listParam(request: ProviderRequest, name: string): string[] {
  const value = bodyParams.safeParse(request.json).data?.[name];
  const inBody = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
  return [...request.query.getAll(`${name}[]`), ...request.query.getAll(name), ...inBody];
}

/** The 429 of Apollo; the window and its limit stand in the sentence. */
export function tooMany(request: ProviderRequest, retryAfter: number, limit: number, window: string): Answer {
  const message = `The maximum number of api calls allowed for ${route(request)} is ${limit} times per ${window}. Please upgrade your plan from https://app.apollo.io/#/settings/plans/upgrade.`;
  const body = { message };
  // The search endpoint is documented to put the whole error as text into "message".
  const nested = request.path === '/mixed_people/api_search' ? { message: JSON.stringify(body, null, 4) } : body;
  return json(429, nested, { headers: { 'retry-after': String(retryAfter) } });
}

/** True when a call asks for something that only comes by webhook, but names none (Apollo OpenAPI, `webhook_url`). */
export const needsWebhook = (request: ProviderRequest): boolean =>
  ['reveal_phone_number', 'run_waterfall_email', 'run_waterfall_phone'].some(
    (name) => param(request, name) === 'true',
  ) && !/^https:\/\//.test(param(request, 'webhook_url') ?? '');
