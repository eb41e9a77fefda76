import type { Facet, SearchQuery } from '../../../../src/features/prospects/contract.ts';
import { many, one, type RawSearch, stringifySearch } from '../../lib/search-params.ts';
import { SORT_LABELS, type Sort, seniorityLabel } from './labels.ts';

/** Values of one filter at most, and the length of one, as the API takes them. */
const VALUES_MAX = 20;
const TEXT_MAX = 200;
/** UUID as the API makes them: another `list` would only be refused. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Filters that take several values, in the order of their chips. */
export const MULTI = [
  'company',
  'title',
  'location',
  'industry',
  'seniority',
  'country',
  'tag',
] as const satisfies ReadonlyArray<keyof SearchQuery>;
export type Multi = (typeof MULTI)[number];

/** Facets in the order of the panel. */
export const FACET_ORDER = ['company', 'industry', 'seniority', 'country', 'tag'] as const satisfies readonly Facet[];

export const FILTER_LABELS: Record<Multi, string> = {
  company: 'Company',
  title: 'Title',
  location: 'Location',
  industry: 'Industry',
  seniority: 'Seniority',
  country: 'Country',
  tag: 'Tag',
};

/** What is searched, exactly as the address bar and the API name it. The default sort is left out. */
export type Filters = { [K in Multi]?: string[] } & { q?: string; list?: string; sort?: Exclude<Sort, 'newest'> };

/** The filters of an address; what the API would refuse is dropped rather than answered with an error. */
export function readFilters(search: RawSearch | Record<string, unknown>): Filters {
  const filters: Filters = {};
  const q = one(search.q)?.slice(0, TEXT_MAX);
  if (q !== undefined) filters.q = q;
  for (const name of MULTI) {
    const values = many(search[name], VALUES_MAX)?.filter((value) => value.length <= TEXT_MAX);
    if (values !== undefined && values.length > 0) filters[name] = values;
  }
  const list = one(search.list);
  if (list !== undefined && ID.test(list)) filters.list = list;
  const sort = one(search.sort);
  if (sort !== undefined && sort !== 'newest' && Object.hasOwn(SORT_LABELS, sort)) {
    filters.sort = sort as Exclude<Sort, 'newest'>;
  }
  return filters;
}

/** The query of an API call. */
export const apiQuery = (filters: Filters, page: { cursor?: string | null; limit?: number } = {}): string =>
  stringifySearch({ ...filters, limit: page.limit, cursor: page.cursor });

/** `company` matches a part of the text unless quoted; a value picked from a facet means the whole text. */
export const facetFilter = (facet: Facet, value: string): string => (facet === 'company' ? `"${value}"` : value);

const isQuoted = (value: string): boolean => value.length > 2 && value.startsWith('"') && value.endsWith('"');
const unquoted = (value: string): string => (isQuoted(value) ? value.slice(1, -1) : value);

/** The values of a facet that are filtered by, as the facet lists them. */
export const selectedValues = (filters: Filters, facet: Facet): string[] =>
  (filters[facet] ?? []).filter((value) => facet !== 'company' || isQuoted(value)).map(unquoted);

export function withoutValue(filters: Filters, name: Multi, value: string): Filters {
  const { [name]: before, ...rest } = filters;
  const left = before?.filter((other) => other !== value) ?? [];
  return left.length === 0 ? rest : { ...rest, [name]: left };
}

export function withValue(filters: Filters, name: Multi, value: string): Filters {
  const before = filters[name] ?? [];
  const trimmed = value.trim().slice(0, TEXT_MAX);
  if (trimmed === '' || before.includes(trimmed) || before.length >= VALUES_MAX) return filters;
  return { ...filters, [name]: [...before, trimmed] };
}

export const toggleValue = (filters: Filters, name: Multi, value: string): Filters =>
  filters[name]?.includes(value) ? withoutValue(filters, name, value) : withValue(filters, name, value);

/** Nothing but the sort and the text: what "Clear filters" leaves. */
export const clearedFilters = ({ q, sort }: Filters): Filters => ({
  ...(q === undefined ? {} : { q }),
  ...(sort === undefined ? {} : { sort }),
});

export interface Chip {
  key: string;
  label: string;
  relation: 'is' | 'contains';
  value: string;
  without: Filters;
}

/** One chip for each value that is filtered by. */
export function chipsOf(filters: Filters): Chip[] {
  const chips: Chip[] = [];
  for (const name of MULTI) {
    for (const value of filters[name] ?? []) {
      const part = (name === 'company' || name === 'title' || name === 'location') && !isQuoted(value);
      chips.push({
        key: `${name}:${value}`,
        label: FILTER_LABELS[name],
        relation: part ? 'contains' : 'is',
        value: name === 'seniority' ? seniorityLabel(value) : unquoted(value),
        without: withoutValue(filters, name, value),
      });
    }
  }
  if (filters.list !== undefined) {
    const { list: _list, ...without } = filters;
    chips.push({ key: 'list', label: 'List', relation: 'is', value: filters.list.slice(0, 8), without });
  }
  return chips;
}

/** Whether anything narrows the list: then an empty answer means "no match", not "nobody yet". */
export const isNarrowed = (filters: Filters): boolean => filters.q !== undefined || chipsOf(filters).length > 0;
