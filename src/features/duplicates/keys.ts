import { keysOf } from '../../lib/keys.ts';
import { isOpenDomain, plainCompany } from '../enrichment/identity/company.ts';
import { readName } from '../enrichment/identity/name.ts';
import { emailKey } from '../imports/rows/email.ts';
import { nameCompanyKey } from '../imports/rows/identity.ts';
import { readLinkedin } from '../imports/rows/linkedin.ts';
import type { SHARED_KINDS } from './contract.ts';

/**
 * The texts by which two records may be one person. Two that share none are never compared, so that a workspace is looked
 * through without putting everyone beside everyone: an address that either of them ever had, a LinkedIn profile, a telephone
 * number, the name with the company, the family name with the company or its domain.
 */

type Kind = (typeof SHARED_KINDS)[number];

/** What keys are made of. `addresses`, `links` and `phones` are all that any source said. */
export type Keyed = {
  name: string;
  company: string | null;
  companyDomain: string | null;
  addresses: readonly string[];
  links: readonly string[];
  phones: readonly string[];
};

const LETTERS: Readonly<Record<Kind, string>> = {
  email: 'e',
  linkedin: 'l',
  phone: 'p',
  name_company: 'n',
  family_company: 'f',
};

/** Shorter ones are extensions, and longer ones begin with a country's or a carrier's code that not everyone writes. */
const PHONE_DIGITS_MIN = 8;
const PHONE_DIGITS = 9;
/** Longest key: an index entry holds 2 700 bytes. */
const KEY_CHARS_MAX = 400;
/** Keys of one prospect at most: what has more addresses than that is a list of people. */
const KEYS_MAX = 40;

const phoneKey = (text: string): string | undefined => {
  const digits = text.replace(/\D/g, '');
  return digits.length < PHONE_DIGITS_MIN ? undefined : digits.slice(-PHONE_DIGITS);
};

const linkKey = (text: string): string | undefined => {
  const read = readLinkedin(text);
  return read.kind === 'profile' ? read.key : undefined;
};

/** The keys of a record, each with a letter for its kind. */
export const duplicateKeysOf = (r: Keyed): string[] => {
  const keys = new Set<string>();
  const add = (kind: Kind, key: string | undefined): void => {
    if (key && keys.size < KEYS_MAX) keys.add(`${LETTERS[kind]}:${key}`.slice(0, KEY_CHARS_MAX));
  };
  for (const address of r.addresses) add('email', emailKey(address));
  for (const link of r.links) add('linkedin', linkKey(link));
  for (const phone of r.phones) add('phone', phoneKey(phone));
  if (r.company) add('name_company', nameCompanyKey(r.name, r.company));
  const name = readName(r.name);
  // Where nobody said which word is the family name, it is the last one.
  const said = name.words.slice(0, name.familyWords);
  const own = said.length > 0 ? said.map(({ text }) => text).join(' ') : name.words.at(-1)?.text;
  for (const family of [own, ...name.otherFamily.map(({ text }) => text)]) {
    if (!family || family.length < 2) continue;
    const company = r.company && plainCompany(r.company);
    if (company) add('family_company', `${family}|${company}`);
    const domain = r.companyDomain?.toLowerCase().replace(/^www\./, '');
    const hosts = [domain, ...r.addresses.map((one) => one.split('@')[1]?.toLowerCase())];
    for (const host of hosts) if (host && !isOpenDomain(host)) add('family_company', `${family}|@${host}`);
  }
  return [...keys];
};

/** What a key is of. */
export const kindOf = (key: string): Kind | undefined =>
  keysOf(LETTERS).find((kind) => key.startsWith(`${LETTERS[kind]}:`));
