import {
  type Company,
  companyOf,
  FORMER_EMPLOYERS,
  fictionalPhone,
  PLACES,
  type Place,
  REFERENCE_YEAR,
} from './company.ts';
import { type Dice, diceOf, hexOf } from './hash.ts';
import {
  ascii,
  asciiSlug,
  bareDomain,
  companySlug,
  domainLabel,
  isMailboxHost,
  linkedinSlug,
  registrable,
  splitName,
  titleCase,
  words,
} from './names.ts';
import { COMMON_TITLES, EARLIER_TITLES, functionOf, seniorityOf } from './titles.ts';

/** What a client may know of a person. Empty strings count as absent. */
export interface PersonQuery {
  name?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  company?: string | undefined;
  domain?: string | undefined;
  email?: string | undefined;
  linkedinUrl?: string | undefined;
  title?: string | undefined;
}

/** Who is meant. `key` is the same for all ways to ask for the same name at the same company. */
export interface Identity {
  key: string;
  first: string;
  last: string;
  /** Null when only a name was given: providers then find nobody for sure. */
  company: { name?: string; domain?: string } | null;
  title: string | null;
  email: string | null;
  linkedinUrl: string | null;
}

export interface Job {
  title: string;
  company: string;
  /** First and last month, `null` for a job that goes on. */
  from: { year: number; month: number };
  to: { year: number; month: number } | null;
}

/** A whole generated person. */
export interface Person {
  key: string;
  id: string;
  first: string;
  last: string;
  name: string;
  title: string;
  seniority: string;
  jobFunction: string;
  company: Company;
  workEmail: string;
  personalEmail: string;
  /** E.164. */
  mobile: string;
  place: Place;
  /** `https://www.linkedin.com/in/...` */
  linkedinUrl: string;
  headline: string;
  /** Newest first; the first one is the present job. */
  jobs: Job[];
  school: { name: string; degree: string; field: string; from: number; to: number };
  skills: string[];
}

const SCHOOLS = [
  'Harrow Point University',
  'Lakeshore State University',
  'Eastgate College',
  'Northern Institute of Technology',
];
const DEGREES = ['BA', 'BSc', 'MBA', 'MSc', 'JD'];
const FIELDS = ['Economics', 'Computer Science', 'Finance', 'Mechanical Engineering', 'History', 'Law'];
const SKILLS = [
  'Strategy',
  'Negotiation',
  'Fundraising',
  'Forecasting',
  'Public Speaking',
  'Mergers',
  'Hiring',
  'Roadmaps',
];
/** Share of people who work where their company has its seat. */
const AT_HEADQUARTERS = 0.7;

const filled = (value: string | undefined): string | undefined => {
  const trimmed = value?.trim();
  return trimmed === undefined || trimmed === '' ? undefined : trimmed;
};

/**
 * Name and employer out of a profile address: `/in/jane-doe-of-acme-com` (domain), `/in/jane-doe-at-acme-widgets`
 * (company), `/in/jane-doe-4c2b81de` (name alone). The first two are how this emulator writes the addresses of people.
 */
function fromLinkedin(url: string): { name: string; company?: string; domain?: string } | null {
  const slug = linkedinSlug(url);
  if (slug === null) return null;
  const match = /^(.+?)-(at|of)-(.+)$/.exec(slug);
  const name = titleCase((match?.[1] ?? slug).replace(/-[0-9a-f]*\d[0-9a-f]*$/, ''));
  const employer = match?.[3];
  if (employer === undefined) return { name };
  if (match?.[2] === 'at') return { name, company: titleCase(employer) };
  return {
    name,
    domain: employer.replace(
      /-((?:co|com|net|org|ac|gov)-[a-z]{2}|[a-z]+)$/,
      (_, end: string) => `.${end.replace('-', '.')}`,
    ),
  };
}

/** The address that `fromLinkedin` reads back. */
function linkedinOf(identity: Identity, company: Company): string {
  const domain = identity.company?.domain;
  const name = `${ascii(identity.first)}-${ascii(identity.last)}`;
  const byDomain =
    domain !== undefined && asciiSlug(domainLabel(domain)).replaceAll('-', '') === company.slug.replaceAll('-', '');
  const employer = byDomain ? `of-${registrable(domain).replaceAll('.', '-')}` : `at-${company.slug}`;
  return `https://www.linkedin.com/in/${name}-${employer}`;
}

/**
 * Who a question is about, or null when it names nobody. What is stated outright goes before what an e-mail or profile
 * address implies.
 */
export function identify(query: PersonQuery): Identity | null {
  const email = filled(query.email)?.toLowerCase();
  const profile = filled(query.linkedinUrl);
  const [local = '', host = ''] = email?.split('@') ?? [];
  const implied = profile === undefined ? null : fromLinkedin(profile);
  const joined = [filled(query.firstName), filled(query.lastName)].filter((part) => part !== undefined).join(' ');
  const fullName = filled(query.name) ?? filled(joined) ?? implied?.name ?? titleCase(local.replace(/\d+/g, ''));
  const split = splitName(fullName) ?? (words(fullName).length === 1 ? { first: fullName, last: fullName } : null);
  if (split === null) return null;

  const employer = filled(query.company) ?? implied?.company;
  const domain = filled(query.domain) ?? (host !== '' && !isMailboxHost(host) ? host : implied?.domain);
  const companyKey = employer !== undefined ? companySlug(employer) : domain !== undefined ? domainLabel(domain) : '';
  const company: { name?: string; domain?: string } = {};
  if (employer !== undefined) company.name = employer;
  if (domain !== undefined) company.domain = bareDomain(domain);
  return {
    key: `${words(split.first).join('')} ${words(split.last).join('')}|${companyKey.replaceAll('-', '')}`,
    ...split,
    company: companyKey === '' ? null : company,
    title: filled(query.title) ?? null,
    email: email ?? null,
    linkedinUrl: profile ?? null,
  };
}

/** An employer for somebody of whom only an address is known. */
function unknownEmployer(dice: Dice): { name: string } {
  return {
    name: `${dice.pick(['Corriden', 'Vantry', 'Alder Hill', 'Fenwick', 'Quillon', 'Sable Point'])} ${dice.pick(['Capital', 'Labs', 'Systems', 'Partners'])}`,
  };
}

function jobsOf(dice: Dice, title: string, company: Company): Job[] {
  let start = REFERENCE_YEAR - dice.int(1, 9);
  const jobs: Job[] = [{ title, company: company.name, from: { year: start, month: dice.int(1, 12) }, to: null }];
  const earlier = dice.int(1, 3);
  const rank = dice.int(0, EARLIER_TITLES.length - earlier);
  for (let step = 0; step < earlier; step += 1) {
    const end = start;
    start -= dice.int(1, 5);
    jobs.push({
      title: EARLIER_TITLES[rank + step] ?? 'Analyst',
      company: dice.pick(FORMER_EMPLOYERS),
      from: { year: start, month: dice.int(1, 12) },
      to: { year: end, month: jobs[step]?.from.month ?? 1 },
    });
  }
  return jobs;
}

function mailboxOf(first: string, last: string, pattern: Company['mailPattern']): string {
  const [given, family] = [ascii(first), ascii(last)];
  if (pattern === 'flast') return `${given.charAt(0)}${family}`;
  return pattern === 'first' ? given : `${given}.${family}`;
}

/** The person behind an identity. Everything that the identity does not state follows from its key. */
export function personOf(identity: Identity): Person {
  const dice = diceOf(`person|${identity.key}`);
  const company = companyOf(identity.company ?? unknownEmployer(dice));
  const title = dice.pick(COMMON_TITLES);
  const stated = identity.title ?? title;
  const home = dice.chance(AT_HEADQUARTERS) ? company.place : dice.pick(PLACES);
  const jobs = jobsOf(dice, stated, company);
  const name = `${identity.first} ${identity.last}`;
  const given = identity.email;
  const host = given?.split('@')[1] ?? '';
  const box = mailboxOf(identity.first, identity.last, company.mailPattern);
  const graduated = (jobs.at(-1)?.from.year ?? REFERENCE_YEAR - 10) - dice.int(0, 2);
  return {
    key: identity.key,
    id: hexOf(`apollo-person|${identity.key}`, 24),
    first: identity.first,
    last: identity.last,
    name,
    title: stated,
    seniority: seniorityOf(stated),
    jobFunction: functionOf(stated),
    company,
    workEmail: given !== null && !isMailboxHost(host) ? given : `${box}@${company.domain}`,
    personalEmail:
      given !== null && isMailboxHost(host)
        ? given
        : `${ascii(identity.first)}.${ascii(identity.last)}${dice.int(2, 99)}@inbox.example`,
    mobile: fictionalPhone(home, dice.int(0, 99)),
    place: home,
    linkedinUrl: identity.linkedinUrl ?? linkedinOf(identity, company),
    headline: `${stated} at ${company.name}`,
    jobs,
    school: {
      name: dice.pick(SCHOOLS),
      degree: dice.pick(DEGREES),
      field: dice.pick(FIELDS),
      from: graduated - 4,
      to: graduated,
    },
    skills: [dice.pick(SKILLS), dice.pick(SKILLS), dice.pick(SKILLS)].filter(
      (skill, at, all) => all.indexOf(skill) === at,
    ),
  };
}
