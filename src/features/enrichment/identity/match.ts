import type { MatchEvidence, MatchGrade } from '../../prospects/contract.ts';
import { bearsName, compareCompanies, domainLabel, isDomainOfCompany, plainCompany } from './company.ts';
import { compareNames, likelyParts, type NameMatch, sameGivenName } from './name.ts';
import { isGivenName } from './nicknames.ts';
import { comparePlaces, type PlaceMatch } from './place.ts';
import { type Person, type PersonRecord, readPerson } from './record.ts';
import { isLargeEmployer } from './renames.ts';
import { toLatin } from './scripts.ts';
import { compareTitles } from './title.ts';
import { levelOf } from './words.ts';

/**
 * Whether two records are of one person. Each thing that both speak of adds or takes bits of evidence; the sum and a few
 * rules that no sum may outvote make the grade. The weights are our own judgement, held by the labelled pairs of
 * dev/identity.
 *
 * `exact`: the name agrees, something that a namesake would not share proves it, and nothing speaks against it. `near`:
 * in all likelihood the same. `possible`: nobody can tell from this. `none`: another person.
 */

export type Judgement = { grade: MatchGrade; score: number; evidence: MatchEvidence[] };

/** Sums from which a grade is given, in bits. */
const EXACT_FROM = 7;
const NEAR_FROM = 5;
const POSSIBLE_FROM = 0.5;
/** A single thing that speaks so strongly against it bars the grade `exact`. */
const AGAINST = -2.5;
/** A proof that stands on its own: the same address, profile or filer. */
const KEY = 10;

type Found = MatchEvidence & { key?: boolean; veto?: boolean; proof?: boolean };

const nameEvidence = (match: NameMatch): Found[] => {
  const how = {
    same: 'Same name',
    variant: 'Same name, spelled otherwise',
    related: 'Same name in a short form or another language',
    sound: 'Names that sound the same',
    part: 'Part of the name is the same',
    slip: 'Same name but for one letter',
    spelling: 'A family name that is written in several ways',
    initial: 'The first name is only an initial',
    changed: 'Same first name, another family name',
  } as const;
  const order = ['same', 'variant', 'related', 'sound', 'part', 'slip', 'spelling', 'initial'] as const;
  const level =
    match.family === 'changed' ? 'changed' : order[Math.max(order.indexOf(match.given), order.indexOf(match.family))];
  const found: Found[] = [{ kind: 'name', weight: match.bits, words: how[level ?? 'same'] }];
  if (match.common)
    found.push({ kind: 'commonness', weight: 0, words: 'Many people bear this name, so that it proves little' });
  if (match.middle === 'differs') found.push({ kind: 'name', weight: -8, words: 'Different middle names' });
  if (match.middle === 'initialDiffers') found.push({ kind: 'name', weight: -7, words: 'Different middle initials' });
  return found;
};

const suffixEvidence = (a: Person, b: Person): Found[] => {
  const [one, other] = [a.name.suffix, b.name.suffix];
  if (one === other)
    return one === undefined ? [] : [{ kind: 'suffix', weight: 1, words: 'Same generation (Jr., Sr., II, III)' }];
  if (one !== undefined && other !== undefined) {
    // A second and a junior are one generation, as families count.
    if (new Set([one, other, 'jr', '2']).size === 2) return [];
    return [{ kind: 'suffix', weight: -20, words: 'Different generations: father and son', veto: true }];
  }
  const sameTitle = a.title !== undefined && b.title !== undefined && compareTitles(a.title, b.title) === 'same';
  return [
    {
      kind: 'suffix',
      weight: sameTitle ? -2.5 : -3.5,
      words: 'Only one of them names a generation (Jr., Sr., II, III)',
    },
  ];
};

const PLACES: Record<PlaceMatch, [number, string]> = {
  city: [2, 'Same city'],
  largeCity: [1.3, 'Same large city'],
  region: [1, 'Same state or region'],
  country: [0.3, 'Same country'],
  otherCity: [-1.5, 'Different cities'],
  otherRegion: [-2, 'Different states or regions'],
  otherCountry: [-2.5, 'Different countries'],
};

const employerEvidence = (a: Person, b: Person): Found[] => {
  const sameDomain =
    a.domain !== undefined && b.domain !== undefined && domainLabel(a.domain) === domainLabel(b.domain);
  const of = (domain: string | undefined, company: string | undefined): boolean =>
    domain !== undefined && company !== undefined && isDomainOfCompany(domain, company);
  const large = [a.company, b.company].some((name) => name !== undefined && isLargeEmployer(plainCompany(name)));
  const weight = large ? 3.2 : 4;
  const same = (words: string, less = 0): Found[] => [{ kind: 'employer', weight: weight - less, words, proof: true }];
  const compared =
    a.company !== undefined && b.company !== undefined ? compareCompanies(a.company, b.company) : undefined;
  if (compared === 'same') return same('Same employer');
  if (compared === 'renamed') return same('Same employer under another of its names', 0.3);
  if (sameDomain) return same('Same employer by its domain');
  if (of(a.domain, b.company) || of(b.domain, a.company)) return same('The domain is the employer’s');
  if (compared === 'acronym') return same('Same employer by its initials', 0.8);
  if (compared === 'slip') return same('Same employer but for one letter', 0.8);
  if (compared === 'part') return same('Employers of a like name', 1.2);
  if (compared === 'differs') return [{ kind: 'employer', weight: -3.5, words: 'Different employers' }];
  if (a.domain !== undefined && b.domain !== undefined)
    return [{ kind: 'employer', weight: -2.5, words: 'Different company domains' }];
  return [];
};

/** Whether the part of an address before the @ is made of the name. */
const isMadeOf = (local: string, person: Person): boolean => {
  const bare = local.replace(/[^a-z]/g, '');
  const family = person.name.words.map(({ text }) => text).filter((text) => text.length > 2);
  return family.some((text) => bare.includes(text.slice(0, 6)));
};

const emailEvidence = (a: Person, b: Person): Found[] => {
  if (!a.email || !b.email) return [];
  if (a.email.domain !== b.email.domain) return [];
  if (a.email.local === b.email.local)
    return [{ kind: 'email', weight: KEY, words: 'Same e-mail address', key: true, proof: true }];
  const bare = (local: string) => local.replace(/[^a-z0-9]/g, '');
  const [one, other] = [bare(a.email.local), bare(b.email.local)];
  if (one === other)
    return [{ kind: 'email', weight: 6, words: 'Same e-mail address but for dots', key: true, proof: true }];
  // An employer that has `j.smith` and `j.smith2` has two of them.
  const counted = one.replace(/\d+$/, '') === other.replace(/\d+$/, '');
  if (counted) return [{ kind: 'email', weight: -8, words: 'Two numbered addresses at one domain' }];
  const both = isMadeOf(one, a) && isMadeOf(other, b);
  return [{ kind: 'email', weight: both ? -3.5 : -1, words: 'Different addresses at one domain' }];
};

const keyEvidence = (a: Person, b: Person): Found[] => {
  const found: Found[] = [];
  if (a.linkedin && b.linkedin) {
    found.push(
      a.linkedin === b.linkedin
        ? { kind: 'linkedin', weight: KEY, words: 'Same LinkedIn profile', key: true, proof: true }
        : { kind: 'linkedin', weight: -7, words: 'Different LinkedIn profiles' },
    );
  }
  if (a.cik && b.cik) {
    found.push(
      a.cik === b.cik
        ? { kind: 'cik', weight: KEY, words: 'Same filer at the SEC (CIK)', key: true, proof: true }
        : { kind: 'cik', weight: -20, words: 'Different filers at the SEC (CIK)', veto: true },
    );
  }
  if (a.birth && b.birth) {
    const years = Math.abs(a.birth.year - b.birth.year);
    const rough = a.birth.rough || b.birth.rough;
    if (years === 0) found.push({ kind: 'birth', weight: rough ? 2 : 3, words: 'Same year of birth', proof: true });
    else if (years === 1) found.push({ kind: 'birth', weight: rough ? 1.5 : -1, words: 'Years of birth one apart' });
    else
      found.push({
        kind: 'birth',
        weight: years > 8 ? -12 : years > 2 ? -7 : -4,
        words: `Born ${years} years apart`,
        veto: years > 8,
      });
  }
  return found;
};

/** Names that an address or a profile was made of, before the person changed theirs. */
const formerFamily = (a: Person, b: Person): boolean => {
  const written = [
    a.email && isMadeOfBoth(a.email.local),
    a.linkedin && isMadeOfBoth(a.linkedin.replace(/^(in|pub)\//, '')),
  ];
  function isMadeOfBoth(text: string): boolean {
    const parts = text.split(/[^a-z]+/).filter((part) => part !== '');
    const { given } = likelyParts(a.name);
    const { family } = likelyParts(b.name);
    if (!given || !family || family.text.length < 3) return false;
    const has = (word: string) => parts.includes(word) || (parts.length === 1 && parts[0] === given.text + word);
    return has(family.text) && (parts.includes(given.text) || parts[0]?.[0] === given.text[0]);
  }
  return written.some(Boolean);
};

const namesOf = (a: Person, b: Person): NameMatch | undefined => {
  let best: NameMatch | undefined;
  for (const left of [a.name, ...a.aliases]) {
    for (const right of [b.name, ...b.aliases]) {
      const match = compareNames(left, right);
      if (match && (!best || match.bits > best.bits)) best = match;
    }
  }
  return best;
};

const changedName = (a: Person, b: Person, keys: readonly Found[]): NameMatch | undefined => {
  const given = sameGivenName(a.name, b.name);
  if (!given) return undefined;
  const former = formerFamily(a, b) || formerFamily(b, a);
  // Spouses share an address: the word that is the same has to be a first name, not the family's.
  const shared = likelyParts(a.name).given?.text ?? '';
  const keyed = keys.some(
    ({ key, kind }) => key && (kind !== 'email' || isGivenName(shared) || a.email?.local.includes(shared)),
  );
  if (!former && !keyed) return undefined;
  return { bits: former ? 3.5 : 1, given, family: 'changed', middle: 'none', turned: false, common: false };
};

/** Whether the family name alone agrees: a spouse, a parent or a child. */
const sameFamily = (a: Person, b: Person): boolean => {
  const [one, other] = [likelyParts(a.name).family, likelyParts(b.name).family];
  return one !== undefined && other !== undefined && levelOf(one, other, 'family') !== undefined;
};

const none = (evidence: MatchEvidence[]): Judgement => ({ grade: 'none', score: sumOf(evidence), evidence });
const sumOf = (evidence: readonly MatchEvidence[]): number =>
  Math.round(evidence.reduce((sum, { weight }) => sum + weight, 0) * 10) / 10;

const isCompany = (person: Person): string => toLatin(person.company ?? '');

/** What together says more than each alone. */
const together = (a: Person, b: Person, found: readonly Found[], name: NameMatch): Found[] => {
  const weightOf = (kind: MatchEvidence['kind']): number =>
    found.filter((one) => one.kind === kind).reduce((sum, { weight }) => sum + weight, 0);
  const more: Found[] = [];
  const sameEmployer = weightOf('employer') > 0;
  if (sameEmployer && weightOf('title') < -1 && weightOf('place') < -1) {
    more.push({
      kind: 'employer',
      weight: name.common ? -3 : -2.5,
      words: 'Other work in another place: two of one name at one employer',
    });
  }
  if (sameEmployer && name.common && weightOf('title') >= -1 && weightOf('place') < -1) {
    more.push({ kind: 'commonness', weight: -2, words: 'A common name in another place: one employer may have two' });
  }
  if (!sameEmployer && weightOf('employer') < 0 && weightOf('place') < -1 && name.common) {
    more.push({ kind: 'commonness', weight: -2, words: 'A common name at another employer in another place' });
  }
  const { family } = likelyParts(a.name);
  const oneSided = (a.name.suffix === undefined) !== (b.name.suffix === undefined);
  if (oneSided && sameEmployer && family && [a, b].some((one) => bearsName(isCompany(one), family.text))) {
    more.push({ kind: 'suffix', weight: -2, words: 'A family’s own company: father and son may both be there' });
  }
  return more;
};

const titleEvidence = (a: Person, b: Person, oneSided: boolean): Found[] => {
  if (a.title === undefined || b.title === undefined) return [];
  switch (compareTitles(a.title, b.title)) {
    case 'same':
      return [{ kind: 'title', weight: 2, words: 'Same title' }];
    case 'like':
      return [{ kind: 'title', weight: 0.8, words: 'Titles of one line of work' }];
    case 'open':
      return oneSided
        ? [{ kind: 'title', weight: -2, words: 'Different titles' }]
        : [{ kind: 'title', weight: -0.5, words: 'Different titles' }];
    case 'differs':
      return [{ kind: 'title', weight: -2, words: 'Titles of different work' }];
  }
};

/** Judges two records that were read. The same whichever comes first. */
export const judge = (a: Person, b: Person): Judgement => {
  const keys = keyEvidence(a, b);
  const emails = emailEvidence(a, b);
  const strong = [...keys, ...emails];
  const name = namesOf(a, b) ?? changedName(a, b, strong);
  if (!name) {
    const words = sameFamily(a, b) ? 'Same family name, another first name' : 'Different names';
    const evidence: MatchEvidence[] = [{ kind: 'name', weight: -15, words }, ...strong.map(plain)];
    // A filer's or a profile's name may be written in a way we cannot read: it is shown, and counts for nothing.
    const proven = keys.some(({ key }) => key);
    return proven ? { grade: 'possible', score: sumOf(evidence), evidence } : none(evidence);
  }
  const oneSided = (a.name.suffix === undefined) !== (b.name.suffix === undefined);
  const place = comparePlaces(a.place, b.place);
  const employer = employerEvidence(a, b);
  const found: Found[] = [
    ...nameEvidence(name),
    ...suffixEvidence(a, b),
    ...employer,
    ...titleEvidence(a, b, oneSided),
    ...(place ? [{ kind: 'place' as const, weight: PLACES[place][0], words: PLACES[place][1] }] : []),
    ...strong,
  ];
  found.push(...together(a, b, found, name));
  return graded(a, b, name, found);
};

const plain = ({ kind, weight, words }: Found): MatchEvidence => ({
  kind,
  weight: Math.round(weight * 10) / 10,
  words,
});

const graded = (a: Person, b: Person, name: NameMatch, found: readonly Found[]): Judgement => {
  const evidence = found.map(plain);
  const score = sumOf(evidence);
  const key = found.some((one) => one.key);
  const proof = found.some((one) => one.proof);
  if (found.some((one) => one.veto)) return none(evidence);
  const oneSided = (a.name.suffix === undefined) !== (b.name.suffix === undefined);
  const against = found.some(({ weight }) => weight <= AGAINST);
  const weak =
    oneSided ||
    name.given === 'initial' ||
    name.given === 'slip' ||
    name.family === 'slip' ||
    name.family === 'changed';
  // Two names and nothing else: then their rarity is all there is to go by.
  const bare = found.every(({ kind }) => kind === 'name' || kind === 'commonness' || kind === 'suffix');
  if (score >= EXACT_FROM && proof && !(against && !key) && !(weak && !key) && name.family !== 'changed') {
    return { grade: 'exact', score, evidence };
  }
  // A son without his suffix and his father look alike: only what a father has not tells them apart.
  const told =
    key || found.some(({ kind, weight }) => (kind === 'title' && weight >= 2) || (kind === 'birth' && weight > 0));
  if (oneSided && !told) return { grade: score >= POSSIBLE_FROM ? 'possible' : 'none', score, evidence };
  // Two middle names are two people, however rare the rest is.
  if ((name.middle === 'differs' || name.middle === 'initialDiffers') && !key)
    return { grade: score >= POSSIBLE_FROM ? 'possible' : 'none', score, evidence };
  if (score >= NEAR_FROM && (!bare || !hasMore(a, b))) return { grade: 'near', score, evidence };
  return { grade: score >= POSSIBLE_FROM ? 'possible' : 'none', score, evidence };
};

/** Whether a record says something that the other leaves open, by which a namesake could be told. */
const hasMore = (a: Person, b: Person): boolean =>
  [a, b].some(
    ({ company, domain, place, linkedin, cik }) => Boolean(company ?? domain ?? linkedin ?? cik) || place.city !== '',
  );

/** Judges two records. Throws a ZodError where one has no name. */
export const judgeRecords = (a: PersonRecord, b: PersonRecord): Judgement => judge(readPerson(a), readPerson(b));

/** Whether a grade says that it is the same person, as far as a machine may say so. */
export const isSame = (grade: MatchGrade): boolean => grade === 'exact' || grade === 'near';
