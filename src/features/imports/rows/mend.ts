import type { FixRule } from '../contract.ts';
import { cleanCell, saysNothing } from './text.ts';

/** Words within a name that stay small ("von der Leyen", "de la Cruz"), but not at its start. */
const SMALL = new Set(
  'van von der den de del della di da do dos das du des la le el al bin ibn y e und and of'.split(' '),
);

const DATE = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

const capital = (word: string): string =>
  word
    .toLowerCase()
    .replace(/(^|[-'’])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/^Mc(\p{Ll})/u, (_, letter: string) => `Mc${letter.toUpperCase()}`);

/** A value all in capitals, or all in small letters, as names are written; any other has been written with care. */
const titleCase = (value: string): string => {
  if (/\p{Ll}/u.test(value) && /\p{Lu}/u.test(value)) return value;
  if (value.includes('@') || !/\p{L}{2}/u.test(value)) return value;
  return value
    .split(' ')
    .map((word, i) => (i > 0 && SMALL.has(word.toLowerCase()) ? word.toLowerCase() : capital(word)))
    .join(' ');
};

/** A date as ISO 8601; what is no day of the calendar stays. */
const isoDate = (value: string, dayFirst: boolean): string => {
  const [, one = '', two = '', year = ''] = DATE.exec(value) ?? [];
  if (year === '') return value;
  const [day, month] = dayFirst ? [one, two] : [two, one];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? value : iso;
};

/** Each rule that mends a value by itself, in the order they are applied. */
const MENDS: readonly (readonly [FixRule, (value: string) => string])[] = [
  ['drop_placeholders', (value) => (saysNothing(value) ? '' : value)],
  ['collapse_spaces', (value) => value.replace(/\s+/g, ' ')],
  ['title_case', titleCase],
  ['lower_case', (value) => value.toLowerCase()],
  ['day_first', (value) => isoDate(value, true)],
  ['month_first', (value) => isoDate(value, false)],
];

/** The function that mends the values of a column with these rules; undefined where they change no value. */
export const mender = (rules: readonly FixRule[]): ((cell: string) => string) | undefined => {
  const mends = MENDS.filter(([rule]) => rules.includes(rule));
  if (mends.length === 0) return undefined;
  return (cell) => mends.reduce((value, [, mend]) => mend(value), cleanCell(cell));
};
