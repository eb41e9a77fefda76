import * as z from 'zod';
import { json } from './answers.ts';
import {
  billOf,
  type Contacts,
  contactsOf,
  emailProfileShape,
  type Include,
  profileShape,
  searchRow,
  workStatus,
} from './contactout-shapes.ts';
import { shareOf } from './hash.ts';
import { header, masked } from './keys.ts';
import { linkedinSlug } from './names.ts';
import { identify, type Person, type PersonQuery, personOf } from './person.ts';
import { searchRoster } from './roster.ts';
import { type Answer, type Billed, FREE, type ProviderContext, type ProviderRequest } from './types.ts';

/** Share of people ContactOut knows here. */
const FOUND = 0.65;
/** Rows of one search page, most entries of a list filter, credits of a fresh plan. */
const PAGE_SIZE = 25;
const LIST_MAX = 10;
const QUOTA = 10_000;
const ALL_CONTACTS: readonly Include[] = ['work_email', 'personal_email', 'phone'];

type Found = { key: string | null; person: Person | null };

/** Errors carry their status in the body too. 400 means credentials and 401 means input: swapped against HTTP custom. */
export const error = (status: number, message: string, headers: Record<string, string> = {}): Answer =>
  json(status, { status_code: status, message }, { headers });
const badInput = (message: string): Answer => error(401, message);

function lookup(query: PersonQuery): Found {
  const identity = identify(query);
  if (identity === null) return { key: null, person: null };
  const known = shareOf(`contactout|found|${identity.key}`) < FOUND;
  return { key: identity.key, person: known ? personOf(identity) : null };
}

const profileUrl = (request: ProviderRequest): string | null => {
  const url = request.query.get('profile') ?? '';
  return /^https?:\/\//i.test(url) && linkedinSlug(url) !== null ? url : null;
};
const NO_PROFILE = 'The profile must be a regular LinkedIn profile URL.';

const notFound = (key: string | null): Answer =>
  json(404, { status_code: 404, message: 'Not Found' }, { personKey: key });

export function linkedinEnrich(request: ProviderRequest): Answer {
  const url = profileUrl(request);
  if (url === null) return badInput(NO_PROFILE);
  const { key, person } = lookup({ linkedinUrl: url });
  if (person === null) return json(200, { status_code: 200, profile: [] }, { personKey: key });
  const contacts = contactsOf(person, request.query.get('profile_only') === 'true' ? [] : ALL_CONTACTS);
  const billed = billOf(1, [contacts]);
  return json(200, { status_code: 200, profile: profileShape(person, contacts) }, { billed, personKey: key });
}

/** The table of the documentation says list, its sample sends a text: both are taken. */
const listOrText = z
  .union([z.array(z.string()).max(LIST_MAX), z.string().transform((entry) => [entry])])
  .optional()
  .transform((list) => list ?? []);
const enrichBody = z.looseObject({
  linkedin_url: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  full_name: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  company: listOrText,
  company_domain: listOrText,
  education: listOrText,
  location: z.string().optional(),
  job_title: z.string().optional(),
  include: z.array(z.enum(['work_email', 'personal_email', 'phone'])).optional(),
});

export function peopleEnrich(request: ProviderRequest): Answer {
  const parsed = enrichBody.safeParse(request.json);
  if (!parsed.success) return badInput(z.prettifyError(parsed.error));
  const body = parsed.data;
  const named = body.full_name !== undefined || (body.first_name !== undefined && body.last_name !== undefined);
  const direct = body.linkedin_url ?? body.email ?? body.phone;
  const narrowing = [...body.company, ...body.company_domain, ...body.education, body.location, body.job_title];
  if (direct === undefined && !(named && narrowing.some((entry) => entry !== undefined && entry !== ''))) {
    return badInput(
      'Provide linkedin_url, email or phone, or a name with company, company_domain, education, location or job_title.',
    );
  }
  const { key, person } = lookup({
    name: body.full_name,
    firstName: body.first_name,
    lastName: body.last_name,
    company: body.company[0],
    domain: body.company_domain[0],
    email: body.email,
    linkedinUrl: body.linkedin_url,
    title: body.job_title,
  });
  if (person === null) return notFound(key);
  const contacts = contactsOf(person, body.include ?? []);
  const billed = billOf(1, [contacts]);
  return json(200, { status_code: 200, profile: profileShape(person, contacts) }, { billed, personKey: key });
}

export function peopleLinkedin(request: ProviderRequest): Answer {
  const url = profileUrl(request);
  if (url === null) return badInput(NO_PROFILE);
  const types = (request.query.get('email_type') ?? 'personal,work').split(',');
  const include: Include[] = [];
  if (types.includes('work')) include.push('work_email');
  if (types.includes('personal')) include.push('personal_email');
  if (request.query.get('include_phone') === 'true') include.push('phone');
  const { key, person } = lookup({ linkedinUrl: url });
  if (person === null) return notFound(key);
  const contacts = contactsOf(person, include);
  const profile = {
    url,
    email: [...contacts.workEmails, ...contacts.personalEmails],
    work_email: contacts.workEmails,
    work_email_status: workStatus(contacts),
    personal_email: contacts.personalEmails,
    phone: contacts.phones,
    github: [],
  };
  return json(200, { status_code: 200, profile }, { billed: billOf(0, [contacts]), personKey: key });
}

/** `personal_email_status`, `work_email_status`, `phone_status`: whether there is something to buy; free. */
export function checker(request: ProviderRequest): Answer {
  const url = profileUrl(request);
  if (url === null) return badInput(NO_PROFILE);
  const { key, person } = lookup({ linkedinUrl: url });
  const contacts: Contacts | null = person === null ? null : contactsOf(person, ALL_CONTACTS);
  const sort = request.path.split('/').at(-1);
  const profile =
    sort === 'phone_status'
      ? { phone: (contacts?.phones.length ?? 0) > 0 }
      : sort === 'personal_email_status'
        ? { email: (contacts?.personalEmails.length ?? 0) > 0 }
        : {
            email: (contacts?.workEmails.length ?? 0) > 0,
            email_status: contacts?.workEmails.length ? contacts.workStatus : null,
          };
  return json(200, { status_code: 200, profile }, { personKey: key });
}

const emailOf = (request: ProviderRequest): string | null => {
  const parsed = z.email().safeParse(request.query.get('email'));
  return parsed.success ? parsed.data : null;
};

export function emailEnrich(request: ProviderRequest): Answer {
  const email = emailOf(request);
  if (email === null) return badInput('The email must be a valid email address.');
  const { key, person } = lookup({ email });
  if (person === null) return notFound(key);
  const contacts = contactsOf(
    person,
    request.query.get('include')?.includes('work_email') === true ? ['work_email'] : [],
  );
  const profile = emailProfileShape(person, email, contacts);
  return json(200, { status_code: 200, profile }, { billed: billOf(1, [contacts]), personKey: key });
}

export function emailVerify(request: ProviderRequest): Answer {
  const email = emailOf(request);
  if (email === null) return badInput('The email must be a valid email address.');
  const share = shareOf(`contactout|verify|${email.toLowerCase()}`);
  const status =
    share < 0.7
      ? 'valid'
      : share < 0.82
        ? 'invalid'
        : share < 0.92
          ? 'accept_all'
          : share < 0.95
            ? 'disposable'
            : 'unknown';
  const charged = status === 'valid' || status === 'invalid' || status === 'accept_all';
  const billed: Billed = charged ? { units: 1, kind: 'credit', detail: { verifier: 1 } } : FREE;
  return json(200, { status_code: 200, data: { status } }, { billed, personKey: identify({ email })?.key ?? null });
}

const searchBody = z.looseObject({
  page: z.int().min(1).optional(),
  name: z.string().optional(),
  job_title: listOrText,
  company: listOrText,
  domain: listOrText,
  location: listOrText,
  seniority: listOrText,
  keyword: z.string().optional(),
  reveal_info: z.boolean().optional(),
});

/** Every row shown costs a search credit; with `reveal_info` its contacts cost as everywhere else. */
export function peopleSearch(request: ProviderRequest): Answer {
  const parsed = searchBody.safeParse(request.json);
  if (!parsed.success) return badInput(z.prettifyError(parsed.error));
  const body = parsed.data;
  const hits = searchRoster({
    names: body.name === undefined ? [] : [body.name],
    titles: body.job_title,
    companies: body.company,
    domains: body.domain,
    locations: body.location,
    seniorities: body.seniority,
    keywords: body.keyword,
  });
  const page = body.page ?? 1;
  const people = hits.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const revealed = people.map((person) => (body.reveal_info === true ? contactsOf(person, ALL_CONTACTS) : null));
  const rows = people.map((person, at) => [person.linkedinUrl, searchRow(person, revealed[at] ?? null)]);
  const billed = billOf(
    people.length,
    revealed.filter((contacts) => contacts !== null),
  );
  const metadata = { page, page_size: PAGE_SIZE, total_results: hits.length };
  return json(
    200,
    { status_code: 200, metadata, profiles: rows.length === 0 ? [] : Object.fromEntries(rows) },
    { billed },
  );
}

/** Usage of the key in the month asked for; every month ends on the 31st, as in the documentation. */
export function stats(request: ProviderRequest, context: ProviderContext): Answer {
  const period = request.query.get('period') ?? new Date(request.at).toISOString().slice(0, 7);
  if (!/^\d{4}-\d{2}$/.test(period)) return badInput('The period must be formatted as YYYY-MM.');
  const from = Date.parse(`${period}-01T00:00:00Z`);
  const to = new Date(from).setUTCMonth(new Date(from).getUTCMonth() + 1);
  const { detail } = context.usage('contactout', masked(header(request.headers, 'token')), { from, to });
  const part = (prefix: string, used: number): Record<string, number> => ({
    [`${prefix}count`]: used,
    [`${prefix}quota`]: QUOTA,
    [`${prefix}remaining`]: Math.max(0, QUOTA - used),
    [`${prefix}over_quota`]: Math.max(0, used - QUOTA),
  });
  const usage = {
    ...part('', detail.email ?? 0),
    ...part('phone_', detail.phone ?? 0),
    ...part('search_', detail.search ?? 0),
  };
  return json(200, { status_code: 200, period: { start: `${period}-01`, end: `${period}-31` }, usage });
}

/** What a blocked or trial key is shown: always the same sample, whoever is asked for. */
export function sample(request: ProviderRequest): Answer {
  if (request.path === '/v1/stats') {
    const usage = { count: 100, quota: 200, phone_count: 500, phone_quota: 1000, search_count: 100, search_quota: 200 };
    return json(200, { status_code: 200, period: { start: '2023-04-01', end: '2023-04-31' }, usage });
  }
  const profile = {
    url: 'https://www.linkedin.com/in/example-person',
    email: ['email1@example.com', 'email2@example.com'],
    work_email: ['email1@example.com'],
    personal_email: ['email2@example.com'],
    phone: ['+1234567891'],
    full_name: 'Example Person',
    headline: 'Example Headline',
  };
  return json(200, { status_code: 200, profile });
}
