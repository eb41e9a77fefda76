import type { Facet, ProspectFilters, SearchQuery } from '../../../../src/features/prospects/contract.ts';
import type { View } from '../../../../src/features/views/contract.ts';
import { customOfColumn, isCustomColumn, SHOWN_FIELDS_MAX } from '../../../../src/lib/custom-column.ts';
import { CUSTOM_FILTER_CHARS, type CustomOp, readCustomFilter } from '../../../../src/lib/custom-filter.ts';
import { many, one, type RawSearch, stringifySearch } from '../../lib/search-params.ts';
import {
  COLUMN_LABELS,
  ENRICHMENT_LABELS,
  REACH_LABELS,
  SORT_LABELS,
  type Sort,
  valueLabel,
  WEALTH_LABELS,
} from './labels.ts';

/** Values of one filter at most, and the length of one, as the API takes them. */
const VALUES_MAX = 20;
const TEXT_MAX = 200;
const IDS_MAX = 100;
/** UUID as the API makes them: another `list` would only be refused. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOLLARS = /^-?\d{1,15}$/;

/** Filters that take several values, in the order of their chips. */
export const MULTI = [
  'company',
  'title',
  'location',
  'industry',
  'seniority',
  'country',
  'tag',
  'wealth',
  'owner',
  'has',
  'lacks',
  'enrichment',
  'companyDomain',
  'custom',
] as const satisfies ReadonlyArray<keyof SearchQuery>;
export type Multi = (typeof MULTI)[number];

/** Of filters that take words of a closed set, those words: others the API would refuse. */
const WORDS: Partial<Record<Multi, Record<string, string>>> = {
  wealth: WEALTH_LABELS,
  has: REACH_LABELS,
  lacks: REACH_LABELS,
  enrichment: ENRICHMENT_LABELS,
};

/** Days, each as `2026-01-31`. */
export const DAYS = ['createdFrom', 'createdTo', 'updatedFrom', 'updatedTo', 'enrichedFrom', 'enrichedTo'] as const;
export const AMOUNTS = ['netWorthMin', 'netWorthMax'] as const;
export const IDS = ['list', 'import'] as const;
export const COUNTS = ['fits'] as const;
export type Single = (typeof DAYS)[number] | (typeof AMOUNTS)[number] | (typeof IDS)[number] | (typeof COUNTS)[number];

/** Facets in the order of the panel. */
export const FACET_ORDER = [
  'company',
  'industry',
  'seniority',
  'country',
  'wealth',
  'tag',
  'owner',
] as const satisfies readonly Facet[];

export const FILTER_LABELS: Record<Multi, string> = {
  company: 'Company',
  title: 'Title',
  location: 'Location',
  industry: 'Industry',
  seniority: 'Seniority',
  country: 'Country',
  tag: 'Tag',
  wealth: 'Net worth',
  owner: 'Owner',
  has: 'Has',
  lacks: 'Lacks',
  enrichment: 'Enrichment',
  companyDomain: 'Company domain',
  custom: 'Field',
};

const SINGLE_LABELS: Record<Single, [label: string, relation: Chip['relation']]> = {
  netWorthMin: ['Net worth', 'from'],
  netWorthMax: ['Net worth', 'up to'],
  createdFrom: ['Added', 'from'],
  createdTo: ['Added', 'up to'],
  updatedFrom: ['Updated', 'from'],
  updatedTo: ['Updated', 'up to'],
  enrichedFrom: ['Enriched', 'from'],
  enrichedTo: ['Enriched', 'up to'],
  fits: ['Fits', 'at least'],
  list: ['List', 'is'],
  import: ['Import', 'is'],
};

export type ViewColumn = View['columns'][number];
/** In the place of a view: everybody, though the list would begin with another one. */
export const ALL_VIEW = 'all';

/**
 * What is searched, exactly as the address bar and the API name it. The default sort and the usual columns are left out.
 * `view` (an id, or `all`) and `columns` say how the list is looked at, and are nothing that the API searches by.
 */
export type Filters = { [K in Multi]?: string[] } & { [K in Single]?: string } & {
  q?: string;
  ids?: string[];
  sort?: Exclude<Sort, 'newest'>;
  view?: string;
  columns?: ViewColumn[];
};

/** Whether a text is a day of the calendar. */
export const isDay = (text: string): boolean => {
  const at = /^[1-9]\d{3}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

const charsMax = (name: Multi): number => (name === 'custom' ? CUSTOM_FILTER_CHARS : TEXT_MAX);
const isGood = (name: Multi, value: string): boolean => {
  if (name === 'custom') return readCustomFilter(value) !== undefined;
  const words = WORDS[name];
  return words === undefined ? value.length <= TEXT_MAX : Object.hasOwn(words, value);
};

const readSingle = (search: RawSearch | Record<string, unknown>, filters: Filters): void => {
  const read = (names: readonly Single[], good: (text: string) => boolean) => {
    for (const name of names) {
      const raw = search[name];
      const value = typeof raw === 'number' ? String(raw) : one(raw);
      if (value !== undefined && good(value)) filters[name] = value;
    }
  };
  read(DAYS, isDay);
  read(AMOUNTS, (text) => DOLLARS.test(text));
  read(IDS, (text) => ID.test(text));
  read(COUNTS, (text) => /^[1-6]$/.test(text));
};

const COLUMNS_MAX = Object.keys(COLUMN_LABELS).length + SHOWN_FIELDS_MAX;

function readColumns(said: unknown): ViewColumn[] {
  const own = new Set<string>();
  return (many(said, COLUMNS_MAX) ?? []).filter((name): name is ViewColumn => {
    if (Object.hasOwn(COLUMN_LABELS, name)) return true;
    if (!isCustomColumn(name) || own.size === SHOWN_FIELDS_MAX) return false;
    own.add(name);
    return true;
  });
}

/** The filters of an address; what the API would refuse is dropped rather than answered with an error. */
export function readFilters(search: RawSearch | Record<string, unknown>): Filters {
  const filters: Filters = {};
  const q = one(search.q)?.slice(0, TEXT_MAX);
  if (q !== undefined) filters.q = q;
  for (const name of MULTI) {
    const values = many(search[name], VALUES_MAX)?.filter((value) => isGood(name, value));
    if (values !== undefined && values.length > 0) filters[name] = values;
  }
  readSingle(search, filters);
  const ids = many(search.ids, IDS_MAX)?.filter((id) => ID.test(id));
  if (ids !== undefined && ids.length > 0) filters.ids = ids;
  const sort = one(search.sort);
  if (sort !== undefined && sort !== 'newest' && Object.hasOwn(SORT_LABELS, sort)) {
    filters.sort = sort as Exclude<Sort, 'newest'>;
  }
  const view = one(search.view);
  if (view !== undefined && (view === ALL_VIEW || ID.test(view))) filters.view = view;
  const columns = readColumns(search.columns);
  if (columns.length > 0) filters.columns = columns;
  return filters;
}

/** What is searched, without the way it is looked at: equal searches are one, whatever view they come from. */
export const sought = ({ view: _, columns: __, ...filters }: Filters): Filters => filters;

/** The keys of the workspace's own fields among the columns: whatever order they stand in, the same ones are one answer. */
export const fieldsOf = ({ columns = [] }: Filters): string[] =>
  columns.flatMap((one) => customOfColumn(one) ?? []).sort();

/** The query of an API call: of a page, which comes with its counts unless told. */
export const apiQuery = (
  filters: Filters,
  { limit, cursor, counts }: { cursor?: string | null; limit?: number; counts?: false } = {},
): string => stringifySearch({ ...sought(filters), fields: fieldsOf(filters), limit, cursor, counts });

/** What is counted: the same in whichever order it is listed. */
export const counted = (filters: Filters): Omit<Filters, 'sort'> => {
  const { sort: _, ...rest } = sought(filters);
  return rest;
};

/** The filters alone, as a body names them; the API reads figures as they stand in an address. */
export const bodyFilters = (filters: Filters): ProspectFilters => {
  const { sort: _, ...rest } = sought(filters);
  return rest as ProspectFilters;
};

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
  const trimmed = value.trim().slice(0, charsMax(name));
  if (trimmed === '' || before.includes(trimmed) || before.length >= VALUES_MAX) return filters;
  return { ...filters, [name]: [...before, trimmed] };
}

export const toggleValue = (filters: Filters, name: Multi, value: string): Filters =>
  filters[name]?.includes(value) ? withoutValue(filters, name, value) : withValue(filters, name, value);

/** With another value of a filter that has one; without it where the value is none. */
export function withSingle(filters: Filters, name: Single, value: string): Filters {
  const { [name]: _, ...rest } = filters;
  return value === '' ? rest : readFilters({ ...rest, [name]: value });
}

/** Nothing but the text and the way it is looked at: what "Clear filters" leaves. */
export const clearedFilters = ({ q, sort, view, columns }: Filters): Filters => ({
  ...(q === undefined ? {} : { q }),
  ...(sort === undefined ? {} : { sort }),
  ...(view === undefined ? {} : { view }),
  ...(columns === undefined ? {} : { columns }),
});

export interface Chip {
  key: string;
  label: string;
  /** Empty where the label says it: `Has E-mail`. */
  relation: '' | 'is' | 'contains' | 'from' | 'up to' | 'at least';
  value: string;
  without: Filters;
}

/** Words for values that are ids, as far as they are known: owners, lists. */
export type Names = ReadonlyMap<string, string>;
const NO_NAMES: Names = new Map();

const CUSTOM_WORDS: Record<CustomOp, [relation: Chip['relation'], value: string | null]> = {
  is: ['is', null],
  contains: ['contains', null],
  min: ['from', null],
  max: ['up to', null],
  from: ['from', null],
  to: ['up to', null],
  yes: ['is', 'Yes'],
  no: ['is', 'No'],
  known: ['is', 'known'],
  unknown: ['is', 'not known'],
};
/** Where the name of a field of the workspace stands among the names. */
export const customName = (key: string): string => `custom:${key}`;
function customChip(text: string, names: Names): Pick<Chip, 'label' | 'relation' | 'value'> | undefined {
  const filter = readCustomFilter(text);
  if (filter === undefined) return undefined;
  const [relation, word] = CUSTOM_WORDS[filter.op];
  return { label: names.get(customName(filter.key)) ?? filter.key, relation, value: word ?? filter.value };
}

/** Filters that a persona asks for: of them some may be enough. */
const WISHES = ['q', 'title', 'seniority', 'industry', 'location', 'wealth'] as const;
export const wishesOf = (filters: Filters): number => WISHES.filter((name) => filters[name] !== undefined).length;

const singleValue = (name: Single, value: string, names: Names, filters: Filters): string => {
  if (name === 'fits') return `${value} of ${wishesOf(filters)}`;
  if (name === 'netWorthMin' || name === 'netWorthMax') return `$${Number(value).toLocaleString('en-US')}`;
  return name === 'list' || name === 'import' ? (names.get(value) ?? value.slice(0, 8)) : value;
};

/** One chip for each value that is filtered by. */
export function chipsOf(filters: Filters, names: Names = NO_NAMES): Chip[] {
  const chips: Chip[] = [];
  for (const name of MULTI) {
    for (const value of filters[name] ?? []) {
      if (name === 'custom') {
        const chip = customChip(value, names);
        if (chip) chips.push({ key: `custom:${value}`, ...chip, without: withoutValue(filters, name, value) });
        continue;
      }
      const part = (name === 'company' || name === 'title' || name === 'location') && !isQuoted(value);
      chips.push({
        key: `${name}:${value}`,
        label: FILTER_LABELS[name],
        relation: part ? 'contains' : name === 'has' || name === 'lacks' ? '' : 'is',
        value: names.get(value) ?? valueLabel(name, unquoted(value)),
        without: withoutValue(filters, name, value),
      });
    }
  }
  for (const name of [...COUNTS, ...AMOUNTS, ...DAYS, ...IDS]) {
    const value = filters[name];
    if (value === undefined) continue;
    const [label, relation] = SINGLE_LABELS[name];
    chips.push({
      key: name,
      label,
      relation,
      value: singleValue(name, value, names, filters),
      without: withSingle(filters, name, ''),
    });
  }
  if (filters.ids !== undefined) {
    const { ids, ...without } = filters;
    const value = ids.length === 1 ? 'one chosen' : `${ids.length} chosen`;
    chips.push({ key: 'ids', label: 'People', relation: 'is', value, without });
  }
  return chips;
}

/** Whether anything narrows the list: then an empty answer means "no match", not "nobody yet". */
export const isNarrowed = (filters: Filters): boolean => filters.q !== undefined || chipsOf(filters).length > 0;
