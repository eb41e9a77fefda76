import type { Company } from './company.ts';
import { diceOf, hexOf, shareOf } from './hash.ts';
import type { Job, Person } from './person.ts';
import type { Billed } from './types.ts';

/** Shares of found people for whom ContactOut has each sort of contact. */
const HAS_WORK_EMAIL = 0.8;
const HAS_PERSONAL_EMAIL = 0.7;
const HAS_PHONE = 0.6;
/** Share of people whose title here is the one before the present one: sources disagree in real life too. */
const STALE_TITLE = 0.12;

/** The sorts of contact data a call may ask for. */
export type Include = 'work_email' | 'personal_email' | 'phone';

/** Contact data of one person as far as it was asked for and is known. */
export interface Contacts {
  workEmails: string[];
  personalEmails: string[];
  /** ContactOut's own spelling: a leading space and a dot after the country code. */
  phones: string[];
  workStatus: 'Verified' | 'Unverified';
}

export function contactsOf(person: Person, include: readonly Include[]): Contacts {
  const known = (sort: string, share: number): boolean => shareOf(`contactout|${sort}|${person.key}`) < share;
  return {
    workEmails: include.includes('work_email') && known('work', HAS_WORK_EMAIL) ? [person.workEmail] : [],
    personalEmails:
      include.includes('personal_email') && known('personal', HAS_PERSONAL_EMAIL) ? [person.personalEmail] : [],
    phones: include.includes('phone') && known('phone', HAS_PHONE) ? [` +1.${person.mobile.slice(2)}`] : [],
    workStatus: known('status', 0.85) ? 'Verified' : 'Unverified',
  };
}

/** `{}` keyed by address, or `[]` where there is none: a PHP array, printed. */
export const workStatus = (contacts: Contacts): Record<string, string> | [] =>
  contacts.workEmails.length === 0
    ? []
    : Object.fromEntries(contacts.workEmails.map((email) => [email, contacts.workStatus]));

/** The present title, or for some people an outdated one. */
export function titleHere(person: Person): string {
  const stale = shareOf(`contactout|stale|${person.key}`) < STALE_TITLE;
  return stale ? (person.jobs[1]?.title ?? person.title) : person.title;
}

export const location = (person: Person): string =>
  `${person.place.city}, ${person.place.state}, ${person.place.country}`;

function companyShape(company: Company): Record<string, unknown> {
  return {
    name: company.name,
    url: company.linkedinUrl,
    linkedin_company_id: company.linkedinId,
    domain: company.domain,
    email_domain: company.domain,
    overview: company.description,
    type: company.ticker === null ? 'Privately Held' : 'Public Company',
    size: company.employees,
    country: company.place.country,
    revenue: company.revenue,
    founded_at: company.founded,
    industry: company.industry,
    headquarter: `${company.street}, ${company.place.city}`,
    website: `http://www.${company.domain}`,
    logo_url: `https://images.contactout.com/companies/${company.id}`,
    specialties: company.keywords,
    locations: [
      `${company.street}, ${company.place.city}, ${company.place.state}, ${company.place.postal}, ${company.place.country}`,
    ],
  };
}

/** Year and month without padding, as in `"20204"` for April 2020. */
const compact = (date: { year: number; month: number } | null): string =>
  date === null ? '' : `${date.year}${date.month}`;

function experience(person: Person, job: Job): Record<string, unknown> {
  return {
    start_date: compact(job.from),
    end_date: compact(job.to),
    title: job.title,
    summary: null,
    locality: `${person.place.city}, ${person.place.state}`,
    company_name: job.company,
    linkedin_url: null,
    start_date_year: job.from.year,
    start_date_month: job.from.month,
    end_date_year: job.to?.year ?? null,
    end_date_month: job.to?.month ?? null,
    is_current: job.to === null,
  };
}

/** `profile` of `/v1/linkedin/enrich` and `/v1/people/enrich`. */
export function profileShape(person: Person, contacts: Contacts): Record<string, unknown> {
  const dice = diceOf(`contactout|${person.key}`);
  return {
    url: person.linkedinUrl,
    email: [...contacts.workEmails, ...contacts.personalEmails],
    work_email: contacts.workEmails,
    work_email_status: workStatus(contacts),
    personal_email: contacts.personalEmails,
    phone: contacts.phones,
    github: [],
    twitter: [],
    full_name: person.name,
    headline: `${titleHere(person)} at ${person.company.name}`,
    industry: person.company.industry,
    company: companyShape(person.company),
    location: location(person),
    languages: [{ name: 'English', proficiency: 'Native or bilingual proficiency' }],
    country: person.place.country,
    summary: `${person.name} works at ${person.company.name}.`,
    experience: person.jobs.map((job) => experience(person, job)),
    education: [
      {
        field_of_study: person.school.field,
        description: null,
        start_date_year: String(person.school.from),
        end_date_year: String(person.school.to),
        degree: person.school.degree,
        school_name: person.school.name,
      },
    ],
    skills: person.skills,
    certifications: [],
    publications: [],
    projects: [],
    followers: dice.int(80, 9_000),
    job_function: person.jobFunction,
    seniority: person.seniority,
    work_status: dice.chance(0.1) ? 'open_to_work' : null,
    profile_picture_url: `https://images.contactout.com/profiles/${hexOf(person.key, 32)}`,
    updated_at: '2026-01-01 00:00:00',
  };
}

/** `profile` of `/v1/email/enrich`: the same person in other names. */
export function emailProfileShape(person: Person, email: string, contacts: Contacts): Record<string, unknown> {
  return {
    email,
    workEmail: contacts.workEmails[0] ?? '',
    workEmailStatus: contacts.workEmails.length === 0 ? '' : contacts.workStatus,
    fullName: person.name,
    headline: `${titleHere(person)} at ${person.company.name}`,
    industry: person.company.industry,
    linkedinUrl: person.linkedinUrl,
    profilePictureUrl: `https://images.contactout.com/profiles/${hexOf(person.key, 32)}`,
    confidenceLevel: '',
    altMatches: [],
    phone: contacts.phones[0] ?? '',
    twitter: '',
    github: '',
    company: {
      name: person.company.name,
      url: person.company.linkedinUrl,
      website: `http://www.${person.company.domain}`,
      linkedin_company_id: person.company.linkedinId,
      domain: person.company.domain,
      email_domain: person.company.domain,
      headquarter: person.company.place.city,
      locations: [
        {
          city: person.company.place.city,
          line1: person.company.street,
          line2: '',
          state: person.company.place.state,
          country: person.company.place.country,
          postalCode: person.company.place.postal,
          description: 'Headquarters',
        },
      ],
    },
    location: location(person),
    jobFunction: person.jobFunction,
    seniority: person.seniority,
    workStatus: null,
    followers: diceOf(`contactout|${person.key}`).int(80, 9_000),
    updatedAt: '2026-01-01 00:00:00',
  };
}

/** One row of `/v1/people/search`; contacts only with `reveal_info`. */
export function searchRow(person: Person, contacts: Contacts | null): Record<string, unknown> {
  const here = contactsOf(person, ['work_email', 'personal_email', 'phone']);
  const [job] = person.jobs;
  return {
    li_vanity: person.linkedinUrl.split('/in/')[1] ?? '',
    full_name: person.name,
    title: titleHere(person),
    headline: `${titleHere(person)} at ${person.company.name}`,
    company: { name: person.company.name, domain: person.company.domain },
    location: location(person),
    country: person.place.country,
    industry: person.company.industry,
    experience: [`${person.title} at ${person.company.name} in ${job?.from.year ?? 2020} - Present`],
    education: [`${person.school.degree} at ${person.school.name} in ${person.school.from} - ${person.school.to}`],
    skills: person.skills,
    updated_at: '2026-01-01 00:00:00',
    contact_availability: {
      personal_email: here.personalEmails.length > 0,
      work_email: here.workEmails.length > 0,
      phone: here.phones.length > 0,
    },
    ...(contacts === null
      ? {}
      : {
          contact_info: {
            emails: [...contacts.workEmails, ...contacts.personalEmails],
            personal_emails: contacts.personalEmails,
            work_emails: contacts.workEmails,
            work_email_status: workStatus(contacts),
            phones: contacts.phones,
          },
        }),
  };
}

/** Credits: `search` for the profile, one for any e-mail, one for any phone. */
export function billOf(search: number, all: readonly Contacts[]): Billed {
  const email = all.filter(({ workEmails, personalEmails }) => workEmails.length + personalEmails.length > 0).length;
  const phone = all.filter(({ phones }) => phones.length > 0).length;
  return { units: search + email + phone, kind: 'credit', detail: { search, email, phone } };
}
