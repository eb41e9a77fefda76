import { expect, test } from 'vitest';
import { budgetsOf, contradiction, draftOf, readCredits } from './budget-draft.ts';

const BEFORE = { run: 5, member: null, day: 200, month: null };
const SAVED = { ...BEFORE, members: [{ memberId: 'm', credits: 3 }] };

test('empty is no cap, nought is nothing at all, and separators are read over', () => {
  expect(readCredits('')).toEqual({ value: null });
  expect(readCredits('  ')).toEqual({ value: null });
  expect(readCredits('0')).toEqual({ value: 0 });
  expect(readCredits('1,200')).toEqual({ value: 1_200 });
  expect(readCredits('1 200')).toEqual({ value: 1_200 });
  for (const text of ['-5', '1.5', 'many', '1000000001']) expect(readCredits(text)).toHaveProperty('problem');
});

test('a draft that was not touched means what was there, and says nothing of single members', () => {
  expect(budgetsOf(draftOf(SAVED))).toEqual(BEFORE);
});

test('a draft that cannot be read means nothing', () => {
  expect(budgetsOf({ ...draftOf(SAVED), day: 'x' })).toBeNull();
  expect(budgetsOf({ ...draftOf(SAVED), day: '' })?.day).toBeNull();
});

test('caps that contradict each other are named', () => {
  expect(contradiction(BEFORE)).toBeNull();
  expect(contradiction({ ...BEFORE, month: 100 })).toMatch(/for a day is larger/);
  expect(contradiction({ ...BEFORE, member: 2 })).toMatch(/One run/);
});
