import { compareCompanies, isDomainOfCompany } from './company.ts';
import { readName } from './name.ts';
import { compareNames } from './name-match.ts';
import { toLatin } from './scripts.ts';

/**
 * Whether two texts can name the same person or the same company: the first look, before all that is known of both is
 * weighed (match.ts). Nothing is taken over from a source that names somebody else.
 */

/** Lower-case words of letters and digits, accents and apostrophes away. */
export const wordsOf = (text: string): string[] =>
  toLatin(text)
    .replace(/['’`´]/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words of a person's name that count, without titles, degrees and generations. */
export const nameWords = (name: string): string[] => {
  const words = readName(name).words.flatMap(({ parts }) => parts);
  return words.length > 0 ? words : wordsOf(name);
};

/** Whether two full names can be one person's, in either order of given and family name. */
export const sameName = (a: string, b: string): boolean => {
  const match = compareNames(readName(a), readName(b));
  return match !== undefined && match.middle !== 'differs' && match.middle !== 'initialDiffers';
};

/** Legal forms, and what EDGAR puts behind a name (`/DE/`, `/MN`, `COM INC`): they tell no company apart. */
const AROUND_COMPANIES = new Set(
  'the inc incorporated corp corporation co com company llc llp lp ltd limited plc group holding holdings gmbh ag sa nv bv ab se and de md mn ny tx nv ca'.split(
    ' ',
  ),
);

/** The words of a company's name that count. */
export const companyWords = (name: string): string[] => {
  const all = wordsOf(name);
  const telling = all.filter((word) => !AROUND_COMPANIES.has(word));
  return telling.length > 0 ? telling : all;
};

/** Whether two company names can be one company's: the same words, another of its names, or the beginning of it. */
export const sameCompany = (a: string, b: string): boolean => {
  const match = compareCompanies(a, b);
  return match !== undefined && match !== 'differs' && match !== 'slip';
};

/** Whether a host name is a company's: `jpmorganchase.com` and JPMorgan Chase & Co. */
export const isDomainOf = (domain: string, company: string): boolean => isDomainOfCompany(domain, company);

/** Whether a company is the employer that a prospect is known to have. */
export const isEmployer = (
  prospect: { company: string | null; companyDomain: string | null },
  company: string,
): boolean =>
  (prospect.company !== null && sameCompany(prospect.company, company)) ||
  (prospect.companyDomain !== null && isDomainOf(prospect.companyDomain, company));
