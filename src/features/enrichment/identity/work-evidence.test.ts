import { describe, expect, it } from 'vitest';
import { compareCompanies, namesCompany } from './company.ts';
import { isSame, judgeRecords } from './match.ts';
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
  it('is known by its name in another script, and where it is not, nothing is said', () => {
    expect(compare('名古屋', 'Nagoya')).toBe('city');
    expect(compare('Πάτρα', 'Nafplio')).toBeUndefined();
    expect(comparePlaces(readPlace({ country: '中国' }), readPlace({ country: 'China' }))).toBe('country');
    expect(compare('Dnepropetrovsk', 'Dnipro')).toBe('city');
  });
});

describe('companies', () => {
  it('an owner before what is its own is the same company', () =>
    expect(compareCompanies('DeepMind Technologies', 'Google DeepMind')).toBe('renamed'));
  it.each([
    ['Groupe Farquhar', 'Farquhar Group', 'same'],
    ['Farquhar Palm Berhad', 'Farquhar Palm Bhd', 'same'],
    ['DONG Energy', 'Ørsted A/S', 'renamed'],
    ['Weight Watchers International', 'WW International Inc', 'renamed'],
    ['GE Healthcare', 'General Electric Co', 'part'],
    ['GE Healthcare', 'GE Aerospace', 'differs'],
    ['Harnilton Orchards', 'Hamilton Orchards', 'slip'],
    ['腾飞科技', 'Tengfei Technology', 'same'],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(compareCompanies(a, b)).toBe(expected);
    expect(compareCompanies(b, a)).toBe(expected);
  });
  it('is named in a title', () => {
    expect(namesCompany('Trustee; retired EVP, Larkspur-Bracken', 'Larkspur-Bracken Co')).toBe(true);
    expect(namesCompany('Trustee; retired EVP, Larkspur Foods', 'Bracken Foods')).toBe(false);
    expect(namesCompany('General Counsel', 'General Co')).toBe(false);
    const known = { name: 'Ottoline Farquharson', company: 'Symphony Society' };
    const filed = { name: 'FARQUHARSON OTTOLINE', company: 'Larkspur Foods Inc', title: 'Executive Vice President' };
    expect(isSame(judgeRecords({ ...known, title: 'Trustee; retired EVP, Larkspur Foods' }, filed).grade)).toBe(true);
    expect(isSame(judgeRecords({ ...known, title: 'Trustee; retired EVP' }, filed).grade)).toBe(false);
  });
  it('one in another script is read by its consonants, and where it is not, nothing is said', () => {
    expect(compareCompanies('אופקים סייבר בע"מ', 'Ofakim Cyber Ltd.')).toBe('same');
    expect(compareCompanies('北星製薬株式会社', 'Larkspur Optics')).toBeUndefined();
    expect(compareCompanies('Bracken Optics', 'Larkspur Foods')).toBe('differs');
  });
});
