import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../platform/fetch-guard.ts';
import { apolloQuery, readApollo } from './apollo.ts';
import { contactoutQuestion, readContactout, refusedByContactout } from './contactout.ts';
import { readExa } from './exa.ts';
import { exaQuery, isAbout } from './exa-pages.ts';
import { refusedAs } from './outcome.ts';
import type { Facts, SourceOutcome } from './types.ts';
import { readPhone, readSeniority, webUrl } from './values.ts';

const ann: Facts = {
  id: '01900000-0000-7000-8000-000000000001',
  name: 'Ann Lee',
  firstName: null,
  lastName: null,
  email: null,
  linkedinUrl: null,
  title: null,
  company: 'Acme Widgets',
  companyDomain: null,
};
const NOW = Date.parse('2026-01-01T00:00:00Z');
const valuesOf = ({ values }: SourceOutcome) => Object.fromEntries(values.map(({ field, value }) => [field, value]));
const confidenceOf = ({ values }: SourceOutcome, field: string) =>
  values.find((one) => one.field === field)?.confidence;
const answer = (status: number, text = '', headers: Record<string, string> = {}): Answer => ({
  status,
  text,
  headers: new Headers(headers),
});

describe('Apollo', () => {
  const person = {
    name: 'Ann Lee',
    first_name: 'Ann',
    last_name: 'Lee',
    linkedin_url: 'http://www.linkedin.com/in/ann-lee',
    title: 'CFO',
    email: 'ann@acme.example',
    email_status: 'verified',
    seniority: 'c_suite',
    departments: ['c_suite', 'master_finance'],
    city: 'Austin',
    organization: { name: 'Acme Widgets', primary_domain: 'acme.example' },
    contact: { name: 'Roy Chung', title: 'President', email: 'roy@else.example' },
  };
  it('is asked with all that is known, and not with a name alone', () => {
    expect(String(apolloQuery({ ...ann, email: 'a@b.example' }))).toBe(
      'name=Ann+Lee&email=a%40b.example&organization_name=Acme+Widgets',
    );
    expect(apolloQuery({ ...ann, company: null })).toBeNull();
  });
  it('gives values for one credit, and nothing of the contact that others typed', () => {
    const outcome = readApollo(ann, { person });
    expect(outcome).toMatchObject({ status: 'found', cost: 1, unsettled: false });
    expect(valuesOf(outcome)).toMatchObject({
      email: 'ann@acme.example',
      linkedinUrl: 'https://www.linkedin.com/in/ann-lee',
      seniority: 'c_suite',
      department: 'master finance',
    });
    expect(JSON.stringify(outcome.values)).not.toMatch(/Roy|else\.example|President/);
    expect(outcome.values[0]?.sourceUrl).toBe('https://www.linkedin.com/in/ann-lee');
  });
  it('is as sure of an address as it says', () => {
    const email = (status: string, more = {}) =>
      confidenceOf(readApollo(ann, { person: { ...person, email_status: status, ...more } }), 'email');
    expect(email('verified')).toBe(0.95);
    expect(email('extrapolated', { extrapolated_email_confidence: 0.62 })).toBe(0.62);
    expect(email('guessed')).toBe(0.5);
    const locked = { ...person, email: 'email_not_unlocked@domain.com' };
    expect(confidenceOf(readApollo(ann, { person: locked }), 'email')).toBeUndefined();
  });
  it('knows nobody, or somebody else: that costs nothing', () => {
    expect(readApollo(ann, { person: null })).toMatchObject({ status: 'empty', cost: 0, unsettled: false });
    const other = readApollo(ann, { person: { ...person, name: 'Bob Ray' } });
    expect(other).toMatchObject({ status: 'empty', cost: 0, values: [] });
    expect(other.reason).toBe('Apollo answered with Bob Ray; not counted as the same person.');
  });
  it.each([undefined, null, '', [], {}, { person: { name: 7 } }, { person: { ...person, departments: 'x' } }])(
    'that answers %j cannot be read, and may have billed',
    (body) => expect(readApollo(ann, body)).toMatchObject({ status: 'failed', unsettled: true, values: [] }),
  );
});

describe('ContactOut', () => {
  const profile = {
    url: 'https://linkedin.com/in/ann-lee/',
    full_name: 'Ann Lee',
    headline: 'CFO',
    work_email: ['ann@acme.example'],
    work_email_status: { 'ann@acme.example': 'Verified' },
    personal_email: ['ann@home.example'],
    phone: [' +61.438347437'],
    company: { name: 'Acme Widgets', domain: 'acme.example' },
    experience: [
      { start_date: '20204', title: 'Clerk', company_name: 'Old', is_current: false },
      { title: 'CFO', company_name: 'Acme Widgets', is_current: true },
    ],
    education: [{ degree: 'BA', field_of_study: 'Law', school_name: 'Eastgate', start_date_year: '2002' }],
    seniority: 'Vice President',
  };
  const body = (more = {}) => ({ status_code: 200, profile: { ...profile, ...more } });

  it('is asked once: by profile where there is one, else with what is known', () => {
    expect(contactoutQuestion({ ...ann, linkedinUrl: 'linkedin.com/in/Ann-Lee?x=1' })).toEqual({
      method: 'GET',
      path: '/v1/linkedin/enrich?profile=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fann-lee&profile_only=false',
    });
    expect(contactoutQuestion(ann)).toEqual({
      method: 'POST',
      path: '/v1/people/enrich',
      body: { full_name: 'Ann Lee', company: ['Acme Widgets'], include: ['work_email', 'personal_email', 'phone'] },
    });
    expect(contactoutQuestion({ ...ann, company: null })).toBeNull();
    expect(contactoutQuestion({ ...ann, linkedinUrl: 'https://www.linkedin.com/sales/x' })).toMatchObject({
      method: 'POST',
    });
  });
  it('gives contact data, and costs what it brought', () => {
    const outcome = readContactout(ann, body());
    expect(outcome).toMatchObject({ status: 'found', cost: 3 });
    expect(valuesOf(outcome)).toMatchObject({
      email: 'ann@acme.example',
      personalEmail: 'ann@home.example',
      phone: '+61438347437',
      title: 'CFO',
      seniority: 'vp',
      education: 'BA, Law at Eastgate',
    });
    expect(confidenceOf(outcome, 'email')).toBe(0.95);
    expect(readContactout(ann, body({ phone: [] })).cost).toBe(2);
    expect(
      readContactout(ann, body({ phone: [], work_email: [], personal_email: [], work_email_status: [] })).cost,
    ).toBe(1);
  });
  it('is read in either spelling of its fields', () => {
    const camel = { url: null, fullName: 'Ann Lee', workEmail: 'ann@acme.example', personalEmail: ['a@b.example'] };
    expect(valuesOf(readContactout(ann, { profile: camel }))).toMatchObject({
      email: 'ann@acme.example',
      personalEmail: 'a@b.example',
    });
  });
  it('says by an empty list that it knows nobody', () => {
    expect(readContactout(ann, { status_code: 200, profile: [] })).toMatchObject({ status: 'empty', cost: 0 });
  });
  it('gives a blocked key its sample, which is nobody', () => {
    const sample = readContactout({ ...ann, name: 'Example Person' }, body({ full_name: 'Example Person' }));
    expect(sample).toMatchObject({ status: 'failed', values: [], unsettled: false });
    expect(sample.reason).toMatch(/blocked/);
  });
  it.each([
    [400, '', /does not take the key/],
    [401, '', /cannot use what is known/],
    [403, '{"message":"You are out of credits."}', /out of credits/],
    [403, '{"message":"You do not have access to this endpoint."}', /may not do this/],
    [403, '<html>', /may not do this/],
  ])('means by %i %j what it means', (status, text, reason) => {
    const outcome = refusedByContactout(answer(status, text), NOW);
    expect(outcome).toMatchObject({ status: 'failed', unsettled: false });
    expect(outcome.reason).toMatch(reason);
  });
  it('means by 404 that it knows nobody', () => expect(refusedByContactout(answer(404), NOW).status).toBe('empty'));
});

describe('Exa', () => {
  const page = (title: string, text: string, more = {}) => ({ url: 'https://news.example/a', title, text, ...more });
  it('is asked for name and employer together', () => {
    expect(exaQuery({ ...ann, title: 'CFO' })).toBe('"Ann Lee" "Acme Widgets" CFO');
    expect(exaQuery({ ...ann, company: null, companyDomain: 'acme-widgets.com' })).toBe('"Ann Lee" "acme-widgets"');
    expect(exaQuery({ ...ann, company: null })).toBeNull();
  });
  it('counts only pages that name both', () => {
    expect(isAbout(ann, page('Ann Lee joins Acme Widgets', ''))).toBe(true);
    expect(isAbout(ann, page('News', 'Acme Widgets, Inc. said that ANN LÉE takes over.'))).toBe(true);
    expect(isAbout(ann, page('Ann Lee wins a race', 'A runner of that name.'))).toBe(false);
    expect(isAbout(ann, page('Acme Widgets grows', 'Led by Lee Ann Marsh.'))).toBe(false);
    expect(isAbout(ann, page('Joann Leech of Acme Widgets', ''))).toBe(false);
  });
  it('quotes the best page and turns dated ones into news, newest first', () => {
    const outcome = readExa(ann, {
      results: [
        page('Team of Acme Widgets', 'Ann Lee runs Acme Widgets.', {
          url: 'https://acme.example/team',
          highlights: ['Ann Lee **runs** it.'],
        }),
        page('Ann Lee at Acme Widgets: old', '', { url: 'https://a.example/1', publishedDate: '2020-01-01T00:00:00Z' }),
        page('Ann Lee at Acme Widgets: new', '', { url: 'https://a.example/2', publishedDate: '2025-05-05' }),
        page('Ann Lee at Acme Widgets', '', { url: 'javascript:alert(1)', publishedDate: '2026-01-01' }),
      ],
    });
    expect(outcome).toMatchObject({ status: 'found', cost: 1 });
    expect(valuesOf(outcome)).toEqual({ bio: 'Ann Lee runs it.', news: 'Ann Lee at Acme Widgets: new (2025-05-05)' });
    expect(outcome.signals.map(({ date, url }) => [date, url])).toEqual([
      ['2025-05-05', 'https://a.example/2'],
      ['2020-01-01', 'https://a.example/1'],
    ]);
  });
  it('takes the present job of a person only where it is at the employer', () => {
    const entity = (company: string) => ({
      type: 'person',
      properties: {
        name: 'Ann Lee',
        location: 'Austin',
        workHistory: [{ title: 'CFO', dates: { to: null }, company: { name: company } }],
      },
    });
    const read = (company: string) =>
      valuesOf(
        readExa(ann, {
          results: [page('Ann Lee | Acme Widgets', 'x', { entities: [{ type: 'company' }, entity(company)] })],
        }),
      );
    expect(read('Acme Widgets, Inc.')).toMatchObject({ title: 'CFO', location: 'Austin' });
    expect(read('Globex')).not.toHaveProperty('title');
  });
  it('brings nothing where only namesakes are found', () => {
    expect(readExa(ann, { results: [page('Ann Lee of Globex', '')] })).toMatchObject({ status: 'empty', cost: 0 });
    expect(readExa(ann, { results: [] })).toMatchObject({ status: 'empty', cost: 0 });
  });
  it.each([undefined, { results: 'x' }, { results: [{ url: 7 }] }])('that answers %j cannot be read', (body) =>
    expect(readExa(ann, body)).toMatchObject({ status: 'failed', unsettled: true }),
  );
});

describe('a refusal', () => {
  it.each([
    [401, /does not take the key/, false],
    [402, /out of credits/, false],
    [403, /may not do this/, false],
    [422, /refused the question \(422\)/, false],
    [503, /overloaded/, false],
    [529, /overloaded/, false],
    [500, /broke down \(500\)/, true],
    [302, /refused the question \(302\)/, false],
  ])('by %i is told in words', (status, reason, unsettled) => {
    const outcome = refusedAs('exa', answer(status), NOW);
    expect(outcome).toMatchObject({ status: 'failed', unsettled, cost: 0 });
    expect(outcome.reason).toMatch(reason);
  });
  it('for asking too often says when to come back', () => {
    expect(refusedAs('exa', answer(429, '', { 'retry-after': '90' }), NOW).reason).toMatch(/in 90 seconds/);
    expect(refusedAs('exa', answer(429, '', { 'retry-after': 'Thu, 01 Jan 2026 00:10:00 GMT' }), NOW).reason).toMatch(
      /in 10 minutes/,
    );
    expect(refusedAs('exa', answer(429), NOW).reason).toMatch(/in a minute/);
  });
});

describe('values', () => {
  it.each([
    [' +61.438347437', '+61438347437'],
    ['(415) 555-0100', '4155550100'],
    ['n/a', undefined],
    ['12', undefined],
  ])('reads the phone %j', (text, phone) => expect(readPhone(text)).toBe(phone));
  it.each([
    ['CXO', 'c_suite'],
    ['Vice President', 'vp'],
    ['vp', 'vp'],
    ['Director', 'director'],
    ['whatever', undefined],
    [null, undefined],
  ])('reads the rank %j', (text, rank) => expect(readSeniority(text)).toBe(rank));
  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example', '//a.example', 'nonsense', ''])(
    'takes %j for no address of the web',
    (url) => expect(webUrl(url)).toBeNull(),
  );
});
