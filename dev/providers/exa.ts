import * as z from 'zod';
import { json, withHeaders } from './answers.ts';
import { type Page, pageAt, pagesAbout } from './exa-pages.ts';
import { personInQuery } from './exa-query.ts';
import { type ContentsOptions, contentsOptions, costOf, resultShape } from './exa-shapes.ts';
import { hexOf } from './hash.ts';
import { apiKeyOrBearer, keyState } from './keys.ts';
import type { WindowRule } from './limits.ts';
import { bareDomain } from './names.ts';
import { identify } from './person.ts';
import { fillSchema } from './schema-fill.ts';
import type { Answer, Provider, ProviderContext, ProviderRequest } from './types.ts';

/** Documented calls per second (exa.ai/docs/reference/rate-limits); findSimilar is not named and goes with search. */
const PER_SECOND: Record<string, number> = { '/search': 10, '/contents': 100, '/answer': 10, '/findSimilar': 10 };
/** Most results of one call (OpenAPI 1.2.0). */
const RESULTS_MAX = 100;
const RESULTS_DEFAULT = 10;
/** Parameters that the company and people categories refuse with 400 (OpenAPI, `category`). */
const REFUSED_BY_CATEGORY = [
  'startPublishedDate',
  'endPublishedDate',
  'startCrawlDate',
  'endCrawlDate',
  'includeText',
  'excludeText',
  'excludeDomains',
];

const common = {
  numResults: z.int().min(1).max(RESULTS_MAX).optional(),
  includeDomains: z.array(z.string()).optional(),
  excludeDomains: z.array(z.string()).optional(),
  startPublishedDate: z.string().optional(),
  endPublishedDate: z.string().optional(),
  contents: contentsOptions.optional(),
  ...contentsOptions.shape,
};
const searchBody = z.looseObject({
  query: z.string().min(1),
  type: z.enum(['neural', 'fast', 'auto', 'deep', 'deep-reasoning', 'instant', 'keyword']).optional(),
  category: z
    .enum(['company', 'research paper', 'news', 'pdf', 'github', 'personal site', 'people', 'financial report'])
    .optional(),
  outputSchema: z.record(z.string(), z.unknown()).optional(),
  ...common,
});
const similarBody = z.looseObject({ url: z.url(), excludeSourceDomain: z.boolean().optional(), ...common });
const contentsBody = z.looseObject({
  urls: z.array(z.string()).min(1).optional(),
  ids: z.array(z.string()).min(1).optional(),
  ...contentsOptions.shape,
});
const answerBody = z.looseObject({
  query: z.string().min(1),
  stream: z.boolean().optional(),
  text: z.boolean().optional(),
  outputSchema: z.record(z.string(), z.unknown()).optional(),
});

const requestId = (request: ProviderRequest): string => hexOf(`exa|${request.seq}`, 32);
const fault = (request: ProviderRequest, status: number, tag: string, error: string): Answer =>
  json(status, { requestId: requestId(request), error, tag });
const TAGS: Record<number, [string, string]> = {
  429: ['RATE_LIMIT_EXCEEDED', 'You have exceeded the rate limit of your plan'],
  500: ['INTERNAL_ERROR', 'Unexpected error'],
  503: ['SERVICE_OVERLOADED', 'The service is overloaded, try again'],
};

/** Parses the body, or answers 400 with the first thing that is wrong. */
function withBody<T>(request: ProviderRequest, schema: z.ZodType<T>, use: (body: T) => Answer): Answer {
  const parsed = schema.safeParse(request.json);
  if (parsed.success) return use(parsed.data);
  return fault(
    request,
    400,
    'INVALID_REQUEST_BODY',
    `Invalid request body | Validation error: ${z.prettifyError(parsed.error)}`,
  );
}

/** Contents may be asked for inside `contents` or, as older clients do, next to the query. */
const optionsOf = (body: ContentsOptions & { contents?: ContentsOptions | undefined }): ContentsOptions =>
  body.contents ?? { text: body.text, highlights: body.highlights, summary: body.summary };

const hostMatches = (page: Page, domains: string[]): boolean => {
  const host = bareDomain(page.url);
  return domains.map(bareDomain).some((domain) => host === domain || host.endsWith(`.${domain}`));
};

interface PageFilter {
  numResults?: number | undefined;
  includeDomains?: string[] | undefined;
  excludeDomains?: string[] | undefined;
  startPublishedDate?: string | undefined;
  endPublishedDate?: string | undefined;
}

function filtered(pages: Page[], filter: PageFilter): Page[] {
  const { includeDomains = [], excludeDomains = [], startPublishedDate: from, endPublishedDate: to } = filter;
  return pages
    .filter((page) => includeDomains.length === 0 || hostMatches(page, includeDomains))
    .filter((page) => !hostMatches(page, excludeDomains))
    .filter((page) => from === undefined || (page.published !== null && page.published >= from))
    .filter((page) => to === undefined || (page.published !== null && page.published <= to))
    .slice(0, filter.numResults ?? RESULTS_DEFAULT);
}

const search = (request: ProviderRequest): Answer =>
  withBody(request, searchBody, (body) => {
    const narrow = body.category === 'people' || body.category === 'company';
    const refused = narrow ? REFUSED_BY_CATEGORY.filter((name) => body[name] !== undefined) : [];
    if (
      body.category === 'people' &&
      (body.includeDomains ?? []).some((domain) => !/(^|\.)linkedin\.com$/.test(bareDomain(domain)))
    ) {
      refused.push('includeDomains');
    }
    if (refused.length > 0) {
      return fault(
        request,
        400,
        'INVALID_REQUEST',
        `Not supported with category ${body.category}: ${refused.join(', ')}`,
      );
    }
    const identity = personInQuery(body.query);
    const pages = filtered(identity === null ? [] : pagesAbout(identity, body.category), body);
    const options = optionsOf(body);
    const deep = body.type?.startsWith('deep') === true;
    const { costDollars, billed } = costOf(
      { deep, results: body.numResults ?? RESULTS_DEFAULT },
      pages.length,
      options,
    );
    const output = {
      content:
        body.outputSchema === undefined ? pages.map((page) => page.title).join('. ') : fillSchema(body.outputSchema),
      grounding: pages
        .slice(0, 1)
        .map((page) => ({ field: 'content', citations: [{ url: page.url, title: page.title }], confidence: 'medium' })),
    };
    return json(
      200,
      {
        requestId: requestId(request),
        searchType: deep ? body.type : 'neural',
        results: pages.map((page) => resultShape(page, options, true)),
        ...(deep ? { output } : {}),
        costDollars,
      },
      { billed, personKey: identity?.key ?? null },
    );
  });

const findSimilar = (request: ProviderRequest): Answer =>
  withBody(request, similarBody, (body) => {
    const source = pageAt(body.url);
    const identity =
      'tag' in source ? null : (personInQuery(source.title.split('|')[0] ?? '') ?? identify({ linkedinUrl: body.url }));
    const host = bareDomain(body.url);
    const pages = filtered(identity === null ? [] : pagesAbout(identity, undefined), body).filter(
      (page) => page.url !== body.url && (body.excludeSourceDomain !== true || bareDomain(page.url) !== host),
    );
    const options = optionsOf(body);
    const { costDollars, billed } = costOf(
      { deep: false, results: body.numResults ?? RESULTS_DEFAULT },
      pages.length,
      options,
    );
    const results = pages.map((page) => resultShape(page, options, true));
    return json(
      200,
      { requestId: requestId(request), results, costDollars },
      { billed, personKey: identity?.key ?? null },
    );
  });

const contents = (request: ProviderRequest): Answer =>
  withBody(request, contentsBody, (body) => {
    const urls = body.urls ?? body.ids;
    if (urls === undefined) return fault(request, 400, 'INVALID_REQUEST_BODY', 'urls is required');
    const read = urls.map((url) => ({ url, page: pageAt(url) }));
    const pages = read.flatMap(({ page }) => ('tag' in page ? [] : [page]));
    // Exa returns the text where nothing else is asked for.
    const asked = body.text !== undefined || body.highlights !== undefined || body.summary !== undefined;
    const options: ContentsOptions = asked ? body : { text: true };
    const { costDollars, billed } = costOf(null, pages.length, options);
    return json(
      200,
      {
        requestId: requestId(request),
        results: pages.map((page) => resultShape(page, options, false)),
        statuses: read.map(({ url, page }) =>
          'tag' in page ? { id: url, status: 'error', error: page } : { id: url, status: 'success' },
        ),
        costDollars,
      },
      { billed, personKey: pages.find((page) => page.person !== null)?.person?.key ?? null },
    );
  });

const answer = (request: ProviderRequest): Answer =>
  withBody(request, answerBody, (body) => {
    const identity = personInQuery(
      body.query.replace(/^(who|what|where|when|tell me about)( is| was| does)?\s+/i, '').replace(/\?$/, ''),
    );
    const pages = identity === null ? [] : pagesAbout(identity, undefined);
    const { costDollars, billed } = costOf({ deep: false, results: RESULTS_DEFAULT }, 0, {});
    const prose = pages[0]?.text ?? 'Nothing was found that answers the question.';
    const citations = pages.map((page) => {
      const { score: _, ...citation } = resultShape(page, { text: body.text === true }, true);
      return citation;
    });
    const personKey = identity?.key ?? null;
    if (body.stream === true) {
      const events = [{ answer: prose }, { citations }].map((event) => `data: ${JSON.stringify(event)}\n\n`);
      const headers = { 'content-type': 'text/event-stream' };
      return { status: 200, headers, body: events.join(''), chunks: events, billed, personKey };
    }
    const value = body.outputSchema === undefined ? prose : fillSchema(body.outputSchema);
    return json(200, { requestId: requestId(request), answer: value, citations, costDollars }, { billed, personKey });
  });

const HANDLERS: Record<string, (request: ProviderRequest) => Answer> = {
  '/search': search,
  '/contents': contents,
  '/findSimilar': findSimilar,
  '/answer': answer,
};

/** The API of a team's keys has a host of its own; a key is known there by the fingerprint that the list of calls shows. */
const ADMIN = 'exa-admin';
const USAGE = /^\/team-management\/api-keys\/([0-9a-f]{8})\/usage$/;
const DAY_MS = 24 * 60 * 60_000;

const keyUsage = (request: ProviderRequest, context: ProviderContext): Answer => {
  const [, id] = (request.method === 'GET' && USAGE.exec(request.path)) || [];
  if (id === undefined) return fault(request, 404, 'NOT_FOUND', `Cannot ${request.method} ${request.path}`);
  const moment = (name: string, otherwise: number) => Date.parse(request.query.get(name) ?? '') || otherwise;
  const from = moment('start_date', request.at - 30 * DAY_MS);
  const to = moment('end_date', request.at);
  const { units, calls } = context.usage('exa', `***${id}`, { from, to: to + 1 });
  const total = Math.round(units * 1e6) / 1e6;
  return json(200, {
    api_key_id: id,
    api_key_name: 'Local',
    team_id: hexOf('exa|team', 32),
    period: { start: new Date(from).toISOString(), end: new Date(to).toISOString() },
    total_cost_usd: total,
    cost_breakdown: [{ price_id: 'price_search', price_name: 'Search', quantity: calls, amount_usd: total }],
    metadata: { generated_at: new Date(request.at).toISOString() },
  });
};

/** Exa, standing for `https://api.exa.ai` and, for the usage of a key, `https://admin-api.exa.ai`. */
export function createExa(): Provider {
  const failure: Provider['failure'] = (status, request, retryAfter) => {
    const [tag, error] = TAGS[status] ?? TAGS[500] ?? ['INTERNAL_ERROR', 'Unexpected error'];
    const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    return withHeaders(fault(request, status, tag, error), headers);
  };
  return {
    name: 'exa',
    prefixes: ['exa', ADMIN],
    handle(request, context) {
      const key = apiKeyOrBearer(request.headers);
      const state = keyState(key);
      if (state === 'missing' || state === 'invalid') return fault(request, 401, 'INVALID_API_KEY', 'Invalid API key');
      if (request.prefix === ADMIN) return keyUsage(request, context);
      if (state === 'exhausted') return fault(request, 402, 'NO_MORE_CREDITS', 'You have exceeded your credits limit');
      if (state === 'noscope') return fault(request, 403, 'ACCESS_DENIED', 'This feature is not part of your plan');
      const handler = request.method === 'POST' ? HANDLERS[request.path] : undefined;
      if (handler === undefined) return fault(request, 404, 'NOT_FOUND', `Cannot ${request.method} ${request.path}`);
      const rules: WindowRule[] = [{ window: 'second', limit: PER_SECOND[request.path] ?? 10 }];
      const take = context.limiter.take('exa', `${key}|${request.path}`, rules);
      return take.allowed ? handler(request) : failure(429, request, take.retryAfterSeconds);
    },
    failure,
  };
}
