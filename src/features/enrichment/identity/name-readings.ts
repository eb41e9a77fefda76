import { isKnownFamily, isKnownGiven } from './common.ts';
import type { PersonName } from './name.ts';
import { isGivenName } from './nicknames.ts';
import { isSyllable, type Word } from './words.ts';

/** One way to read a name. `said`: a comma told which words are the family name. */
export type Reading = { given: Word; middles: Word[]; family: Word[]; familyFirst: boolean; said: boolean };

export const join = (words: readonly Word[]): Word => ({
  text: words.map(({ text }) => text).join(''),
  parts: words.flatMap(({ parts }) => parts),
  glued: words.map(({ glued }) => glued).join(''),
  foreign: words.some(({ foreign }) => foreign),
  pattern: words.length === 1 ? words[0]?.pattern : undefined,
});

/** The ways in which a name can be read: given name first, family name first, two family names. */
export const readingsOf = ({ words, familyWords }: PersonName): Reading[] => {
  const reading = (given: Word | undefined, middles: Word[], family: Word[], familyFirst: boolean): Reading[] =>
    given && family.length > 0 ? [{ given, middles, family, familyFirst, said: familyWords > 0 }] : [];
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

export const variantsOf = (name: PersonName): PersonName[] => {
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
export const isEither = ({ words }: PersonName): boolean =>
  words.length === 2 &&
  !words.every(({ text }) => isSyllable(text)) &&
  (words.every(({ text }) => isGivenName(text) || isKnownGiven(text)) ||
    words.every(({ text }) => isKnownFamily(text)));

/** The first name and the family name, as they are most likely read. */
export const likelyParts = ({
  words,
  familyWords,
}: PersonName): { given: Word | undefined; family: Word | undefined } => ({
  given: words[familyWords],
  family: familyWords > 0 ? words[familyWords - 1] : words.at(-1),
});
