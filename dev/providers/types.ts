import type { IncomingHttpHeaders } from 'node:http';
import type { Limiter } from './limits.ts';

/**
 * The providers that are emulated. SEC EDGAR is one provider that lives on three hosts; `dns` is a public resolver,
 * `cloudflare` the API of custom hostnames, `edge` what visitors of those meet.
 */
export const PROVIDER_NAMES = [
  'apollo',
  'exa',
  'contactout',
  'edgar',
  'anthropic',
  'dns',
  'cloudflare',
  'edge',
] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** One request as a provider sees it. `path` is without the prefix; `json` is undefined when the body is no JSON. */
export interface ProviderRequest {
  /** Position in the list of calls, from 1, never used twice in one log. */
  seq: number;
  /** Milliseconds since the epoch, by the server's clock. */
  at: number;
  method: string;
  /** First path segment, which stands for the host: `apollo`, `edgar-www`, ... */
  prefix: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  json: unknown;
}

/**
 * What the provider would put on the bill for one call.
 * `units` is in the provider's own unit: credits (Apollo, ContactOut), US dollars (Exa), tokens (Anthropic), 0 (EDGAR).
 */
export interface Billed {
  units: number;
  kind: 'credit' | 'usd' | 'token' | 'free';
  /** Parts of `units` by sort, e.g. `{ search: 1, email: 1, phone: 0 }`. */
  detail?: Record<string, number>;
}

/** One answer, before any fault is applied to it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  billed: Billed;
  /** Who was asked about: `first last|company`, several joined by `, `; null where no person is meant. */
  personKey: string | null;
  /** Parts to be sent one by one (server-sent events); their sum is `body`. */
  chunks?: string[];
}

/** What a provider may use besides the request. */
export interface ProviderContext {
  limiter: Limiter;
  /** Everything billed so far to one masked credential, for usage endpoints. */
  usage(provider: ProviderName, credential: string, period?: UsagePeriod): UsageSum;
}

/** Milliseconds since the epoch; the end is not part of it. */
export interface UsagePeriod {
  from?: number;
  to?: number;
}

/** Sums over the list of calls for one credential: how many calls, units altogether, and units by sort. */
export interface UsageSum {
  calls: number;
  units: number;
  detail: Record<string, number>;
}

export interface Provider {
  name: ProviderName;
  /** Path prefixes, without slashes, that this provider answers under. */
  prefixes: readonly string[];
  /** Decides the whole answer: authentication, rate limit, routing. Never throws for bad input. A promise only where somebody else is asked. */
  handle(request: ProviderRequest, context: ProviderContext): Answer | Promise<Answer>;
  /** The provider's own way to say a status it did not decide itself (429, 500, 529 ...); never billed. */
  failure(status: number, request: ProviderRequest, retryAfterSeconds?: number): Answer;
}

/** Nothing on the bill. */
export const FREE: Billed = { units: 0, kind: 'free' };

/** Header names that hold a credential, in lower case: never stored in clear. */
export const SECRET_HEADERS = ['x-api-key', 'authorization', 'token', 'cookie'] as const;
