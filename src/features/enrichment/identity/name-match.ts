import { familyCommonness, givenCommonness } from './common.ts';
import type { PersonName } from './name.ts';
import { familyLevel, givenLevel, type MiddleLevel, middleOf } from './name-levels.ts';
import { isEither, type Reading, readingsOf, variantsOf } from './name-readings.ts';
import { areNicknames, isGivenName } from './nicknames.ts';
import { type Level, levelOf, type Word } from './words.ts';

/** What each level takes from the bits that a name proves. */
const LOSS: Record<Level, number> = {
  same: 0,
  variant: 0.3,
  related: 0.6,
  sound: 0.9,
  part: 1.2,
  slip: 1.6,
  kin: 1.2,
  spelling: 2.5,
  initial: 2,
};
const BITS = { given: { top: 1, often: 1.8, rare: 3.5 }, family: { top: 1, often: 2, rare: 4.5 } } as const;

export type NameMatch = {
  /** What the name proves, in bits: the rarer, the more. */
  bits: number;
  given: Level;
  family: Level | 'changed';
  /** Middle names or initials: agree, disagree, or not on both sides. */
  middle: MiddleLevel;
  /** Whether the one is in the other order. */
  turned: boolean;
  common: boolean;
  /** How rare the name is, in bits, whatever its spelling leaves open; a middle name that agrees makes it rarer. */
  rarity: number;
  /** Whether two words changed places that could each be either: `James Thomas` and `Thomas James`. */
  either: boolean;
};

const MORE = { same: 2.5, initial: 1.5, none: 0, differs: 0, initialDiffers: 0 } as const;

const commonnessBits = (a: Reading, b: Reading, given: Level): number => {
  const least = (words: readonly Word[], of: (word: string) => number): number =>
    Math.min(...words.flatMap((word) => [of(word.text), ...(word.parts.length > 1 ? [] : word.parts.map(of))]));
  const family = (words: readonly Word[]): number => {
    const each = words.map(({ text }) => BITS.family[familyCommonness(text)]);
    // Two family names are rarer than each of them.
    return Math.min(
      BITS.family.rare,
      each.reduce((sum, one) => sum + one, 0),
    );
  };
  const first = (r: Reading): number =>
    least([r.given], (text) => (text.length === 1 ? BITS.given.rare : BITS.given[givenCommonness(text)]));
  const bits = given === 'initial' ? BITS.given.often : Math.min(first(a), first(b));
  return bits + Math.min(family(a.family), family(b.family));
};

/** Whether one of two readings has a whole word more than the other. */
const addsWord = (a: Reading, b: Reading): boolean => {
  const [short, long] = a.middles.length <= b.middles.length ? [a, b] : [b, a];
  return long.middles.slice(short.middles.length).some(({ text }) => text.length > 1);
};

const compareReadings = (a: Reading, b: Reading): NameMatch | undefined => {
  const family = familyLevel(a.family, b.family);
  if (!family) return undefined;
  const given = givenLevel(a, b);
  if (!given) return undefined;
  // Two words in one order are read as they stand: Peter Morris is no short form of Peter Morrison.
  const asFamily = a.familyFirst && b.familyFirst && given.level !== 'same' && given.level !== 'variant';
  if (
    asFamily &&
    !(given.level === 'related' && areNicknames(a.given.text, b.given.text)) &&
    a.middles.length + b.middles.length === 0
  ) {
    return undefined;
  }
  // A first name does not become a family's by what stands behind: David Lee is no short form of David Lee Chan.
  if (a.familyFirst && b.familyFirst && !a.said && !b.said && addsWord(a, b) && isGivenName(a.family[0]?.text ?? ''))
    return undefined;
  const [fromA, fromB] = given.used;
  const middle = middleOf(a.middles.slice(fromA), b.middles.slice(fromB));
  const common = commonnessBits(a, b, given.level);
  const turned = a.familyFirst !== b.familyFirst;
  const bits = Math.max(0.5, common - LOSS[given.level] - LOSS[family]) + MORE[middle];
  return {
    bits,
    given: given.level,
    family,
    middle,
    turned,
    common: common < 4.6,
    rarity: common + MORE[middle],
    either: false,
  };
};

/** What a match leaves open: the readings that agree best count, and of these the one that proves least. */
const doubt = ({ given, family, middle, turned }: NameMatch): number =>
  LOSS[given] +
  (family === 'changed' ? 0 : LOSS[family]) +
  (middle === 'differs' || middle === 'initialDiffers' ? 3 : 0) -
  (middle === 'same' ? 0.2 : 0) +
  (turned ? 0.1 : 0);

/** Readings whose doubts differ by no more agree about as well. */
const CLOSE = 0.7;

const better = (a: NameMatch, b: NameMatch): NameMatch => {
  const [one, other] = [doubt(a), doubt(b)];
  if (one !== other) return one < other ? a : b;
  return a.bits <= b.bits ? a : b;
};

/** How two names can be one person's; undefined where they cannot. */
export const compareNames = (a: PersonName, b: PersonName): NameMatch | undefined => {
  let best: NameMatch | undefined;
  const matches: NameMatch[] = [];
  for (const left of variantsOf(a)) {
    for (const right of variantsOf(b)) {
      for (const one of readingsOf(left)) {
        for (const other of readingsOf(right)) {
          // Names of as many words have as many family names: one is not read into the other.
          if (left.words.length === right.words.length && one.family.length !== other.family.length) continue;
          const match = compareReadings(one, other);
          if (!match) continue;
          if (match.turned && left.familyWords + right.familyWords === 0 && isEither(left) && isEither(right)) {
            match.bits = Math.max(0.5, match.bits - 2);
            match.either = true;
          }
          matches.push(match);
          best = best ? better(best, match) : match;
        }
      }
    }
  }
  // Read in the other order a common name is a rare one: of readings that agree about as well, the least counts.
  for (const match of matches) {
    const close = best && match.turned === best.turned && doubt(match) - doubt(best) <= CLOSE;
    if (best && close && match.bits < best.bits)
      best = { ...best, bits: match.bits, common: match.common, rarity: match.rarity };
  }
  if (best || a.words.length > 1 || b.words.length > 1) return best;
  const [one, other] = [a.words[0], b.words[0]];
  const level = one && other ? levelOf(one, other, 'family') : undefined;
  // One word is all there is of some people's names, and proves as little as a family name.
  return (
    level && {
      bits: 1.5,
      given: level,
      family: level,
      middle: 'none',
      turned: false,
      common: true,
      rarity: 1.5,
      either: false,
    }
  );
};

/** Whether two names are of one first name, whatever the family names are: what marriage leaves. */
export const sameGivenName = (a: PersonName, b: PersonName): Level | undefined => {
  for (const one of readingsOf(a)) {
    for (const other of readingsOf(b)) {
      const guessed = (one.familyFirst && a.familyWords === 0) || (other.familyFirst && b.familyWords === 0);
      const level = guessed ? undefined : levelOf(one.given, other.given, 'given');
      if (level && level !== 'initial' && level !== 'slip') return level;
    }
  }
  return undefined;
};
