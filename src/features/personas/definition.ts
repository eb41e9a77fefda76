import { keysOf } from '../../lib/keys.ts';
import { prospectFilters } from '../prospects/contract.ts';
import type { Filters } from '../prospects/filters.ts';
import type { PersonaDefinition, PersonaPart } from './contract.ts';

const known = (name: string): keyof Filters | undefined =>
  Object.hasOwn(prospectFilters, name) ? (name as keyof Filters) : undefined;

/** The filter of the search that asks for a part; none for what the search does not know. */
const FILTER_OF: Readonly<Record<PersonaPart, keyof Filters | undefined>> = {
  titles: 'title',
  seniorities: 'seniority',
  industries: 'industry',
  companySizes: undefined,
  places: 'location',
  wealth: known('wealth'),
  keywords: 'q',
};

/** The parts of a persona, in the order in which they are shown. */
export const PARTS = keysOf(FILTER_OF);

/** Each part that asks for something, as a filter of its own. */
export const partsOf = (definition: PersonaDefinition): { part: PersonaPart; filter: Filters }[] =>
  PARTS.flatMap((part) => {
    const key = FILTER_OF[part];
    const values = definition[part];
    if (key === undefined || values.length === 0) return [];
    return [{ part, filter: { [key]: part === 'keywords' ? values.join(' ') : [...values] } as Filters }];
  });

/** The whole persona as a search: every part applies. */
export const filtersOf = (definition: PersonaDefinition): Filters =>
  Object.assign({}, ...partsOf(definition).map(({ filter }) => filter));

/** The parts that ask for something the search cannot answer. */
export const unaskedOf = (definition: PersonaDefinition): PersonaPart[] =>
  PARTS.filter((part) => definition[part].length > 0 && FILTER_OF[part] === undefined);
