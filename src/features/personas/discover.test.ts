import { describe, expect, it } from 'vitest';
import { personaDefinition } from './contract.ts';
import { apolloSearch, lettersOf } from './discover.ts';

describe('the question to Apollo', () => {
  it('asks for every part that Apollo takes', () => {
    const definition = personaDefinition.parse({
      titles: ['CFO', 'VP Finance'],
      seniorities: ['c_suite'],
      companySizes: ['11-50', '10001+'],
      places: ['Norway'],
      keywords: ['art', 'wine'],
    });
    expect(String(apolloSearch(definition, 2)).split('&').sort()).toEqual(
      String(
        new URLSearchParams([
          ['page', '2'],
          ['per_page', '25'],
          ['person_titles[]', 'CFO'],
          ['person_titles[]', 'VP Finance'],
          ['person_seniorities[]', 'c_suite'],
          ['person_locations[]', 'Norway'],
          ['organization_num_employees_ranges[]', '11,50'],
          ['organization_num_employees_ranges[]', '10001,10000000'],
          ['q_keywords', 'art wine'],
        ]),
      )
        .split('&')
        .sort(),
    );
  });

  it('is none for what Apollo cannot be asked', () => {
    expect(apolloSearch(personaDefinition.parse({ industries: ['Software'], wealth: ['1m'] }), 1)).toBeNull();
  });
});

it('of a last name Apollo shows its ends', () => {
  expect(lettersOf('Lo***k')).toEqual({ begin: 'lo', end: 'k' });
  expect(lettersOf(null)).toEqual({ begin: '', end: '' });
});
