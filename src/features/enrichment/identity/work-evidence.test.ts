import { describe, expect, it } from 'vitest';
import { compareCompanies } from './company.ts';
import { comparePlaces, readPlace } from './place.ts';
import { compareTitles } from './title.ts';

describe('titles of other languages', () => {
  it.each([
    ['Responsable qualité', 'Quality Manager'],
    ['Directora de Finanzas', 'Finance Director'],
    ['Geschäftsführer', 'Managing Director'],
    ['Directeur général', 'Managing Director'],
    ['Leiter Vertrieb', 'Head of Sales'],
  ])('%s is %s', (a, b) => expect(compareTitles(a, b)).toBe('same'));
  it('and other work is other work', () =>
    expect(compareTitles('Responsable qualité', 'Directeur financier')).not.toBe('same'));
});

describe('places', () => {
  const compare = (a: string, b: string) => comparePlaces(readPlace({ location: a }), readPlace({ location: b }));
  it('a metropolis is its first town, one wrong letter no other town', () => {
    expect(compare('Greater Minneapolis-St. Paul Area', 'Minneapolis, MN')).toBe('city');
    expect(compare('Monterrey', 'Monterey')).toBe('city');
    expect(compare('Salem', 'Salen')).toBe('otherCity');
  });
  it('what cannot be read says nothing', () => expect(compare('杭州', 'Hangzhou')).toBeUndefined());
});

describe('companies', () => {
  it('an owner before what is its own is the same company', () =>
    expect(compareCompanies('DeepMind Technologies', 'Google DeepMind')).toBe('renamed'));
  it('one in another script is read by its consonants, and where it is not, nothing is said', () => {
    expect(compareCompanies('אופקים סייבר בע"מ', 'Ofakim Cyber Ltd.')).toBe('same');
    expect(compareCompanies('北星製薬株式会社', 'Larkspur Optics')).toBeUndefined();
    expect(compareCompanies('Bracken Optics', 'Larkspur Foods')).toBe('differs');
  });
});
