import { expect, it } from 'vitest';
import { asksFor, becauseWords, conditionWords, fitWords, NO_PERSONA, personaLines } from './persona-words.ts';

it('reads a persona out, part by part', () => {
  const definition = {
    ...NO_PERSONA,
    titles: ['CFO', 'VP Finance'],
    wealth: ['1m' as const],
    keywords: ['art', 'wine'],
  };
  expect(personaLines(definition).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    'Title: CFO or VP Finance',
    'Net worth: $1M to $5M',
    'Keywords: art and wine',
  ]);
  expect(asksFor(definition)).toBe(true);
  expect(asksFor(NO_PERSONA)).toBe(false);
});

it('says why somebody is similar', () => {
  expect(becauseWords({ part: 'titles', words: 'VP Sales' })).toBe('Title: VP Sales');
  expect(becauseWords({ part: 'keywords', words: '' })).toBe('Keywords');
});

it('says how far somebody fits, and by what', () => {
  expect(fitWords({ fits: 4, of: 5 })).toBe('Fits 4 of 5');
  const words = (
    part: 'titles' | 'wealth' | 'keywords' | 'seniorities',
    state: 'met' | 'not' | 'unknown',
    has: string | null,
  ) =>
    conditionWords({
      part,
      state,
      counted: true,
      wanted: { titles: ['CFO', 'CEO'], wealth: ['5m'], keywords: ['art', 'wine'], seniorities: ['vp'] }[part],
      has,
    });
  expect(words('titles', 'met', 'CFO of Acme')).toBe('CFO of Acme');
  expect(words('titles', 'not', 'Gardener')).toBe('Gardener; wanted is CFO or CEO');
  expect(words('wealth', 'unknown', null)).toBe('not known; wanted is $5M to $30M');
  expect(words('seniorities', 'met', 'vp')).toBe('VP');
  expect(words('keywords', 'not', null)).toBe('art and wine; not all of them found');
  expect(conditionWords({ part: 'companySizes', state: 'unknown', counted: false, wanted: ['1-10'], has: null })).toBe(
    '1-10 employees; no profile says it, so it does not count',
  );
});
