import { DEGREES, SUFFIXES, SURE_DEGREES, TITLES, takeSuffix } from './name-affixes.ts';
import { isWrittenTogether, plainWord, spaced, withoutParticles, wordsIn } from './name-words.ts';
import { toLatin } from './scripts.ts';
import { isSyllable, type Word, wordOf } from './words.ts';

/** A person's name in parts. `order` says whether the family name is known to come first. */
export type PersonName = {
  words: Word[];
  /** Of a name with a comma: how many of the words are the family name; 0 where nobody said. */
  familyWords: number;
  /** Generation: `jr`, `sr`, `2`, `3` …; undefined where none is named. */
  suffix: string | undefined;
  /** Whether it has characters that the table of them leaves unread. */
  unread: boolean;
  /** What `Mr.` and `Mrs.` say; undefined where nothing does. */
  sex: 'm' | 'f' | undefined;
  /** Other first names (`William "Bill" Gates`) and other family names (`née Rodham`). */
  otherGiven: Word[];
  otherFamily: Word[];
};

const TAKEN_OUT = /(?:["“”„«»]([^"“”„«»]+)["“”„«»])|(?:[‘']([^'‘’\s]+)[’'](?=\s))|(?:\(([^()]+)\))/g;
const BORN = /\b(?:née|nee|né|born|geb\.?|geborene|formerly|fka|f\/k\/a|z domu|roz\.)\s+(.+)$/i;

/** What Malaysian kings bestow; `Tan` alone is a family name. */
const MALAY =
  /^\s*(?:(?:yb|ybhg|tan sri|puan sri|toh puan|dato['’]? ?(?:sri|seri)|dato['’]?|datuk(?: seri)?|datin)\.?\s+)+/i;
/** What the third of a name is called. */
const THIRD = ['trey', 'tripp'];
const SIR = /(?:^|,)\s*(?:mr|sir|herr|senor|señor|monsieur)(?:\.|\s)/i;
const MADAM = /(?:^|,)\s*(?:mrs|ms|miss|frau|mme|mlle|madame|señora|senora|sra|lady|dame)(?:\.|\s)/i;
const sexOf = (raw: string): PersonName['sex'] => (SIR.test(raw) ? 'm' : MADAM.test(raw) ? 'f' : undefined);

/** Reads a name as people write it, with titles, degrees, quotes and commas. */
export const readName = (raw: string): PersonName => {
  const otherGiven: Word[] = [];
  const otherFamily: Word[] = [];
  let text = raw
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060]/g, '')
    .replace(MALAY, '');
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
  // `Chan Tai Man, Raymond`: the name of home before the comma, the other one behind.
  if (inverted && first.length === 3 && first.every((word) => isSyllable(plainWord(word))))
    given.push(...first.splice(1));
  const family = withoutParticles(first);
  const read = inverted ? [...family, ...withoutParticles(['', ...given])] : family;
  // A name that was written together has been read already, and is of its script all the same.
  const words = isWrittenTogether(front) ? read.map((word) => ({ ...word, foreign: true })) : read;
  const called = words[inverted ? family.length : 0]?.text ?? '';
  if (THIRD.includes(called)) suffix ??= '3';
  else if (suffix === '3') otherGiven.push(...THIRD.map((word) => wordOf(word)));
  return {
    words,
    familyWords: inverted ? family.length : 0,
    suffix,
    unread: /[\p{Script=Han}]/u.test(toLatin(raw)),
    sex: sexOf(raw),
    otherGiven,
    otherFamily,
  };
};
