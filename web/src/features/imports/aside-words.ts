import type { Asides } from '../../../../src/features/imports/contract.ts';
import { count } from '../../lib/format.ts';

/** Columns that are named one by one; the others are put together. */
const COLUMNS_SHOWN = 5;

/** What is said of rows of people on the suppression list; null where there is none. `expected` before the import has run. */
export const suppressedWords = (suppressed: number, expected: boolean): string | null => {
  if (suppressed === 0) return null;
  const are = suppressed === 1 ? 'is' : 'are';
  return `${count(suppressed, 'row')} ${are} of people on the suppression list. They ${
    expected ? 'come' : 'came'
  } in and stay left alone: no export, no enrichment.`;
};

/** What is said of values that a rule left out, by column; null where there is none. */
export const leftOutWords = (leftOut: Asides['leftOut'], expected: boolean): string | null => {
  if (leftOut.length === 0) return null;
  const sum = leftOut.reduce((total, { values }) => total + values, 0);
  const named = leftOut
    .slice(0, COLUMNS_SHOWN)
    .map(({ column, values }) => `${column} ${values.toLocaleString('en-US')}`);
  const rest = leftOut.length - named.length;
  const columns = rest > 0 ? [...named, `${count(rest, 'more column')}`] : named;
  const be = expected ? (sum === 1 ? 'is' : 'are') : sum === 1 ? 'was' : 'were';
  return `${count(sum, 'value')} that cannot be read ${be} left out, as your rules say: ${columns.join(', ')}.`;
};
