import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PersonaDefinition, personaDefinition } from './contract.ts';
import { conditionsOf, type Facts, scoreOf } from './fit.ts';

const FACTS: Facts = {
  searchText: ' ada byron analytical engines vp of sales london england vp@engines.example',
  facetKeys: ['industry:computing', 'seniority:vp', 'wealth:5m'],
  title: 'vp of sales',
  seniority: 'vp',
  industry: 'computing',
  places: ['london', 'england'],
  wealth: '6000000',
};
const NOBODY: Facts = {
  searchText: ' ada byron',
  facetKeys: [],
  title: null,
  seniority: null,
  industry: null,
  places: [],
  wealth: null,
};

const lowOf = (definition: PersonaDefinition) =>
  Object.fromEntries(
    Object.entries(definition).map(([part, values]) => [part, values.map((one) => one.toLowerCase())]),
  ) as Record<keyof PersonaDefinition, string[]>;
const statesOf = (asked: Partial<PersonaDefinition>, facts = FACTS): Record<string, string> => {
  const definition = personaDefinition.parse(asked);
  const conditions = conditionsOf(definition, lowOf(definition), facts);
  return Object.fromEntries(conditions.map(({ part, state }) => [part, state]));
};
const scored = (asked: Partial<PersonaDefinition>, facts = FACTS) => {
  const definition = personaDefinition.parse(asked);
  return scoreOf(conditionsOf(definition, lowOf(definition), facts));
};

const ASKED: Partial<PersonaDefinition> = {
  titles: ['CFO', 'Sales'],
  seniorities: ['vp'],
  industries: ['Computing'],
  places: ['Paris'],
  wealth: ['5m', '30m'],
  keywords: ['engines', 'analytical'],
};

test('of a part any value is enough, of keywords all are needed', () => {
  expect(statesOf(ASKED)).toEqual({
    titles: 'met',
    seniorities: 'met',
    industries: 'met',
    places: 'not',
    wealth: 'met',
    keywords: 'met',
  });
  expect(scored(ASKED)).toEqual({ fits: 5, of: 6 });
  expect(statesOf({ keywords: ['engines', 'steam'] })).toEqual({ keywords: 'not' });
});

test('what the profile says nothing about is unknown, and what no search asks for does not count', () => {
  expect(statesOf(ASKED, NOBODY)).toEqual({
    titles: 'unknown',
    seniorities: 'unknown',
    industries: 'unknown',
    places: 'unknown',
    wealth: 'unknown',
    keywords: 'not',
  });
  expect(statesOf({ titles: ['sales'], companySizes: ['11-50'] })).toEqual({ titles: 'met', companySizes: 'unknown' });
  expect(scored({ titles: ['sales'], companySizes: ['11-50'] })).toEqual({ fits: 1, of: 1 });
});

test('a quoted value is the whole text, one of two letters the beginning of a word', () => {
  expect(statesOf({ titles: ['"Sales"'] })).toEqual({ titles: 'not' });
  expect(statesOf({ titles: ['"VP of Sales"'] })).toEqual({ titles: 'met' });
  expect(statesOf({ keywords: ['vp'] })).toEqual({ keywords: 'met' });
  expect(statesOf({ keywords: ['es'] })).toEqual({ keywords: 'not' });
});

test('another condition never makes anybody meet less of the others, and never more than there are', () => {
  const words = fc.array(fc.constantFrom('Sales', 'CFO', 'London', '"England"', 'Engines', 'xx'), { maxLength: 3 });
  fc.assert(
    fc.property(words, words, words, (titles, places, keywords) => {
      const some = scored({ titles, places });
      const more = scored({ titles, places, keywords });
      expect(more.fits).toBeGreaterThanOrEqual(some.fits);
      expect(more.of).toBe(some.of + (keywords.length > 0 ? 1 : 0));
      expect(more.fits).toBeLessThanOrEqual(more.of);
    }),
  );
});
