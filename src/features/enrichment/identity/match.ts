import type { MatchEvidence, MatchGrade } from '../../prospects/profile-contract.ts';
import { type Found, plain, sumOf } from './evidence.ts';
import { emailEvidence, keyEvidence } from './key-evidence.ts';
import {
  changedName,
  nameEvidence,
  namesOf,
  sameFamily,
  sexEvidence,
  shortenedName,
  suffixEvidence,
} from './name-evidence.ts';
import type { NameMatch } from './name-match.ts';
import { type Person, type PersonRecord, readPerson } from './record.ts';
import { supportNeeded, supportOf } from './support.ts';
import { together } from './together.ts';
import { employerEvidence, placeEvidence, titleEvidence } from './work-evidence.ts';

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
/** What has to stand beside a name that has `Mrs.` in one record alone: the employer, or post and town. */
const MRS = 3.9;
/** A single thing that speaks so strongly against it bars the grade `exact`. */
const AGAINST = -2.5;

/** What does not change as people go from one employer and town to another. */
const ABOUT_PERSON: ReadonlySet<MatchEvidence['kind']> = new Set([
  'name',
  'suffix',
  'email',
  'linkedin',
  'cik',
  'birth',
]);

/** What a key is worth beside a name in characters that cannot be read. */
const KEY_ALONE = 6;
const unreadName = (strong: readonly Found[]): MatchEvidence[] => [
  {
    kind: 'name',
    weight: KEY_ALONE - sumOf(strong.map(plain)),
    words: 'A name in characters that cannot be read here',
  },
  ...strong.map(plain),
];

const none = (evidence: MatchEvidence[]): Judgement => ({ grade: 'none', score: sumOf(evidence), evidence });

/** Judges two records that were read. The same whichever comes first. */
export const judge = (a: Person, b: Person): Judgement => {
  const keys = keyEvidence(a, b);
  const emails = emailEvidence(a, b);
  const strong = [...keys, ...emails];
  const name = namesOf(a, b) ?? changedName(a, b, strong) ?? shortenedName(a, b, strong);
  if (!name) {
    const words = sameFamily(a, b) ? 'Same family name, another first name' : 'Different names';
    const evidence: MatchEvidence[] = [{ kind: 'name', weight: -15, words }, ...strong.map(plain)];
    // A filer's or a profile's name may be written in a way we cannot read: it is shown, and counts for nothing.
    const proven = keys.some(({ key }) => key);
    const unread = proven && a.name.unread !== b.name.unread && !keys.some(({ weight }) => weight < 0);
    if (unread) return { grade: 'near', score: KEY_ALONE, evidence: unreadName(strong) };
    return proven ? { grade: 'possible', score: sumOf(evidence), evidence } : none(evidence);
  }
  const oneSided = (a.name.suffix === undefined) !== (b.name.suffix === undefined);
  const employer = employerEvidence(a, b);
  const found: Found[] = [
    ...nameEvidence(name),
    ...suffixEvidence(a, b),
    ...sexEvidence(a, b),
    ...employer,
    ...titleEvidence(a, b, oneSided),
    ...placeEvidence(a, b),
    ...strong,
  ];
  found.push(...together(a, b, found, name));
  return graded(a, b, name, found);
};

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
  // `Mrs. Douglas Prentiss` may be the wife of a Douglas.
  const wed = (a.name.sex ?? b.name.sex) === 'f' && a.name.sex !== b.name.sex;
  const needed = wed ? Math.max(MRS, supportNeeded(name)) : supportNeeded(name);
  if (!key && !bare && supportOf(found) < needed)
    return { grade: score >= POSSIBLE_FROM ? 'possible' : 'none', score, evidence };
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
  // Whoever has changed work and place keeps the profile.
  const settled =
    found.some((one) => one.key && one.kind !== 'email') &&
    !found.some(({ kind, weight }) => weight < 0 && ABOUT_PERSON.has(kind));
  if (settled && score >= POSSIBLE_FROM) return { grade: 'near', score, evidence };
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
