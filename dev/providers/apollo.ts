import * as z from 'zod';
import { json, text, withHeaders } from './answers.ts';
import {
  type EmailStatus,
  enrichedOrganization,
  PHONE_CREDITS,
  personShape,
  phoneResult,
  searchShape,
} from './apollo-shapes.ts';
import {
  DEFAULT,
  ENRICHMENT,
  limitHeaders,
  listParam,
  needsWebhook,
  param,
  route,
  SEARCH,
  tooMany,
} from './apollo-wire.ts';
import { companyOf } from './company.ts';
import { hexOf, shareOf } from './hash.ts';
import { apiKeyOrBearer, keyState, masked } from './keys.ts';
import type { WindowRule } from './limits.ts';
import { words } from './names.ts';
import { type Identity, identify, type Person, personOf } from './person.ts';
import { searchRoster } from './roster.ts';
import type { Answer, Billed, Provider, ProviderContext, ProviderRequest } from './types.ts';

/** Share of people Apollo knows here. */
const FOUND = 0.8;
/** Share of companies Apollo knows here. */
const COMPANY_FOUND = 0.92;
/** At most 10 people per bulk call, 100 rows per search page, 500 pages (Apollo OpenAPI). */
const BULK_MAX = 10;
const PAGE_MAX = 100;
const PAGES_MAX = 500;
const PAGE_DEFAULT = 25;
/** Credits of a cycle, and the types of which this plan has none. */
const CREDITS = 1_000_000;
const OTHER_CREDITS = [
  'export_credit',
  'conversation_credit',
  'ai_credit',
  'power_up_credit',
  'inbound_website_visitor_credit',
  'contact_website_visitor_credit',
  'web_search_record_credit',
  'dialer',
];
/** Ids and request ids that can be asked for later. */
const REMEMBERED = 100_000;

const detail = z.object({
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  organization_name: z.string().optional(),
  domain: z.string().optional(),
  id: z.string().optional(),
  linkedin_url: z.string().optional(),
});
type Detail = z.infer<typeof detail>;

const emailStatusOf = (person: Person): EmailStatus => {
  const share = shareOf(`apollo|email|${person.key}`);
  if (share < 0.82) return 'verified';
  return share < 0.92 ? 'extrapolated' : 'unavailable';
};
const bill = (people: number, phones: number): Billed => ({
  units: people + phones * PHONE_CREDITS,
  kind: 'credit',
  detail: { person: people, phone: phones * PHONE_CREDITS },
});

/** Apollo.io, standing for `https://api.apollo.io/api/v1`. */
export function createApollo(): Provider {
  /** People handed out by search, by id: an id can be enriched afterwards. */
  const byId = new Map<string, Identity>();
  /** Phone results that can be polled, by request id. */
  const results = new Map<string, Record<string, unknown>>();
  const remember = <T>(map: Map<string, T>, key: string, value: T): void => {
    const oldest = map.size >= REMEMBERED ? map.keys().next().value : undefined;
    if (oldest !== undefined) map.delete(oldest);
    map.set(key, value);
  };

  /** Who is meant, and the person where Apollo knows one; a bare name is never enough (Apollo OpenAPI). */
  const lookup = (wanted: Detail): { identity: Identity | null; person: Person | null } => {
    const identity =
      (wanted.id === undefined ? undefined : byId.get(wanted.id)) ??
      identify({
        name: wanted.name,
        firstName: wanted.first_name,
        lastName: wanted.last_name,
        email: wanted.email,
        company: wanted.organization_name,
        domain: wanted.domain,
        linkedinUrl: wanted.linkedin_url,
      });
    if (identity === null) return { identity, person: null };
    const telling = identity.company !== null || identity.email !== null || identity.linkedinUrl !== null;
    const known = telling && shareOf(`apollo|found|${identity.key}`) < FOUND;
    return { identity, person: known ? personOf(identity) : null };
  };

  /** Asks for phones need a webhook; the results can be polled under the request id at once. */
  const reveal = (request: ProviderRequest, people: Person[]): { requestId: string; phones: number } => {
    const requestId = String(BigInt(`0x${hexOf(`apollo-request|${request.seq}`, 15)}`));
    if (param(request, 'reveal_phone_number') !== 'true') return { requestId, phones: 0 };
    remember(results, requestId, phoneResult(requestId, people, request.at));
    return { requestId, phones: people.length };
  };

  const shape = (request: ProviderRequest, person: Person): Record<string, unknown> =>
    personShape(person, {
      emailStatus: emailStatusOf(person),
      revealPersonal: param(request, 'reveal_personal_emails') === 'true',
    });

  /** Request ids exceed 2^53, and Apollo prints them as bare numbers: JSON.stringify alone cannot. */
  const withRequestId = (answer: Answer, requestId: string): Answer => ({
    ...answer,
    body: `${answer.body.slice(0, -1)},"request_id":${requestId}}`,
  });

  const match = (request: ProviderRequest): Answer => {
    const wanted = Object.fromEntries(Object.keys(detail.shape).map((name) => [name, param(request, name)])) as Detail;
    const { identity, person } = lookup(wanted);
    const { requestId, phones } = reveal(request, person === null ? [] : [person]);
    const answer = json(
      200,
      { person: person === null ? null : shape(request, person) },
      { billed: bill(person === null ? 0 : 1, phones), personKey: identity?.key ?? null },
    );
    return withRequestId(answer, requestId);
  };

  const bulkMatch = (request: ProviderRequest): Answer => {
    const failed = (code: string, message: string): Answer =>
      json(400, { status: 'failed', error_code: code, error_message: message });
    const parsed = z.object({ details: z.array(detail) }).safeParse(request.json);
    if (!parsed.success) return failed('INVALID_REQUEST', 'invalid request, missing details');
    if (parsed.data.details.length > BULK_MAX) {
      return failed('RECORD_LIMIT_EXCEEDED', 'cannot enrich more than 10 in a single request');
    }
    const found = parsed.data.details.map(lookup);
    const people = found.flatMap(({ person }) => (person === null ? [] : [person]));
    const { requestId, phones } = reveal(request, people);
    const billed = bill(people.length, phones);
    const answer = json(
      200,
      {
        status: 'success',
        error_code: null,
        error_message: null,
        total_requested_enrichments: found.length,
        unique_enriched_records: people.length,
        missing_records: found.length - people.length,
        credits_consumed: billed.units,
        matches: found.map(({ person }) => (person === null ? null : shape(request, person))),
      },
      { billed, personKey: found.map(({ identity }) => identity?.key ?? '').join(', ') },
    );
    return withRequestId(answer, requestId);
  };

  const search = (request: ProviderRequest): Answer => {
    const page = Number(param(request, 'page') ?? 1);
    const size = Number(param(request, 'per_page') ?? PAGE_DEFAULT);
    const valid = Number.isInteger(page) && page >= 1 && page <= PAGES_MAX && Number.isInteger(size) && size >= 1;
    if (!valid || size > PAGE_MAX) return json(422, { error: 'Invalid search parameters provided.' });
    const hits = searchRoster({
      titles: listParam(request, 'person_titles'),
      seniorities: listParam(request, 'person_seniorities'),
      locations: listParam(request, 'person_locations'),
      domains: listParam(request, 'q_organization_domains_list'),
      keywords: param(request, 'q_keywords'),
    });
    const people = hits.slice((page - 1) * size, page * size);
    for (const person of people) {
      const identity = identify({
        firstName: person.first,
        lastName: person.last,
        company: person.company.name,
        domain: person.company.domain,
        title: person.title,
      });
      if (identity !== null) remember(byId, person.id, identity);
    }
    return json(200, { total_entries: hits.length, people: people.map(searchShape) });
  };

  const organization = (request: ProviderRequest): Answer => {
    const domain = param(request, 'domain') ?? param(request, 'website');
    const name = param(request, 'name') ?? /company\/([^/?]+)/.exec(param(request, 'linkedin_url') ?? '')?.[1];
    if (domain === undefined && (name === undefined || words(name).length === 0)) {
      return json(422, { error: "Required parameter 'domain' missing" });
    }
    const company = companyOf({ name: domain === undefined ? name : undefined, domain });
    if (shareOf(`apollo|company|${company.slug}`) >= COMPANY_FOUND) return json(200, { organization: null });
    return json(200, { organization: enrichedOrganization(company) }, { billed: bill(1, 0) });
  };

  const usageStats = (request: ProviderRequest, context: ProviderContext, key: string): Answer => {
    const rows = [
      ['people', 'match', '/people/match', ENRICHMENT],
      ['people', 'bulk_match', '/people/bulk_match', ENRICHMENT],
      ['organizations', 'enrich', '/organizations/enrich', ENRICHMENT],
      ['mixed_people', 'api_search', '/mixed_people/api_search', SEARCH],
      ['usage_stats', 'api_usage_stats', request.path, DEFAULT],
    ] as const;
    const stats = rows.map(([resource, action, path, rules]) => {
      const { windows } = context.limiter.take('apollo', `${key}|${path}`, rules, 0);
      const per = windows.map(({ window, limit, used }) => [
        window,
        { limit, consumed: used, left_over: Math.max(0, limit - used) },
      ]);
      return [JSON.stringify([`api/v1/${resource}`, action]).replace(',', ', '), Object.fromEntries(per)];
    });
    return json(200, Object.fromEntries(stats));
  };

  /** Credits by type in the current cycle, which is the calendar month here (Apollo OpenAPI, View Credit Usage Stats). */
  const creditStats = (request: ProviderRequest, context: ProviderContext, key: string): Answer => {
    const now = new Date(request.at);
    const month = (ahead: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead);
    const { detail } = context.usage('apollo', masked(key), { from: month(0), to: month(1) });
    const type = (consumed: number) => ({ limit: CREDITS, consumed, left_over: CREDITS - consumed });
    const none = Object.fromEntries(OTHER_CREDITS.map((name) => [name, { limit: 0, consumed: 0, left_over: 0 }]));
    return json(200, {
      credit_usage_stats: {
        lead_credit: type(detail.person ?? 0),
        direct_dial_credit: type(detail.phone ?? 0),
        ...none,
      },
      current_credit_cycle: {
        start_date: new Date(month(0)).toISOString(),
        end_date: new Date(month(1)).toISOString(),
      },
    });
  };

  const profile = (key: string): Answer =>
    json(200, {
      id: hexOf(`apollo-user|${key}`, 24),
      team_id: hexOf(`apollo-team|${key}`, 24),
      first_name: 'Robin',
      last_name: 'Vale',
      title: 'Administrator',
      email: 'robin.vale@customer.example',
    });

  const poll = (request: ProviderRequest): Answer => {
    const id = request.path.slice('/webhook_result/'.length);
    if (!/^-?\d{1,19}$/.test(id)) return json(400, { error_code: 'invalid_request_id' });
    const result = results.get(id);
    return result === undefined ? json(404, { error_code: 'request_id_unknown' }) : json(200, result);
  };

  return {
    name: 'apollo',
    prefixes: ['apollo'],
    handle(request, context) {
      const key = apiKeyOrBearer(request.headers);
      const state = keyState(key);
      if (state === 'missing' || state === 'invalid') {
        const hint = 'Invalid API key. See https://docs.apollo.io/reference/authentication for how to authenticate.';
        return text(401, 'text/plain; charset=utf-8', hint);
      }
      const handlers: Record<string, { rules: WindowRule[]; run: () => Answer } | undefined> = {
        'POST /people/match': { rules: ENRICHMENT, run: () => match(request) },
        'POST /people/bulk_match': { rules: ENRICHMENT, run: () => bulkMatch(request) },
        'POST /mixed_people/api_search': { rules: SEARCH, run: () => search(request) },
        'GET /organizations/enrich': { rules: ENRICHMENT, run: () => organization(request) },
        'POST /usage_stats/api_usage_stats': { rules: DEFAULT, run: () => usageStats(request, context, key) },
        'POST /usage_stats/credit_usage_stats': { rules: DEFAULT, run: () => creditStats(request, context, key) },
        'GET /users/api_profile': { rules: DEFAULT, run: () => profile(key) },
      };
      const polling = request.method === 'GET' && request.path.startsWith('/webhook_result/');
      const handler = polling
        ? { rules: DEFAULT, run: () => poll(request) }
        : handlers[`${request.method} ${request.path}`];
      if (handler === undefined) return json(404, { error: 'Not Found' });
      if (state === 'noscope') {
        const error = `This API key is not authorized to access ${route(request)}. Request an API key from your administrator that includes this endpoint in its configured scope.`;
        return json(403, { error, error_code: 'API_INACCESSIBLE' });
      }
      const bucket = `${key}|${polling ? '/webhook_result' : request.path}`;
      const take = context.limiter.take('apollo', bucket, handler.rules);
      const headers = limitHeaders(take);
      if (!take.allowed) {
        const full = take.windows.find(({ used, limit }) => used >= limit);
        return withHeaders(
          tooMany(request, take.retryAfterSeconds, full?.limit ?? 0, full?.window ?? 'minute'),
          headers,
        );
      }
      // Apollo does not publish the answer to an empty credit balance; 422 with an error text is an assumption.
      const paid = handler.rules === ENRICHMENT;
      if (state === 'exhausted' && paid) return withHeaders(json(422, { error: 'Insufficient credits.' }), headers);
      if (paid && needsWebhook(request)) {
        return withHeaders(json(422, { error: "A valid 'webhook_url' is required for this request." }), headers);
      }
      return withHeaders(handler.run(), headers);
    },
    failure: (status, request, retryAfter) =>
      status === 429
        ? tooMany(request, retryAfter ?? 1, 1_000, 'minute')
        : json(status, { error: 'Internal Server Error' }),
  };
}
