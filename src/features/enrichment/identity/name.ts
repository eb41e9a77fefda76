import { familyCommonness, givenCommonness } from './common.ts';
import { areNicknames, isGivenName } from './nicknames.ts';
import { toLatin } from './scripts.ts';
import { LEVELS, type Level, levelOf, type Word, wordOf } from './words.ts';

/** A person's name in parts. `order` says whether the family name is known to come first. */
export type PersonName = {
  words: Word[];
  /** Of a name with a comma: how many of the words are the family name; 0 where nobody said. */
  familyWords: number;
  /** Generation: `jr`, `sr`, `2`, `3` …; undefined where none is named. */
  suffix: string | undefined;
  /** Other first names (`William "Bill" Gates`) and other family names (`née Rodham`). */
  otherGiven: Word[];
  otherFamily: Word[];
};

const TITLES = new Set(
  'mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr hon honorable capt captain col colonel gen general maj sgt lt cmdr herr frau dipl ing mag sheikh shaikh sheik hajji haji mme mlle senor senora sra dott'.split(
    ' ',
  ),
);
/** Behind a comma they are degrees; elsewhere `Ma` and `Do` are names. */
const DEGREES = new Set(
  'phd ph md mba cfa cpa esq esquire jd dds dvm llm msc bsc ba bs ms ma rn pe cfp frcs obe cbe mbe kbe pmp do mph edd dsc psyd facs caia frm shrm ret'.split(
    ' ',
  ),
);
const SURE_DEGREES = new Set(
  'phd md mba cfa cpa esq esquire dds dvm llm msc bsc obe cbe mbe kbe pmp cfp frcs facs caia frm'.split(' '),
);
const SUFFIXES: Readonly<Record<string, string>> = {
  jr: 'jr',
  junior: 'jr',
  jnr: 'jr',
  sr: 'sr',
  senior: 'sr',
  snr: 'sr',
  ii: '2',
  '2nd': '2',
  iii: '3',
  '3rd': '3',
  iv: '4',
  '4th': '4',
  filho: 'jr',
  neto: '3',
  sobrinho: 'nephew',
  fils: 'jr',
  pere: 'sr',
  hijo: 'jr',
};
/** Words of a family name that some write and some leave out. */
const PARTICLES = new Set(
  'van von der den de del della di da das do dos du la le los las el al ul bin ibn bint ben abu ter ten te zu zum zur af av y e st saint san t vom dela degli dei ap ould'.split(
    ' ',
  ),
);
const PREFIXES = new Set('mc mac o fitz'.split(' '));

const TAKEN_OUT = /(?:["“”„«»]([^"“”„«»]+)["“”„«»])|(?:[‘']([^'‘’\s]+)[’'](?=\s))|(?:\(([^()]+)\))/g;
const BORN = /\b(?:née|nee|né|born|geb\.?|geborene|formerly|fka|f\/k\/a|z domu|roz\.)\s+(.+)$/i;

const plainWord = (word: string): string => toLatin(word).replace(/[^\p{L}\p{N}]/gu, '');

/** No person's name has more words; what goes on is a sentence. */
const WORDS_MAX = 12;

/** Words of a text, with initials apart (`J.R.` is two), particles joined to what they stand before. */
const wordsIn = (text: string): string[] =>
  text
    .replace(/(?<=^|[\s.])(\p{L})\.(?=\S)/gu, '$1. ')
    .split(/\s+/)
    .filter((word) => plainWord(word) !== '')
    .slice(0, WORDS_MAX);

/** `y`, `e` and `t` in lower case; in upper case they are initials. */
const isParticle = (word: string, plain: string): boolean =>
  PARTICLES.has(plain) && (plain.length > 1 || word === word.toLowerCase());

const withoutParticles = (words: readonly string[]): Word[] => {
  const out: Word[] = [];
  let particles = '';
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const plain = plainWord(word);
    const last = at === words.length - 1;
    const next = words[at + 1];
    if (PREFIXES.has(plain) && plain.length > 1 && next !== undefined) {
      out.push(wordOf(word + next, particles));
      particles = '';
      at += 1;
      // A name of only particles keeps them, and so does one that ends in one.
    } else if (last || !isParticle(word, plain) || (at === 0 && words.length === 2)) {
      const [, joined = '', bare = word] = JOINED.exec(word) ?? [];
      out.push(wordOf(bare, particles + joined));
      particles = '';
    } else particles += word;
  }
  return out.filter(({ text }) => text !== '');
};

/** `al-Rashid`, `El-Sayed`, `الرشيد`: the particle is left out as it is elsewhere. */
const JOINED = /^((?:al|el|ul|as|ad|ar|an|ben|bin|ibn)[-‐‑]|ال(?=..))(.+)$/iu;

/** The suffix that a word is, where it can be one. */
const suffixOf = (word: string): string | undefined => SUFFIXES[plainWord(word)];

const takeSuffix = (words: string[]): string | undefined => {
  for (let at = words.length - 1; at > 0; at -= 1) {
    const word = words[at] ?? '';
    const suffix = suffixOf(word);
    // `Filho` and `Neto` are family names too, where nothing else is one.
    if (suffix && (words.length > 2 || /^(?:jr|sr|i{2,3})$/.test(plainWord(word)))) {
      words.splice(at, 1);
      return suffix;
    }
  }
  return undefined;
};

/** Reads a name as people write it, with titles, degrees, quotes and commas. */
export const readName = (raw: string): PersonName => {
  const otherGiven: Word[] = [];
  const otherFamily: Word[] = [];
  let text = raw.normalize('NFKC').replace(/[\u00ad\u200b-\u200f\u2060]/g, '');
  const takeBorn = (part: string): boolean => {
    const born = BORN.exec(part)?.[1];
    if (born !== undefined) otherFamily.push(...withoutParticles(wordsIn(born)).slice(-1));
    return born !== undefined;
  };
  text = text.replace(TAKEN_OUT, (_, quoted?: string, single?: string, round?: string) => {
    const inner = (quoted ?? single ?? round ?? '').trim();
    if (takeBorn(inner)) return ' ';
    const words = wordsIn(inner);
    if (words.length === 1 && !SUFFIXES[plainWord(inner)]) {
      otherGiven.push(wordOf(inner));
      if (round !== undefined) otherFamily.push(wordOf(inner));
    }
    return ' ';
  });
  if (takeBorn(text)) text = text.replace(BORN, '');

  const [front = '', ...tail] = text.split(',').map((part) => part.trim());
  let suffix: string | undefined;
  const behind = tail.flatMap((part) =>
    wordsIn(part).filter((word) => {
      const plain = plainWord(word);
      const found = SUFFIXES[plain];
      if (
        found &&
        !(tail[0] === part && wordsIn(part)[0] === word && wordsIn(front).length === 1 && tail.length === 1)
      ) {
        suffix ??= found;
        return false;
      }
      return !DEGREES.has(plain) || (tail[0] === part && plain.length === 2 && wordsIn(front).length === 1);
    }),
  );
  const prepare = (words: string[]): string[] => {
    const bare = words.filter((word) => !TITLES.has(plainWord(word)) && !SURE_DEGREES.has(plainWord(word)));
    return bare.length > 0 ? bare : words;
  };
  let first = prepare(spaced(front));
  const inverted = behind.length > 0;
  if (!suffix && (inverted || first.length > 1)) {
    // Before a comma a suffix may stand behind a single word: `Smith Jr., John`.
    const words = inverted ? ['', ...first] : first;
    suffix = takeSuffix(words);
    first = words.filter((word) => word !== '');
  }
  const given = prepare(behind);
  if (!suffix && given.length > 1) suffix = takeSuffix(given);
  const family = withoutParticles(first);
  const words = inverted ? [...family, ...withoutParticles(['', ...given])] : family;
  return {
    words,
    familyWords: inverted ? family.length : 0,
    suffix,
    otherGiven,
    otherFamily,
  };
};

/** Words of a name that may be written without a space, as in Chinese and Korean. */
function spaced(text: string): string[] {
  const words = wordsIn(text);
  const [only = ''] = words;
  if (words.length !== 1 || !/^[\p{Script=Han}\p{Script=Hangul}]{2,4}$/u.test(only)) return words;
  return toLatin(only).split(/\s+/);
}

type Reading = { given: Word; middles: Word[]; family: Word[]; familyFirst: boolean };

const join = (words: readonly Word[]): Word => ({
  text: words.map(({ text }) => text).join(''),
  parts: words.flatMap(({ parts }) => parts),
  glued: words.map(({ glued }) => glued).join(''),
  foreign: words.some(({ foreign }) => foreign),
  pattern: words.length === 1 ? words[0]?.pattern : undefined,
});

/** The ways in which a name can be read: given name first, family name first, two family names. */
const readingsOf = ({ words, familyWords }: PersonName): Reading[] => {
  const reading = (given: Word | undefined, middles: Word[], family: Word[], familyFirst: boolean): Reading[] =>
    given && family.length > 0 ? [{ given, middles, family, familyFirst }] : [];
  if (familyWords > 0) {
    const [given, ...middles] = words.slice(familyWords);
    return reading(given, middles, words.slice(0, familyWords), true);
  }
  const [first, second, ...rest] = words;
  const n = words.length;
  return [
    ...reading(first, words.slice(1, -1), words.slice(-1), false),
    ...(n > 2 ? reading(first, words.slice(1, -2), words.slice(-2), false) : []),
    ...reading(second, rest, first ? [first] : [], true),
    ...(n > 3 ? reading(words[2], words.slice(3), words.slice(0, 2), true) : []),
  ];
};

/** What each level takes from the bits that a name proves. */
const LOSS: Record<Level, number> = {
  same: 0,
  variant: 0.3,
  related: 0.6,
  sound: 0.9,
  part: 1.2,
  slip: 1.6,
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
  middle: 'same' | 'initial' | 'none' | 'differs' | 'initialDiffers';
  /** Whether the one is in the other order. */
  turned: boolean;
  common: boolean;
};

const worse = (a: Level, b: Level): Level => (LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b);

const familyLevel = (a: readonly Word[], b: readonly Word[]): Level | undefined => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === long.length) {
    const levels = short.map((word, at) => levelOf(word, long[at] as Word, 'family'));
    if (levels.every((level) => level !== undefined)) return levels.reduce(worse);
    const whole = levelOf(join(short), join(long), 'family');
    return whole === 'same' || whole === 'variant' ? whole : undefined;
  }
  const whole = levelOf(join(short), join(long), 'family');
  if (whole) return whole === 'part' ? 'part' : worse('variant', whole);
  const [only] = short;
  const shared = only && short.length === 1 && long.some((word) => levelOf(only, word, 'family') === 'same');
  return shared ? 'part' : undefined;
};

/** A first name with its middle names, written together or apart: `Xiao Ming` and `Xiaoming`. */
const givenLevel = (a: Reading, b: Reading): { level: Level; used: [number, number] } | undefined => {
  const level = levelOf(a.given, b.given, 'given');
  const all = (r: Reading) => [r.given, ...r.middles].map(({ text }) => text).sort();
  // Read in the other order, first and middle names have changed places too: Nguyen Thi Bich and Bich Thi Nguyen.
  if (a.familyFirst !== b.familyFirst && a.middles.length > 0 && all(a).join() === all(b).join()) {
    return { level: 'same', used: [a.middles.length, b.middles.length] };
  }
  const whole = (r: Reading) => join([r.given, ...r.middles.slice(0, 1)]);
  if (a.middles.length !== b.middles.length && level !== 'same') {
    const joined = levelOf(whole(a), b.given, 'given') ?? undefined;
    if (joined === 'same' || joined === 'variant') return { level: joined, used: [1, 0] };
    const other = levelOf(a.given, whole(b), 'given');
    if (other === 'same' || other === 'variant') return { level: other, used: [0, 1] };
  }
  if (level) return { level, used: [0, 0] };
  // Known by a middle name: `F. Scott Fitzgerald` and `Scott Fitzgerald`.
  const by = (one: Reading, other: Reading): Level | undefined =>
    one.middles.length > 0 && other.given.text.length > 1
      ? one.middles.map((word) => levelOf(word, other.given, 'given')).find((l) => l === 'same' || l === 'related')
      : undefined;
  if (by(a, b)) return { level: 'part', used: [a.middles.length, 0] };
  if (by(b, a)) return { level: 'part', used: [0, b.middles.length] };
  return undefined;
};

const middleOf = (a: readonly Word[], b: readonly Word[]): NameMatch['middle'] => {
  if (a.length === 0 || b.length === 0) return 'none';
  const levels = a.flatMap((one) => b.map((other) => levelOf(one, other, 'given')));
  if (levels.some((level) => level === 'same' || level === 'variant' || level === 'related' || level === 'sound')) {
    return a.some(({ text }) => text.length > 1) && b.some(({ text }) => text.length > 1) ? 'same' : 'initial';
  }
  if (levels.includes('initial')) return 'initial';
  const full = a.some(({ text }) => text.length > 1) && b.some(({ text }) => text.length > 1);
  if (levels.some((level) => level !== undefined)) return 'same';
  return full ? 'differs' : 'initialDiffers';
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
  const [fromA, fromB] = given.used;
  const middle = middleOf(a.middles.slice(fromA), b.middles.slice(fromB));
  const common = commonnessBits(a, b, given.level);
  const turned = a.familyFirst !== b.familyFirst;
  const bits = Math.max(0.5, common - LOSS[given.level] - LOSS[family]) + MORE[middle];
  return { bits, given: given.level, family, middle, turned, common: common < 4.6 };
};

/** What a match leaves open: the readings that agree best count, and of these the one that proves least. */
const doubt = ({ given, family, middle, turned }: NameMatch): number =>
  LOSS[given] +
  (family === 'changed' ? 0 : LOSS[family]) +
  (middle === 'differs' || middle === 'initialDiffers' ? 3 : 0) +
  (turned ? 0.1 : 0);

/** Readings whose doubts differ by no more agree about as well. */
const CLOSE = 0.7;

const better = (a: NameMatch, b: NameMatch): NameMatch => {
  const [one, other] = [doubt(a), doubt(b)];
  if (one !== other) return one < other ? a : b;
  return a.bits <= b.bits ? a : b;
};

const variantsOf = (name: PersonName): PersonName[] => {
  const plain = [name];
  if (name.words.length < 2) return plain;
  for (const given of name.otherGiven)
    plain.push({
      ...name,
      words: name.familyWords > 0 ? [...name.words.slice(0, name.familyWords), given] : [given, ...name.words.slice(1)],
    });
  for (const family of name.otherFamily) {
    const words =
      name.familyWords > 0 ? [family, ...name.words.slice(name.familyWords)] : [...name.words.slice(0, -1), family];
    plain.push({ ...name, words, familyWords: name.familyWords > 0 ? 1 : 0 });
  }
  return plain;
};

/** Whether two words that swapped places could each be either: `James Thomas` and `Thomas James` are two people. */
const isEither = ({ words }: PersonName): boolean => words.length === 2 && words.every(({ text }) => isGivenName(text));

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
          if (match.turned && left.familyWords + right.familyWords === 0 && isEither(left) && isEither(right))
            match.bits = Math.max(0.5, match.bits - 2);
          matches.push(match);
          best = best ? better(best, match) : match;
        }
      }
    }
  }
  // Read in the other order a common name is a rare one: of readings that agree about as well, the least counts.
  for (const match of matches) {
    const close = best && match.turned === best.turned && doubt(match) - doubt(best) <= CLOSE;
    if (best && close && match.bits < best.bits) best = { ...best, bits: match.bits, common: match.common };
  }
  if (best || a.words.length > 1 || b.words.length > 1) return best;
  const [one, other] = [a.words[0], b.words[0]];
  const level = one && other ? levelOf(one, other, 'family') : undefined;
  // One word is all there is of some people's names, and proves as little as a family name.
  return level && { bits: 1.5, given: level, family: level, middle: 'none', turned: false, common: true };
};

/** The first name and the family name, as they are most likely read. */
export const likelyParts = ({
  words,
  familyWords,
}: PersonName): { given: Word | undefined; family: Word | undefined } => ({
  given: words[familyWords],
  family: familyWords > 0 ? words[familyWords - 1] : words.at(-1),
});

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
