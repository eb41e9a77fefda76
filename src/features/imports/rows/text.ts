import { unguardFormula } from '../../../lib/csv.ts';

/** Letters that Unicode does not decompose (NFKD), though a reader takes them for the plain ones. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const SPECIAL = /[ßæœøłđðþı]/g;
const NON_ASCII = /[^\0-\x7f]/;
/** Invisible marks that pages leave at the ends of copied text: soft hyphens, zero-width and direction characters. */
const INVISIBLE = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064]/;

/** Without white space and invisible marks at its ends, Unicode NFC. */
export function trimEnds(text: string): string {
  const trimmed = text.trim();
  if (!NON_ASCII.test(trimmed)) return trimmed;
  const normal = trimmed.normalize('NFC');
  let from = 0;
  let to = normal.length;
  while (from < to && INVISIBLE.test(normal.charAt(from))) from++;
  while (to > from && INVISIBLE.test(normal.charAt(to - 1))) to--;
  return normal.slice(from, to);
}

/** A cell as it is stored: ends trimmed, Unicode NFC, the apostrophe that our exports put before formulas taken away. */
export function cleanCell(cell: string): string {
  if (cell === '') return '';
  const text = trimEnds(cell);
  const bare = unguardFormula(text);
  return bare === text ? text : trimEnds(bare);
}

/** For comparing: lower case, accents and compatibility forms removed. What looks alike to a reader becomes the same. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (!NON_ASCII.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(SPECIAL, (letter) => PLAIN[letter] ?? letter);
}

/** What people type where there is nothing. Never applied to names or other free text: "Na" is a name. */
const NOTHING = new Set([
  '-',
  '--',
  '---',
  '–',
  '—',
  '.',
  '?',
  'n/a',
  'n.a.',
  'na',
  'none',
  'null',
  'nil',
  'unknown',
  '#n/a',
  'nan',
]);

export const saysNothing = (text: string): boolean => text.length < 8 && NOTHING.has(text.toLowerCase());

/** Google joins the values of one field by ` ::: ` and marks the main one by `* `. */
export const splitGoogle = (text: string): string[] =>
  text
    .split(':::')
    .map((part) => part.replace(/^\s*\*\s+/, '').trim())
    .filter((part) => part !== '');
