import { foldText } from '../imports/rows/text.ts';

/**
 * Whether two records speak of the same person or the same company. Nothing is taken over from a source that names
 * somebody else: a wrong value is worse than none.
 */

/** Ranks, degrees and generations around a name; they tell nobody apart. */
const AROUND_NAMES = new Set('mr mrs ms dr prof sir jr sr ii iii iv phd md cfa cpa mba esq'.split(' '));
/** Legal forms, and what EDGAR puts behind a name (`/DE/`, `/MN`, `COM INC`): they tell no company apart. */
const AROUND_COMPANIES = new Set(
  'the inc incorporated corp corporation co com company llc llp lp ltd limited plc group holding holdings gmbh ag sa nv bv ab se and de md mn ny tx nv ca'.split(
    ' ',
  ),
);
/** First words that many companies share: alone they prove nothing. */
const COMMON_WORDS = new Set('general first united national american global international capital bank new'.split(' '));
/** A short form of a first name has at least so many letters of it: Tim for Timothy, but not Al for Alexandra. */
const SHORT_NAME_MIN = 3;

/** Lower-case words of letters and digits, accents and apostrophes away. */
export const wordsOf = (text: string): string[] =>
  foldText(text)
    .replace(/['’`´]/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words of a person's name that count. */
export const nameWords = (name: string): string[] => {
  const all = wordsOf(name);
  const telling = all.filter((word) => !AROUND_NAMES.has(word));
  return telling.length > 0 ? telling : all;
};

const sameGiven = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return a === b || ((short.length === 1 || short.length >= SHORT_NAME_MIN) && long.startsWith(short));
};

/** Middle initials say too little to tell by. */
const withoutInitials = (words: string[]): string[] => {
  const telling = words.filter((word) => word.length > 1);
  return telling.length > 1 ? telling : words;
};

/**
 * Whether two full names can be one person's, in either order of given and family name: the family name is the same
 * and the given one is the same, an initial or a short form. Middle names may be missing on either side.
 */
export const sameName = (a: string, b: string): boolean => {
  const [left, right] = [withoutInitials(nameWords(a)), withoutInitials(nameWords(b))];
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length < 2) return short.length === long.length && short.join() === long.join();
  const holds = (given: string, family: string): boolean =>
    long.some((word, at) => word === family && long.some((other, i) => i !== at && sameGiven(given, other)));
  const [first = '', last = ''] = [short[0], short.at(-1)];
  return holds(first, last) || holds(last, first);
};

/** The words of a company's name that count. */
export const companyWords = (name: string): string[] => {
  const all = wordsOf(name);
  const telling = all.filter((word) => !AROUND_COMPANIES.has(word));
  return telling.length > 0 ? telling : all;
};

const startsWith = (long: string[], short: string[]): boolean => short.every((word, at) => long[at] === word);

/** Whether two company names can be one company's: the same words, or one the beginning of the other (Meta, Meta Platforms). */
export const sameCompany = (a: string, b: string): boolean => {
  const [left, right] = [companyWords(a), companyWords(b)];
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length === 0) return false;
  if (short.join('') === long.join('')) return true;
  const first = short[0] ?? '';
  if (short.length === 1 && (COMMON_WORDS.has(first) || first.length < SHORT_NAME_MIN)) return false;
  return startsWith(long, short);
};

/** Whether a host name is a company's: `jpmorganchase.com` and JPMorgan Chase & Co. */
export const isDomainOf = (domain: string, company: string): boolean => {
  const label =
    domain
      .toLowerCase()
      .replace(/^www\./, '')
      .split('.')[0] ?? '';
  const words = companyWords(company);
  const bare = label.replace(/[^a-z0-9]/g, '');
  return (
    bare !== '' &&
    (bare === words.join('') || bare === wordsOf(company).join('') || (words[0] === bare && words.length === 1))
  );
};

/** Whether a company is the employer that a prospect is known to have. */
export const isEmployer = (
  prospect: { company: string | null; companyDomain: string | null },
  company: string,
): boolean =>
  (prospect.company !== null && sameCompany(prospect.company, company)) ||
  (prospect.companyDomain !== null && isDomainOf(prospect.companyDomain, company));
