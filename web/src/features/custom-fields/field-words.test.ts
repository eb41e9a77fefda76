import { expect, test } from 'vitest';
import { fitWords, optionsIn, valueWords } from './field-words.ts';

test('a value is read as its type is, and as it stands where it is none', () => {
  expect(valueWords({ type: 'boolean', value: 'false', fits: true })).toBe('No');
  expect(valueWords({ type: 'date', value: '2026-03-04', fits: true })).toBe('Mar 4, 2026');
  expect(valueWords({ type: 'number', value: '12000', fits: true })).toBe('12,000');
  expect(valueWords({ type: 'number', value: '12345678901234567890', fits: true })).toBe('12345678901234567890');
  expect(valueWords({ type: 'number', value: 'some', fits: false })).toBe('some');
});

test('what would not fit is counted before a field is made', () => {
  expect(fitWords({ values: 300, unfit: 12, examples: [], whole: true })).toBe('12 of 300 values do not fit.');
  expect(fitWords({ values: 3, unfit: 0, examples: [], whole: false })).toBe('All 3+ values that are there fit.');
});

test('choices are typed a line each, each once', () => {
  expect(optionsIn(' Gold \n\ngold\nSilver')).toEqual(['Gold', 'Silver']);
});
