import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPANY_SIZES, type PersonaDefinition, personaDefinition, WEALTH_BANDS } from './contract.ts';
import { filtersOf, partsOf, unaskedOf } from './definition.ts';

const texts = fc.array(fc.constantFrom('Director', 'Chief', 'Oslo', 'Software'), { maxLength: 3 });
const definitions: fc.Arbitrary<PersonaDefinition> = fc.record({
  titles: texts,
  seniorities: fc.subarray(['vp', 'director'] as const),
  industries: texts,
  companySizes: fc.subarray([...COMPANY_SIZES]),
  places: texts,
  wealth: fc.subarray([...WEALTH_BANDS]),
  keywords: texts,
}) as never;

describe('a persona', () => {
  it('is the filters of a search', () => {
    const definition = personaDefinition.parse({
      titles: ['CFO'],
      seniorities: ['c_suite'],
      keywords: ['art', 'yacht'],
    });
    expect(filtersOf(definition)).toEqual({ title: ['CFO'], seniority: ['c_suite'], q: 'art yacht' });
  });

  it('has each part that asks for something in the search, or says that it is not', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        const asking = Object.values(definition).filter((values) => values.length > 0).length;
        expect(partsOf(definition).length + unaskedOf(definition).length).toBe(asking);
        expect(Object.keys(filtersOf(definition))).toHaveLength(partsOf(definition).length);
      }),
    );
  });

  it('of company sizes alone asks for nobody here', () => {
    const definition = personaDefinition.parse({ companySizes: ['11-50'] });
    expect([filtersOf(definition), unaskedOf(definition)]).toEqual([{}, ['companySizes']]);
  });
});
