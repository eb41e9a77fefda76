import type { Company } from './company.ts';
import { hexOf, shareOf } from './hash.ts';
import { ascii } from './names.ts';
import type { Job, Person } from './person.ts';

/** A mobile number costs 8 credits on top of the 1 for the person (Apollo OpenAPI, "Credit usage"). */
export const PHONE_CREDITS = 8;

/** `"12.3M"`, as Apollo prints money. */
const printed = (dollars: number): string => `${Math.round(dollars / 100_000) / 10}M`;
const day = (date: { year: number; month: number }): string => `${date.year}-${String(date.month).padStart(2, '0')}-01`;
/** Apollo hands out LinkedIn addresses with the http scheme. */
const plainHttp = (url: string): string => url.replace(/^https:/, 'http:');

/** An `organization` as `/people/match` and `/organizations/enrich` give it (Apollo OpenAPI, response examples). */
export function organizationShape(company: Company): Record<string, unknown> {
  const tag = hexOf(`industry|${company.industry}`, 24);
  return {
    id: company.id,
    name: company.name,
    website_url: `http://www.${company.domain}`,
    blog_url: null,
    angellist_url: null,
    linkedin_url: plainHttp(company.linkedinUrl),
    twitter_url: `https://twitter.com/${ascii(company.slug)}`,
    facebook_url: `https://www.facebook.com/${ascii(company.slug)}`,
    primary_phone: { number: company.phone, source: 'Owler', sanitized_number: company.phone },
    languages: [],
    num_languages: 0,
    alexa_ranking: company.linkedinId % 900_000,
    phone: company.phone,
    linkedin_uid: String(company.linkedinId),
    founded_year: company.founded,
    publicly_traded_symbol: company.ticker,
    publicly_traded_exchange: company.ticker === null ? null : 'nyse',
    logo_url: `https://logos.example/${company.id}/picture`,
    crunchbase_url: null,
    primary_domain: company.domain,
    industry: company.industry,
    keywords: company.keywords,
    estimated_num_employees: company.employees,
    industries: [company.industry],
    secondary_industries: [],
    snippets_loaded: true,
    industry_tag_id: tag,
    industry_tag_hash: { [company.industry]: tag },
    retail_location_count: 0,
    num_retail_locations: 0,
    raw_address: `${company.street}, ${company.place.city}, ${company.place.state} ${company.place.postal}, US`,
    street_address: company.street,
    city: company.place.city,
    state: company.place.state,
    postal_code: company.place.postal,
    country: company.place.country,
    owned_by_organization_id: null,
    seo_description: company.description,
    short_description: company.description,
    suborganizations: [],
    num_suborganizations: 0,
    annual_revenue_printed: printed(company.revenue),
    annual_revenue: company.revenue,
    total_funding: company.funding,
    total_funding_printed: printed(company.funding),
    latest_funding_round_date: company.funding === 0 ? null : '2023-08-01T00:00:00.000+00:00',
    latest_funding_stage: company.funding === 0 ? null : 'Series B',
    funding_events:
      company.funding === 0
        ? []
        : [
            {
              id: hexOf(`funding|${company.id}`, 24),
              date: '2023-08-01T00:00:00.000+00:00',
              news_url: null,
              type: 'Series B',
              investors: 'Ninth Bridge Capital, Hollis & Grant Partners',
              amount: printed(company.funding),
              currency: '$',
            },
          ],
    technology_names: ['Google Workspace', 'Salesforce'],
    current_technologies: [
      { uid: 'google_workspace', name: 'Google Workspace', category: 'Cloud Services' },
      { uid: 'salesforce', name: 'Salesforce', category: 'Customer Relationship Management' },
    ],
    org_chart_root_people_ids: [hexOf(`root|${company.id}`, 24)],
    org_chart_sector: 'OrgChart::SectorHierarchy::Rules::IT',
    org_chart_removed: false,
    org_chart_show_department_filter: true,
  };
}

/** Departments by Apollo's names, in the share of the staff that works in each. */
const DEPARTMENTS: Record<string, number> = {
  engineering: 0.3,
  sales: 0.2,
  operations: 0.15,
  marketing: 0.1,
  finance: 0.05,
};

/** An `organization` of `/organizations/enrich`: the same record with head counts. */
export function enrichedOrganization(company: Company): Record<string, unknown> {
  // In percent, with one decimal.
  const growth = (sort: string): number => Math.round(shareOf(`growth|${sort}|${company.id}`) * 400 - 100) / 10;
  return {
    ...organizationShape(company),
    departmental_head_count: Object.fromEntries(
      Object.entries(DEPARTMENTS).map(([name, share]) => [name, Math.round(company.employees * share)]),
    ),
    organization_headcount_six_month_growth: growth('six'),
    organization_headcount_twelve_month_growth: growth('twelve'),
    organization_headcount_twenty_four_month_growth: growth('twenty-four'),
  };
}

function employment(person: Person, job: Job, at: number): Record<string, unknown> {
  const id = hexOf(`job|${person.id}|${at}`, 24);
  return {
    _id: id,
    id,
    key: id,
    created_at: null,
    current: job.to === null,
    degree: null,
    description: null,
    emails: null,
    end_date: job.to === null ? null : day(job.to),
    grade_level: null,
    kind: null,
    major: null,
    organization_id: job.to === null ? person.company.id : null,
    organization_name: job.company,
    raw_address: null,
    start_date: day(job.from),
    title: job.title,
    updated_at: null,
  };
}

/** How Apollo knows the address: `unavailable` comes with `email: null`. */
export type EmailStatus = 'verified' | 'extrapolated' | 'unavailable';

/** A `person` of `/people/match`; `personal_emails` only when they were asked for. */
export function personShape(
  person: Person,
  options: { emailStatus: EmailStatus; revealPersonal: boolean },
): Record<string, unknown> {
  return {
    id: person.id,
    first_name: person.first,
    last_name: person.last,
    name: person.name,
    linkedin_url: plainHttp(person.linkedinUrl),
    title: person.title,
    email_status: options.emailStatus,
    photo_url: `https://photos.example/${person.id}.jpg`,
    twitter_url: null,
    github_url: null,
    facebook_url: null,
    extrapolated_email_confidence: options.emailStatus === 'extrapolated' ? 0.62 : null,
    headline: person.headline,
    email: options.emailStatus === 'unavailable' ? null : person.workEmail,
    ...(options.revealPersonal ? { personal_emails: [person.personalEmail] } : {}),
    organization_id: person.company.id,
    employment_history: person.jobs.map((job, at) => employment(person, job, at)),
    state: person.place.state,
    city: person.place.city,
    country: person.place.country,
    organization: organizationShape(person.company),
    is_likely_to_engage: person.company.employees % 2 === 0,
    show_intent: false,
    revealed_for_current_team: true,
    departments: [person.seniority === 'c_suite' || person.seniority === 'founder' ? 'c_suite' : person.jobFunction],
    subdepartments: [person.jobFunction],
    functions: [person.jobFunction],
    seniority: person.seniority,
  };
}

/** A row of `/mixed_people/api_search`: no address, no number, the last name veiled. */
export function searchShape(person: Person): Record<string, unknown> {
  return {
    id: person.id,
    first_name: person.first,
    last_name_obfuscated: `${person.last.slice(0, 2)}***${person.last.slice(-1)}`,
    title: person.title,
    last_refreshed_at: '2026-09-04T23:20:32.690+00:00',
    has_email: true,
    has_city: true,
    has_state: true,
    has_country: true,
    has_direct_phone: 'Yes',
    organization: {
      name: person.company.name,
      has_industry: true,
      has_phone: true,
      has_city: true,
      has_state: true,
      has_country: true,
      has_zip_code: true,
      has_revenue: true,
      has_employee_count: true,
    },
  };
}

/** What `/webhook_result/{request_id}` gives for a request that asked for phones; the webhook gets the inner part. */
export function phoneResult(requestId: string, people: readonly Person[], at: number): Record<string, unknown> {
  return {
    request_id: requestId,
    webhook_status: 'success',
    request_type: 'phone',
    last_dispatched_at: new Date(at).toISOString(),
    failure_reason: null,
    webhook_result: {
      status: 'success',
      total_requested_enrichments: people.length,
      unique_enriched_records: people.length,
      missing_records: 0,
      credits_consumed: people.length * PHONE_CREDITS,
      people: people.map((person) => ({
        id: person.id,
        status: 'success',
        phone_numbers: [
          {
            raw_number: person.mobile,
            sanitized_number: person.mobile,
            type_cd: 'mobile',
            status_cd: 'valid_number',
            confidence_cd: 'high',
            position: 0,
          },
        ],
      })),
    },
  };
}
