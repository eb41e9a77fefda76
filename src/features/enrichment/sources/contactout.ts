import * as z from 'zod';
import { type Answer, type Called, callProvider, jsonOf } from '../../../platform/fetch-guard.ts';
import { readLinkedin } from '../../imports/rows/linkedin.ts';
import { sameName } from '../identity/first-look.ts';
import { billed, REQUEST_HEADER } from './bill.ts';
import { contactoutProfile, isSample } from './contactout-shape.ts';
import { recordOf } from './match.ts';
import { empty, failed, found, lost, noKey, refusedAs, skipped, unreadable } from './outcome.ts';
import type { AskSource, Facts, SourceOutcome } from './types.ts';
import { collect, profileUrl } from './values.ts';

const WANTED = ['work_email', 'personal_email', 'phone'];

/** An empty list stands for nothing found. */
const enrichAnswer = z.object({ profile: z.union([contactoutProfile, z.array(z.unknown()).max(0)]) });

export type Question =
  | { method: 'GET'; path: string }
  | { method: 'POST'; path: string; body: Record<string, unknown> };

/** The one question to ask: by profile address where one is known, else by e-mail, else by name and company. */
export const contactoutQuestion = (prospect: Facts): Question | null => {
  const profile = prospect.linkedinUrl === null ? null : readLinkedin(prospect.linkedinUrl);
  if (profile?.kind === 'profile') {
    const query = new URLSearchParams({ profile: profile.url, profile_only: 'false' });
    return { method: 'GET', path: `/v1/linkedin/enrich?${query}` };
  }
  const ask = (body: Record<string, unknown>): Question => ({
    method: 'POST',
    path: '/v1/people/enrich',
    body: { ...body, include: WANTED },
  });
  const { name, email, company, companyDomain } = prospect;
  if (!email && !company && !companyDomain) return null;
  return ask({
    full_name: name,
    ...(email ? { email } : {}),
    ...(company ? { company: [company] } : {}),
    ...(companyDomain ? { company_domain: [companyDomain] } : {}),
  });
};

/** What an answer of either question says of the prospect. */
export const readContactout = (prospect: Facts, body: unknown): SourceOutcome => {
  const parsed = enrichAnswer.safeParse(body);
  if (!parsed.success) return unreadable('contactout');
  const { profile: p } = parsed.data;
  if (Array.isArray(p)) return empty('ContactOut does not know this person.', body);
  if (isSample(p)) return failed('The key for ContactOut is blocked or a trial: it gets a sample. Set another.');
  if (p.name && !sameName(prospect.name, p.name)) {
    return empty(`ContactOut answered with ${p.name}; not counted as the same person.`, body);
  }
  const out = collect(profileUrl(p.url));
  const [work] = p.workEmails;
  const [personal] = p.personalEmails;
  const checked = work !== undefined && /^verified$/i.test(p.workEmailStatus[work] ?? '');
  out.add('email', work, checked ? 0.95 : 0.7);
  out.add('personalEmail', personal, 0.75);
  out.add('phone', p.phones[0], 0.75);
  out.add('linkedinUrl', p.url, 0.85);
  const job = p.experience.find((one) => one.is_current);
  out.add('title', job?.title, 0.75);
  out.add('headline', p.headline, 0.75);
  out.add('company', p.company?.name ?? job?.company_name, 0.8);
  out.add('companyDomain', p.company?.domain, 0.8);
  out.add('industry', p.industry ?? p.company?.industry, 0.75);
  out.add('seniority', p.seniority, 0.7);
  out.add('location', p.location, 0.75);
  out.add('country', p.country, 0.75);
  out.add('education', p.education[0], 0.7);
  const emails = p.workEmails.length + p.personalEmails.length > 0 ? 1 : 0;
  const cost = 1 + emails + (p.phones.length > 0 ? 1 : 0);
  const url = profileUrl(p.url);
  const match = recordOf(
    url,
    {
      name: p.name ?? prospect.name,
      company: p.company?.name ?? job?.company_name,
      title: job?.title,
      country: p.country,
      companyDomain: p.company?.domain,
      linkedinUrl: url,
      url,
    },
    work ?? personal,
  );
  return found('contactout', cost, { values: out.values, answer: body, match });
};

const message = z.object({ message: z.string() });

/** ContactOut means credentials by 400 and input by 401, and by 403 either an empty balance or a closed endpoint. */
export const refusedByContactout = (answer: Answer, now: number): SourceOutcome => {
  switch (answer.status) {
    case 400:
      return failed('ContactOut does not take the key. Check it in the settings.', { code: 'key_refused' });
    case 401:
      return failed('ContactOut cannot use what is known of this person. Add a LinkedIn address or an e-mail.');
    case 403: {
      const said = message.safeParse(jsonOf(answer)).data?.message ?? '';
      return /credit|quota/i.test(said)
        ? failed('The account with ContactOut is out of credits. Top it up.', { code: 'out_of_credits' })
        : failed('The key for ContactOut may not do this. Give it access, or set another.', { code: 'key_refused' });
    }
    case 404:
      return empty('ContactOut does not know this person.');
    default:
      return refusedAs('contactout', answer, now);
  }
};

const readCalled = (prospect: Facts, called: Called): SourceOutcome => {
  if (called.kind === 'fault') return lost('contactout', called.fault);
  if (called.answer.status === 200) return readContactout(prospect, jsonOf(called.answer));
  return refusedByContactout(called.answer, Date.now());
};

/** Asks ContactOut for contact data (api.contactout.com). */
export const askContactout: AskSource = async ({ prospect, settings, until, requestId, gate, store }) => {
  if (!settings.CONTACTOUT_KEY) return noKey('contactout');
  const question = contactoutQuestion(prospect);
  if (question === null) {
    return skipped('ContactOut needs more than a name. Add a company, an e-mail or a LinkedIn address.');
  }
  const called = await callProvider(
    `${settings.CONTACTOUT_URL}${question.path}`,
    {
      method: question.method,
      headers: {
        token: settings.CONTACTOUT_KEY,
        accept: 'application/json',
        'content-type': 'application/json',
        [REQUEST_HEADER]: requestId,
      },
      ...(question.method === 'POST' ? { body: JSON.stringify(question.body) } : {}),
    },
    { paid: true, until, gate, store },
  );
  return billed('contactout', called, readCalled(prospect, called));
};
