import type { CustomType, CustomValue, Fit } from '../../../../src/features/custom-fields/contract.ts';
import { calendarDay, count, number } from '../../lib/format.ts';

export const TYPE_WORDS: Record<CustomType, string> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
  boolean: 'Yes or no',
  choice: 'One choice',
  choices: 'Several choices',
  url: 'Web address',
};

/** What a text would have to be. */
export const NOT_ONE: Record<CustomType, string> = {
  text: 'no text',
  number: 'no number',
  date: 'no date, such as 2026-03-04',
  boolean: 'neither yes nor no',
  choice: 'none of the choices',
  choices: 'not made of the choices',
  url: 'no web address',
};

/** Whole numbers that a browser's own number holds exactly. */
const EXACT = /^-?\d{1,15}$/;

/** A value as people read it. */
export function valueWords({ type, value, fits }: Pick<CustomValue, 'type' | 'value' | 'fits'>): string {
  if (value === null) return '';
  if (!fits) return value;
  if (type === 'boolean') return value === 'true' ? 'Yes' : 'No';
  if (type === 'date') return calendarDay(value);
  if (type === 'number' && EXACT.test(value)) return number(Number(value));
  return value;
}

/** `12 of 300 values do not fit` */
export function fitWords({ values, unfit, whole }: Fit): string {
  if (values === 0) return 'No values are there yet.';
  const all = `${number(values)}${whole ? '' : '+'}`;
  if (unfit === 0) return `All ${all} values that are there fit.`;
  return `${number(unfit)} of ${all} values ${unfit === 1 ? 'does' : 'do'} not fit.`;
}

/** Choices as they are typed: a line each. */
export const optionsIn = (text: string): string[] => {
  const seen = new Map<string, string>();
  for (const line of text.split('\n')) {
    const one = line.trim();
    if (one !== '' && !seen.has(one.toLowerCase())) seen.set(one.toLowerCase(), one);
  }
  return [...seen.values()];
};

export const optionsWords = (options: readonly string[]): string => count(options.length, 'choice');
