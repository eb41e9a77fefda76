import { companyLine } from './renames.ts';
import { consonantPattern, scriptOf, soundKey, toLatin } from './scripts.ts';
import { asScanned, isSlip } from './words.ts';

/** Legal forms of many countries, and what EDGAR puts behind a name (`/DE/`, `COM INC`): they tell no company apart. */
const FORMS = new Set(
  `the inc incorporated corp corporation co com company llc llp lp ltd limited plc group grp holding holdings gmbh ag sa nv bv ab
   and se de md mn ny tx nv ca oyj oy as asa aps spa srl sarl sas sasu kg kgaa ohg ev eg pty pte pvt private kk ooo oao pao zao ao
   pjsc ojsc jsc ltda sab cv rl sl slu gruppe groupe grupo gruppo groep koncern konzern berhad bhd sdn tbk kft zrt doo aktiengesellschaft international? pbc lllp trust? nl va ma pa oh fl ga kabushiki kaisha sp zoo zo בעמ`
    .split(/\s+/)
    .filter((form) => !form.endsWith('?')),
);
/** First words that many companies share: alone they prove nothing. */
const COMMON_WORDS = new Set(
  `general first united national american global international capital bank new royal saint san north south east west western eastern
   northern southern central pacific atlantic delta alpha beta omega apex summit premier universal standard advanced applied digital
   data green blue red silver golden star sun city state county university college school hospital church institute department
   ministry law office law clinic medical health energy power systems solutions services partners associates industries consulting`.split(
    /\s+/,
  ),
);
/** What companies add to their name and leave out again. */
const ADDED = new Set(
  'technologies technology tech software labs laboratories international global worldwide industries solutions systems services consulting partners capital management financial pharmaceuticals pharma therapeutics biosciences platforms networks energy motors electronics media studios ventures associates advisors railway railroad computer computers bank insurance airlines usa us america americas europe uk india deutschland japan china'.split(
    ' ',
  ),
);
/** Lands, as companies put them before their name. */
const LANDS = new Set(
  'royal saudi british deutsche american canadian australian china korea korean japan nippon india indian emirates qatar kuwait turkish swiss svenska norsk dansk suomen polish czech russian brasil mexican'.split(
    ' ',
  ),
);
/** A word this short says too little alone. */
const WORD_MIN = 3;
/** Words that initials leave out. */
const SMALL = new Set('of the and for de du des der und y e'.split(' '));
/** What companies shorten, spelled out. */
const SPELLED: Readonly<Record<string, string>> = {
  la: 'los angeles',
  intl: 'international',
  natl: 'national',
  mfg: 'manufacturing',
  univ: 'university',
  bros: 'brothers',
  svcs: 'services',
  bancorp: 'bank',
  bancshares: 'bank',
  bankshares: 'bank',
  labs: 'laboratories',
  pharma: 'pharmaceuticals',
};
/** A name this short with one letter wrong is another name. */
const SLIP_CHARS = 6;

/** Forms and lines of business as they stand in Chinese and Japanese names, which have no spaces. */
const IN_HAN: readonly (readonly [RegExp, string])[] = [
  [/股份|有限|责任|責任|公司|株式会社|株式會社|合同会社/g, ''],
  [/集团|集團/g, ' group'],
  [/科技|技术|技術/g, ' technology'],
  [/银行|銀行/g, ' bank'],
  [/资本|資本/g, ' capital'],
  [/保险|保険/g, ' insurance'],
];
/** `A/S` and `S/A` in one word, and the forms of names in Han characters in English. */
const spelledForms = (text: string): string =>
  IN_HAN.reduce((out, [from, to]) => out.replace(from, to), text.replace(/\b([as])\/([as])\b/gi, '$1$2'));

const wordsIn = (text: string): string[] =>
  toLatin(spelledForms(text))
    .replace(/['’`´]|(?<=\p{L})["״׳](?=\p{L})/gu, '')
    .replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const telling = (name: string): string[] => {
  const all = wordsIn(name).flatMap((word) => (SPELLED[word] ?? word).split(' '));
  const some = all.filter((word) => !FORMS.has(word));
  return some.length > 0 ? some : all;
};

/** The company that a name stands for, under any of the names that it had. */
const lineOf = (name: string): number | undefined => {
  const words = telling(name);
  const all = wordsIn(name);
  for (const one of [words.join(' '), all.join(' '), words.join(''), all.filter((w) => w !== 'the').join(' ')]) {
    const line = companyLine(one);
    if (line !== undefined) return line;
  }
  // `Google Ireland`, `Deloitte Canada`, `Facebook Technologies`.
  const [first = '', ...rest] = words;
  // `Weight Watchers International`: what is added is left out.
  for (let end = words.length - 1; end > 1 && ADDED.has(words[end] ?? ''); end -= 1) {
    const line = companyLine(words.slice(0, end).join(' '));
    if (line !== undefined) return line;
  }
  // `Google DeepMind`: the owner before what is its own.
  const own = rest.length > 0 ? companyLine(rest.join(' ')) : undefined;
  if (own !== undefined && companyLine(first) === own) return own;
  return rest.length > 0 && !COMMON_WORDS.has(first) && rest.every((word) => ADDED.has(word))
    ? companyLine(first)
    : undefined;
};

/**
 * How two company names agree: `same` words, `renamed` (one company under two of its names), `part` (one is the
 * beginning of the other), `acronym`, `slip` (one letter wrong), `differs`; undefined where a name says nothing.
 */
export type CompanyMatch = 'same' | 'renamed' | 'part' | 'acronym' | 'slip' | 'differs';

export const compareCompanies = (a: string, b: string): CompanyMatch | undefined => {
  const match = compareWords(a, b);
  // A name in another script may be translated: that it is written otherwise says nothing.
  return match === 'differs' && scriptOf(a) !== scriptOf(b) ? undefined : match;
};

/** Whether a word without its vowels may be the other. */
const readsAs = (a: string, b: string): boolean =>
  (consonantPattern(a)?.test(b) ?? false) || (consonantPattern(b)?.test(a) ?? false);

const compareWords = (a: string, b: string): CompanyMatch | undefined => {
  const [left, right] = [telling(a), telling(b)];
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length === 0) return undefined;
  const [one, other] = [short.join(''), long.join('')];
  if (one === other) return 'same';
  const foreign = scriptOf(a) !== 'latin' || scriptOf(b) !== 'latin';
  if (foreign && soundKey(one) === soundKey(other)) return 'same';
  if (foreign && short.every((word) => long.some((other) => readsAs(word, other)))) return 'same';
  const [lineA, lineB] = [lineOf(a), lineOf(b)];
  if (lineA !== undefined && lineB !== undefined) {
    if (lineA === lineB) return 'renamed';
    // What is part of a house bears its name: GE Healthcare and General Electric.
    const isPart = (words: string[], line: number) => words.length > 1 && companyLine(words[0] ?? '') === line;
    return isPart(left, lineB) || isPart(right, lineA) ? 'part' : 'differs';
  }
  const first = short[0] ?? '';
  if (foreign && first === long[0] && first.length > WORD_MIN && !COMMON_WORDS.has(first) && !ADDED.has(first))
    return 'part';
  if (Math.min(one.length, other.length) >= SLIP_CHARS && asScanned(one) === asScanned(other)) return 'slip';
  const begins = short.every((word, at) => long[at] === word);
  const more = long.slice(short.length);
  if (begins && short.length === 1 && COMMON_WORDS.has(one)) return 'differs';
  if (begins && (more.every((word) => ADDED.has(word)) || short.length > 1)) return 'same';
  if (begins && !COMMON_WORDS.has(first) && first.length >= WORD_MIN) return 'part';
  const acronym = (words: string[]) =>
    words
      .filter((word) => !SMALL.has(word))
      .map((word) => word[0])
      .join('');
  const full = wordsIn(left.length > right.length ? a : b);
  if (short.length === 1 && first.length >= WORD_MIN && (acronym(long) === first || acronym(full) === first))
    return 'acronym';
  // One of them is the bare name: Falcon and Falcon Capital, but not Falcon Capital and Falcon Energy.
  const bareOf = (words: string[]) => words.filter((word) => !ADDED.has(word)).join('');
  const bare = bareOf(left);
  const isBare = bare === left.join('') || bare === right.join('');
  if (bare !== '' && bare === bareOf(right) && isBare && !COMMON_WORDS.has(bare)) return 'part';
  if (Math.min(one.length, other.length) >= SLIP_CHARS && isSlip(one, other)) return 'slip';
  // The land in front is added and left out: Saudi Aramco and Aramco.
  const ends = short.length > 0 && short.every((word, at) => long[long.length - short.length + at] === word);
  const before = long.slice(0, long.length - short.length);
  if (
    ends &&
    before.every((word) => LANDS.has(word)) &&
    first.length > WORD_MIN &&
    !COMMON_WORDS.has(first) &&
    !ADDED.has(first)
  )
    return 'part';
  if (short.length > 1 && [...short].sort().join() === [...long].sort().join()) return 'same';
  return 'differs';
};

/** Domains that anybody has an address at. */
export const OPEN_DOMAINS: ReadonlySet<string> = new Set(
  'gmail.com googlemail.com yahoo.com ymail.com hotmail.com outlook.com live.com msn.com icloud.com me.com mac.com aol.com gmx.com gmx.de gmx.net web.de t-online.de mail.ru yandex.ru yandex.com qq.com 163.com 126.com proton.me protonmail.com pm.me fastmail.com zoho.com comcast.net verizon.net att.net sbcglobal.net orange.fr free.fr wanadoo.fr laposte.net libero.it naver.com daum.net hanmail.net yahoo.co.uk yahoo.fr yahoo.de yahoo.co.jp yahoo.co.in rediffmail.com hotmail.co.uk hotmail.fr btinternet.com example.com'.split(
    ' ',
  ),
);
export const isOpenDomain = (domain: string): boolean => OPEN_DOMAINS.has(domain);

/** The name that a domain goes by: `acme` of `mail.acme.co.uk`. */
export const domainLabel = (domain: string): string => {
  const parts = domain
    .toLowerCase()
    .replace(/^www\./, '')
    .split('.');
  if (parts.length < 2) return parts[0] ?? '';
  const second = parts.at(-2) ?? '';
  const isPublic = /^(?:co|com|org|net|ac|gov|edu|or|ne)$/.test(second) && (parts.at(-1) ?? '').length === 2;
  return (isPublic && parts.length > 2 ? parts.at(-3) : second) ?? '';
};

/** Whether a domain is by its name a company's, under any name that it had. */
export const isDomainOfCompany = (domain: string, company: string): boolean => {
  const label = domainLabel(domain).replace(/[^a-z0-9]/g, '');
  if (label.length < 2) return false;
  const words = telling(company);
  const all = wordsIn(company);
  if (label === words.join('') || label === all.join('')) return true;
  const bare = words.filter((word) => !ADDED.has(word)).join('');
  if (bare.length >= WORD_MIN && label === bare && !COMMON_WORDS.has(bare)) return true;
  const line = lineOf(company);
  return line !== undefined && companyLine(label) === line;
};

/** Whether a family's name stands in its company's: where it does, father and son work side by side. */
export const bearsName = (company: string, family: string): boolean => {
  const words = wordsIn(company);
  return words.includes(family) || words.includes(`${family}s`);
};

/** The words of a company that are no legal form, together: for looking it up in tables. */
export const plainCompany = (company: string): string => telling(company).join(' ');

/** Whether a text names a company: `Trustee; retired EVP, Colgate-Palmolive`. */
export const namesCompany = (text: string, company: string): boolean => {
  const words = telling(company);
  const bare = words.join(' ');
  const tells = words.some((word) => !COMMON_WORDS.has(word) && !ADDED.has(word) && word.length > WORD_MIN);
  return tells && ` ${wordsIn(text).join(' ')} `.includes(` ${bare} `);
};
