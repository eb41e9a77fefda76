import { toLatin } from './scripts.ts';
import { type Word, wordOf } from './words.ts';

/** Words of a family name that some write and some leave out. */
const PARTICLES = new Set(
  'van von der den de del della di da das do dos du la le los las el al ul bin ibn bint ben abu ter ten te zu zum zur af av y e st saint san t vom dela degli dei ap ould'.split(
    ' ',
  ),
);
/** The first half of a name that is one of the names of God. */
const SERVANT = 'عبد';
const PREFIXES = new Set('mc mac o fitz'.split(' '));

export const plainWord = (word: string): string => toLatin(word).replace(/[^\p{L}\p{N}]/gu, '');

/** No person's name has more words; what goes on is a sentence. */
const WORDS_MAX = 12;

/** Words of a text, with initials apart (`J.R.` is two), particles joined to what they stand before. */
export const wordsIn = (text: string): string[] =>
  text
    .replace(/(?<=^|[\s.])(\p{L})\.(?=\S)/gu, '$1. ')
    .split(/\s+/)
    .filter((word) => plainWord(word) !== '')
    .slice(0, WORDS_MAX);

/** `y`, `e` and `t` in lower case; in upper case they are initials. */
const isParticle = (word: string, plain: string): boolean =>
  PARTICLES.has(plain) && (plain.length > 1 || word === word.toLowerCase());

export const withoutParticles = (words: readonly string[]): Word[] => {
  const out: Word[] = [];
  let particles = '';
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const plain = plainWord(word);
    const last = at === words.length - 1;
    const next = words[at + 1];
    // `عبد الرحمن` is one name, Abdulrahman.
    if (word === SERVANT && next !== undefined && words.length > 2) {
      out.push(wordOf(word + next, particles));
      particles = '';
      at += 1;
      continue;
    }
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

export const isWrittenTogether = (text: string): boolean =>
  /^\s*[\p{Script=Han}\p{Script=Hangul}]{2,4}\s*$/u.test(text);

/** Words of a name that may be written without a space, as in Chinese and Korean. */
export function spaced(text: string): string[] {
  return isWrittenTogether(text) ? toLatin(text.trim()).split(/\s+/) : wordsIn(text);
}
