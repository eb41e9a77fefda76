import { describe, expect, it } from 'vitest';
import { duplicateKeysOf, type Keyed, kindOf } from './keys.ts';

const person = (over: Partial<Keyed>): Keyed => ({
  name: 'Robert Quillon',
  company: null,
  companyDomain: null,
  addresses: [],
  links: [],
  phones: [],
  ...over,
});
const shared = (a: Partial<Keyed>, b: Partial<Keyed>) => {
  const other = new Set(duplicateKeysOf(person(b)));
  return [
    ...new Set(
      duplicateKeysOf(person(a))
        .filter((key) => other.has(key))
        .map(kindOf),
    ),
  ];
};

describe('the keys of two records', () => {
  it.each<[string, Partial<Keyed>, Partial<Keyed>, string[]]>([
    [
      'an address in other letters',
      { addresses: ['Bob@Quillon.example'] },
      { name: 'Bob', addresses: ['bob@quillon.example'] },
      ['email'],
    ],
    [
      'a profile however it is written',
      { links: ['https://www.linkedin.com/in/bobq/'] },
      { links: ['linkedin.com/in/BobQ?x=1'] },
      ['linkedin'],
    ],
    [
      'a number with and without its country',
      { phones: ['+44 20 7946 0100'] },
      { phones: ['020 7946 0100'] },
      ['phone'],
    ],
    [
      'a name at a company with and without its form',
      { company: 'Alder Ltd.' },
      { company: 'Alder' },
      ['name_company', 'family_company'],
    ],
    [
      'a nickname at one company',
      { company: 'Alder' },
      { name: 'Bob Quillon', company: 'Alder Inc' },
      ['family_company'],
    ],
    [
      'a family name at the domain of an address',
      { companyDomain: 'www.alder.example' },
      { name: 'R. Quillon', addresses: ['x@alder.example'] },
      ['family_company'],
    ],
  ])('meet by %s', (_, a, b, kinds) => {
    expect(shared(a, b)).toEqual(expect.arrayContaining(kinds));
  });

  it.each<[string, Partial<Keyed>, Partial<Keyed>]>([
    ['a name alone', {}, {}],
    ['a mailbox provider', { addresses: ['a@gmail.com'] }, { addresses: ['b@gmail.com'] }],
    ['an extension', { phones: ['4711'] }, { phones: ['4711'] }],
    ['a company alone', { company: 'Alder' }, { name: 'Ann Thule', company: 'Alder' }],
  ])('do not meet by %s', (_, a, b) => {
    expect(shared(a, b)).toEqual([]);
  });
});
