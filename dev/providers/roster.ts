import { diceOf, hash32 } from './hash.ts';
import { bareDomain, domainLabel, titleCase, words } from './names.ts';
import { identify, type Person, personOf } from './person.ts';

/** People in the standing roster: some pages for every common filter, generated in a few milliseconds. */
const ROSTER_SIZE = 1_500;
/** A domain outside the roster is given up to this many people. */
const MAX_PER_DOMAIN = 30;

const FIRST_NAMES =
  'Amara Beatrix Callum Dmitri Elena Farid Greta Hiroshi Imani Jonas Katya Lionel Mirela Nadia Oskar Priya Quentin Rosalind Soren Tamsin Ulrich Verena Wendell Ximena Yusuf Zora'.split(
    ' ',
  );
const LAST_NAMES =
  'Abernathy Brandvold Castellane Dunmore Eriksen Fairweather Grunwald Halloran Iyengar Jankowski Kirchner Lovelock Marchetti Nakagawa Okonjo Pemberton Quillfeather Rasmussen Santangelo Thackeray Underhill Vasquez-Bell Whitcombe Yarborough Zielinski'.split(
    ' ',
  );
const COMPANY_STEMS =
  'Aldermere Brightloom Cinderpath Driftwood Everline Foxglove Granitework Highmarsh Inkwell Juniper'.split(' ');
const COMPANY_KINDS = 'Robotics Capital Health Logistics Energy Software'.split(' ');

/** What a people search can ask for; every given list must hold for a hit, any of its values is enough. */
export interface RosterFilter {
  titles?: string[] | undefined;
  seniorities?: string[] | undefined;
  locations?: string[] | undefined;
  domains?: string[] | undefined;
  companies?: string[] | undefined;
  names?: string[] | undefined;
  keywords?: string | undefined;
}

function madeUp(seed: string, company: { company?: string; domain?: string }): Person {
  const dice = diceOf(`roster|${seed}`);
  const identity = identify({
    firstName: dice.pick(FIRST_NAMES),
    lastName: dice.pick(LAST_NAMES),
    ...company,
  });
  if (identity === null) throw new Error('a made-up person has a name');
  return personOf(identity);
}

const distinct = (people: Person[]): Person[] => [...new Map(people.map((person) => [person.key, person])).values()];

let standing: Person[] | undefined;

/** The invented people that searches without a company draw from; the same on every machine. */
function roster(): Person[] {
  standing ??= distinct(
    Array.from({ length: ROSTER_SIZE }, (_, at) => {
      const dice = diceOf(`roster-company|${at}`);
      return madeUp(String(at), { company: `${dice.pick(COMPANY_STEMS)} ${dice.pick(COMPANY_KINDS)}` });
    }),
  );
  return standing;
}

/** People at a company that the roster does not know: always the same ones for the same name or domain. */
function staffOf(company: { company?: string; domain?: string }): Person[] {
  const label = company.domain === undefined ? words(company.company ?? '').join('') : domainLabel(company.domain);
  const count = 1 + (hash32(`staff|${label}`) % MAX_PER_DOMAIN);
  const named = company.company === undefined ? { ...company, company: titleCase(label) } : company;
  return distinct(Array.from({ length: count }, (_, at) => madeUp(`${label}|${at}`, named)));
}

const anyOf = (values: string[] | undefined, test: (value: string) => boolean): boolean =>
  values === undefined || values.length === 0 || values.some(test);
const holds = (text: string, part: string): boolean => {
  const have = ` ${words(text).join(' ')} `;
  return words(part).every((word) => have.includes(` ${word}`));
};

/** Everyone who fits, in a fixed order. */
export function searchRoster(filter: RosterFilter): Person[] {
  const everyone = roster();
  const known = (test: (person: Person) => boolean): boolean => everyone.some(test);
  const extra = [
    ...(filter.domains ?? [])
      .map(bareDomain)
      .filter((domain) => !known((person) => person.company.domain === domain))
      .flatMap((domain) => staffOf({ domain })),
    ...(filter.companies ?? [])
      .filter((company) => !known((person) => holds(person.company.name, company)))
      .flatMap((company) => staffOf({ company })),
  ];
  return [...everyone, ...extra].filter((person) => {
    const where = `${person.place.city} ${person.place.state} ${person.place.country}`;
    const all = `${person.name} ${person.title} ${person.company.name} ${person.company.industry} ${where}`;
    return (
      anyOf(filter.titles, (title) => holds(person.title, title)) &&
      anyOf(filter.seniorities, (rank) => person.seniority === rank) &&
      anyOf(filter.locations, (location) => holds(where, location)) &&
      anyOf(filter.domains?.map(bareDomain), (domain) => person.company.domain === domain) &&
      anyOf(filter.companies, (company) => holds(person.company.name, company)) &&
      anyOf(filter.names, (name) => holds(person.name, name)) &&
      (filter.keywords === undefined || holds(all, filter.keywords))
    );
  });
}
