import { compareCompanies, domainLabel, isDomainOfCompany, namesCompany, plainCompany } from './company.ts';
import type { Found } from './evidence.ts';
import { comparePlaces, type PlaceMatch } from './place.ts';
import type { Person } from './record.ts';
import { isLargeEmployer } from './renames.ts';
import { scriptOf } from './scripts.ts';
import { compareTitles } from './title.ts';

export const employerEvidence = (a: Person, b: Person): Found[] => {
  const sameDomain =
    a.domain !== undefined && b.domain !== undefined && domainLabel(a.domain) === domainLabel(b.domain);
  const of = (domain: string | undefined, company: string | undefined): boolean =>
    domain !== undefined && company !== undefined && isDomainOfCompany(domain, company);
  const large = [a.company, b.company].some((name) => name !== undefined && isLargeEmployer(plainCompany(name)));
  const weight = large ? 3.2 : 4;
  const same = (words: string, less = 0): Found[] => [{ kind: 'employer', weight: weight - less, words, proof: true }];
  const compared =
    a.company !== undefined && b.company !== undefined ? compareCompanies(a.company, b.company) : undefined;
  if (compared === 'same') return same('Same employer');
  if (compared === 'renamed') return same('Same employer under another of its names', 0.3);
  if (sameDomain) return same('Same employer by its domain');
  if (of(a.domain, b.company) || of(b.domain, a.company)) return same('The domain is the employer’s');
  if (compared === 'acronym') return same('Same employer by its initials', 0.8);
  if (compared === 'slip') return same('Same employer but for one letter', 0.8);
  if (compared === 'part') return same('Employers of a like name', 1.2);
  const told = (title: string | undefined, company: string | undefined): boolean =>
    title !== undefined && company !== undefined && namesCompany(title, company);
  if (compared !== undefined && (told(a.title, b.company) || told(b.title, a.company)))
    return same('The employer is named in the title', 1);
  if (compared === 'differs') return [{ kind: 'employer', weight: -3.5, words: 'Different employers' }];
  if (a.domain !== undefined && b.domain !== undefined)
    return [{ kind: 'employer', weight: -2.5, words: 'Different company domains' }];
  return [];
};

export const titleEvidence = (a: Person, b: Person, oneSided: boolean): Found[] => {
  // A title in another script is the other translated, or is not: nobody can tell.
  if (a.title === undefined || b.title === undefined || scriptOf(a.title) !== scriptOf(b.title)) return [];
  switch (compareTitles(a.title, b.title)) {
    case 'same':
      return [{ kind: 'title', weight: 2, words: 'Same title' }];
    case 'like':
      return [{ kind: 'title', weight: 0.8, words: 'Titles of one line of work' }];
    case 'open':
      return oneSided
        ? [{ kind: 'title', weight: -2, words: 'Different titles' }]
        : [{ kind: 'title', weight: -0.5, words: 'Different titles' }];
    case 'apart':
      return [{ kind: 'title', weight: oneSided ? -2 : -1, words: 'Different titles' }];
    case 'differs':
      return [{ kind: 'title', weight: -2, words: 'Titles of different work' }];
  }
};

const PLACES: Readonly<Record<PlaceMatch, [number, string]>> = {
  city: [2, 'Same city'],
  largeCity: [1.3, 'Same large city'],
  region: [1, 'Same state or region'],
  country: [0.3, 'Same country'],
  otherCity: [-1.5, 'Different cities'],
  otherRegion: [-2, 'Different states or regions'],
  otherCountry: [-2.5, 'Different countries'],
};

export const placeEvidence = (a: Person, b: Person): Found[] => {
  const place = comparePlaces(a.place, b.place);
  return place ? [{ kind: 'place', weight: PLACES[place][0], words: PLACES[place][1] }] : [];
};
