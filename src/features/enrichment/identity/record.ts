import * as z from 'zod';
import { readLinkedin } from '../../imports/rows/linkedin.ts';
import { isOpenDomain } from './company.ts';
import { type PersonName, readName } from './name.ts';
import { type Place, readPlace } from './place.ts';
import { type Word, wordOf } from './words.ts';

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? undefined : String(value).trim() || undefined));

/**
 * What is known of a person, as two records are compared: a name, and whatever else there is. What is not listed is
 * ignored; names of other tables are taken too (`employer`, `state`, `linkedin`, `domain`, `dob`).
 */
export const personRecord = z
  .object({
    name: text,
    fullName: text,
    firstName: text,
    middleName: text,
    lastName: text,
    suffix: text,
    aliases: z.array(z.string()).nullish(),
    company: text,
    employer: text,
    organization: text,
    companyDomain: text,
    domain: text,
    title: text,
    city: text,
    region: text,
    state: text,
    country: text,
    location: text,
    place: text,
    email: text,
    emailDomain: text,
    linkedinUrl: text,
    linkedin: text,
    cik: text,
    birthYear: text,
    birthDate: text,
    dob: text,
    age: text,
  })
  .transform((r) => ({
    name: r.name ?? r.fullName ?? [r.firstName, r.middleName, r.lastName, r.suffix].filter(Boolean).join(' '),
    givenSuffix: r.suffix,
    aliases: r.aliases ?? [],
    company: r.company ?? r.employer ?? r.organization,
    companyDomain: r.companyDomain ?? r.domain,
    title: r.title,
    city: r.city,
    region: r.region ?? r.state,
    country: r.country,
    location: r.location ?? r.place,
    email: r.email,
    emailDomain: r.emailDomain,
    linkedinUrl: r.linkedinUrl ?? r.linkedin,
    cik: r.cik,
    birthYear: r.birthYear,
    birthDate: r.birthDate ?? r.dob,
    age: r.age,
  }))
  .refine(({ name }) => /[\p{L}\p{N}]/u.test(name), 'A record needs a name');
export type PersonRecord = z.input<typeof personRecord>;

/** A record, read once, as it is compared. */
export type Person = {
  name: PersonName;
  aliases: PersonName[];
  company: string | undefined;
  /** The employer's domain: its own, or that of a business address. */
  domain: string | undefined;
  title: string | undefined;
  place: Place;
  email: { local: string; domain: string } | undefined;
  linkedin: string | undefined;
  cik: string | undefined;
  birth: { year: number; rough: boolean } | undefined;
};

const domainOf = (value: string | undefined): string | undefined => {
  const host = value
    ?.toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .split(/[/?#:]/)[0];
  return host?.includes('.') ? host : undefined;
};

const linkedinKey = (value: string | undefined): string | undefined => {
  if (value === undefined) return undefined;
  const read = readLinkedin(value);
  if (read.kind === 'profile') return read.key;
  const slug = /^(?:in\/)?([\w-]{3,100})\/?$/.exec(value)?.[1];
  return slug ? `in/${slug.toLowerCase()}` : undefined;
};

/** Years of birth that a living person can have; what is outside is another kind of number. */
const OLDEST = 1900;
const YOUNGEST = 2020;

const birthOf = (
  r: { birthYear?: string | undefined; birthDate?: string | undefined; age?: string | undefined },
  thisYear: number,
): Person['birth'] => {
  const year = Number(r.birthYear ?? /\b(19|20)\d\d\b/.exec(r.birthDate ?? '')?.[0]);
  if (Number.isInteger(year) && year >= OLDEST && year <= YOUNGEST) return { year, rough: false };
  const age = Number(r.age);
  return Number.isInteger(age) && age > 0 && age < 120 ? { year: thisYear - age, rough: true } : undefined;
};

/** The first name in the local part of an address, where it begins with the initial and stands beside the family name. */
const spelledOut = (initial: string, local: string, { words }: PersonName): Word | undefined => {
  const parts = local.split(/[^a-z]+/);
  const given = parts.find(
    (part) => part.length > 2 && part[0] === initial && words.every(({ text }) => text !== part),
  );
  return given && words.some(({ text }) => text.length > 2 && parts.includes(text)) ? wordOf(given) : undefined;
};

/** Reads a record for comparing. Throws a ZodError where it has no name. */
export const readPerson = (raw: unknown, thisYear = new Date().getUTCFullYear()): Person => {
  const r = personRecord.parse(raw);
  const name = readName(r.name);
  if (r.givenSuffix && !name.suffix) name.suffix = readName(`x y ${r.givenSuffix}`).suffix;
  const [local = '', host = ''] = (r.email ?? '').toLowerCase().split('@');
  const email = local && host ? { local: local.replace(/\+.*$/, ''), domain: host } : undefined;
  // Of a name with an initial the address may tell the rest: `R. Castell`, `renata.castell@`.
  const initial = name.words[name.familyWords]?.text ?? '';
  const told = initial.length === 1 && email ? spelledOut(initial, email.local, name) : undefined;
  if (told) name.otherGiven.push(told);
  const business = email && !isOpenDomain(email.domain) ? email.domain : undefined;
  const named = domainOf(r.emailDomain);
  const cik = r.cik?.replace(/^cik/i, '').replace(/\D/g, '').replace(/^0+/, '');
  return {
    name,
    aliases: r.aliases.filter((alias) => /\p{L}/u.test(alias)).map(readName),
    company: r.company,
    domain: domainOf(r.companyDomain) ?? business ?? (named && !isOpenDomain(named) ? named : undefined),
    title: r.title,
    place: readPlace(r),
    email,
    linkedin: linkedinKey(r.linkedinUrl),
    cik: cik || undefined,
    birth: birthOf(r, thisYear),
  };
};
