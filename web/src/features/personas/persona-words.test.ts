import { expect, it } from 'vitest';
import { asksFor, becauseWords, NO_PERSONA, personaLines } from './persona-words.ts';

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
