import * as z from 'zod';
import { type Called, callProvider, jsonOf } from '../../../platform/fetch-guard.ts';
import { PRICE_MAX } from '../../credits/prices.ts';
import { sameName } from '../identity/first-look.ts';
import { billed, REQUEST_HEADER } from './bill.ts';
import { recordOf } from './match.ts';
import { empty, failed, found, lost, noKey, refusedAs, skipped, unreadable } from './outcome.ts';
import type { AskSource, Facts, SourceOutcome } from './types.ts';
import { collect, profileUrl } from './values.ts';

const text = z.string().nullish();
const organization = z.object({ name: text, primary_domain: text, industry: text });
/** `contact` is what the account's own users typed, at times about somebody else: it is not read. */
const person = z.object({
  id: text,
  name: z.string(),
  first_name: text,
  last_name: text,
  linkedin_url: text,
  title: text,
  headline: text,
  email: text,
  email_status: text,
  extrapolated_email_confidence: z.number().nullish(),
  city: text,
  state: text,
  country: text,
  departments: z.array(z.string()).nullish(),
  functions: z.array(z.string()).nullish(),
  seniority: text,
  organization: organization.nullish(),
});
const matchAnswer = z.object({ person: person.nullable() });

/** The question, or null where what is known names nobody: Apollo finds nobody by a name alone. */
export const apolloQuery = (prospect: Facts): URLSearchParams | null => {
  const { name, email, linkedinUrl, company, companyDomain } = prospect;
  if (!email && !linkedinUrl && !company && !companyDomain) return null;
  const query = new URLSearchParams({ name });
  if (email) query.set('email', email);
  if (linkedinUrl) query.set('linkedin_url', linkedinUrl);
  if (company) query.set('organization_name', company);
  if (companyDomain) query.set('domain', companyDomain);
  return query;
};

const EMAIL_CONFIDENCE: Readonly<Record<string, number>> = { verified: 0.95, extrapolated: 0.6 };

/** Ranks that Apollo lists among the departments. */
const NO_DEPARTMENT = new Set(['c_suite', 'founder', 'owner', 'other']);
const departmentOf = (p: z.output<typeof person>): string | undefined =>
  [...(p.departments ?? []), ...(p.functions ?? [])].find((one) => !NO_DEPARTMENT.has(one))?.replaceAll('_', ' ');

/** What an answer of `POST /people/match` says of the prospect. */
export const readApollo = (prospect: Facts, body: unknown): SourceOutcome => {
  const parsed = matchAnswer.safeParse(body);
  if (!parsed.success) return unreadable('apollo');
  const { person: p } = parsed.data;
  if (p === null) return empty('Apollo does not know this person.', body);
  if (!sameName(prospect.name, p.name)) {
    return empty(`Apollo answered with ${p.name}; not counted as the same person.`, body);
  }
  const out = collect(profileUrl(p.linkedin_url));
  out.add('firstName', p.first_name, 0.85);
  out.add('lastName', p.last_name, 0.85);
  const guessed = p.email_status === 'extrapolated' ? p.extrapolated_email_confidence : undefined;
  out.add('email', p.email, guessed ?? EMAIL_CONFIDENCE[p.email_status ?? ''] ?? 0.5);
  out.add('linkedinUrl', p.linkedin_url, 0.85);
  out.add('title', p.title, 0.85);
  out.add('headline', p.headline, 0.8);
  out.add('seniority', p.seniority, 0.8);
  out.add('department', departmentOf(p), 0.7);
  out.add('company', p.organization?.name, 0.85);
  out.add('companyDomain', p.organization?.primary_domain, 0.85);
  out.add('industry', p.organization?.industry, 0.8);
  out.add('city', p.city, 0.8);
  out.add('region', p.state, 0.8);
  out.add('country', p.country, 0.8);
  const match = recordOf(
    p.id,
    {
      name: p.name,
      company: p.organization?.name,
      title: p.title,
      city: p.city,
      region: p.state,
      country: p.country,
      companyDomain: p.organization?.primary_domain,
      linkedinUrl: profileUrl(p.linkedin_url),
      url: profileUrl(p.linkedin_url),
    },
    out.values.find(({ field }) => field === 'email')?.value,
  );
  return found('apollo', PRICE_MAX.apollo, { values: out.values, answer: body, match });
};

const readCalled = (prospect: Facts, called: Called): SourceOutcome => {
  if (called.kind === 'fault') return lost('apollo', called.fault);
  const { answer } = called;
  if (answer.status === 200) return readApollo(prospect, jsonOf(answer));
  // 401 comes as plain text, the rest as JSON; 422 is also how an empty balance is told.
  if (answer.status === 422 && /credit/i.test(answer.text)) {
    return failed('The account with Apollo is out of credits. Top it up.', { code: 'out_of_credits' });
  }
  return refusedAs('apollo', answer, Date.now());
};

/** Asks Apollo who this is (docs.apollo.io/reference/people-enrichment). Phones come by webhook only and are not asked for. */
export const askApollo: AskSource = async ({ prospect, settings, until, requestId, gate, store }) => {
  if (!settings.APOLLO_KEY) return noKey('apollo');
  const query = apolloQuery(prospect);
  if (query === null) return skipped('Apollo needs more than a name. Add a company, an e-mail or a LinkedIn address.');
  const called = await callProvider(
    `${settings.APOLLO_URL}/people/match?${query}`,
    {
      method: 'POST',
      headers: {
        'x-api-key': settings.APOLLO_KEY,
        accept: 'application/json',
        'cache-control': 'no-cache',
        [REQUEST_HEADER]: requestId,
      },
    },
    { paid: true, until, gate, store },
  );
  return billed('apollo', called, readCalled(prospect, called));
};
