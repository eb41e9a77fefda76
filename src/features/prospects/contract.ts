import * as z from 'zod';
import { CUSTOM_KEY_CHARS, SHOWN_FIELDS_MAX } from '../../lib/custom-column.ts';
import { CUSTOM_FILTER_CHARS, readCustomFilter } from '../../lib/custom-filter.ts';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';

/** The fields of a prospect that an import maps to, a source fills and an export writes, in the order people read. */
export const PROSPECT_FIELDS = [
  'name',
  'firstName',
  'lastName',
  'email',
  'phone',
  'linkedinUrl',
  'title',
  'seniority',
  'department',
  'company',
  'companyDomain',
  'industry',
  'city',
  'region',
  'country',
  'location',
  'netWorth',
  'tags',
  'notes',
] as const;
export type ProspectField = (typeof PROSPECT_FIELDS)[number];

export const SENIORITIES = [
  'owner',
  'founder',
  'c_suite',
  'partner',
  'vp',
  'head',
  'director',
  'manager',
  'senior',
  'entry',
  'intern',
] as const;

/** The five sources that enrich a prospect. */
export const SOURCES = ['apollo', 'exa', 'contactout', 'edgar', 'claude'] as const;
export type Source = (typeof SOURCES)[number];

/** Where a field value may come from: a source, a file, or a person's own hand. */
export const VALUE_SOURCES = [...SOURCES, 'import', 'member'] as const;

/** One person. Text is as it was given; null where nothing is known. `netWorth` is in whole US dollars. */
export const prospect = z.object({
  id,
  name: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  linkedinUrl: z.string().nullable(),
  title: z.string().nullable(),
  seniority: z.string().nullable(),
  department: z.string().nullable(),
  company: z.string().nullable(),
  companyDomain: z.string().nullable(),
  industry: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  location: z.string().nullable().describe('As given, or put together from city, region and country'),
  netWorth: z.int().nullable(),
  tags: z.array(z.string()),
  notes: z.string().nullable(),
  custom: z.record(z.string(), z.string()).describe('Columns of an import that have no field of their own'),
  createdAt: instant,
  updatedAt: instant,
  enrichedAt: instant.nullable(),
});
export type Prospect = z.infer<typeof prospect>;

/** One row of a search answer: the prospect without its long parts. */
export const prospectRow = prospect.omit({ notes: true, custom: true });
export type ProspectRow = z.infer<typeof prospectRow>;

/**
 * The orders of a list: newest, name A to Z, changed last, highest net worth, company A to Z, enriched last, and by how many of
 * the filters that a persona asks for are met (`fits`). Who has no net worth, no company or was never enriched comes last.
 */
export const SORTS = ['newest', 'name', 'updated', 'netWorth', 'company', 'enriched', 'fit'] as const;
export const FACETS = ['company', 'industry', 'seniority', 'country', 'tag', 'wealth', 'owner'] as const;
export type Facet = (typeof FACETS)[number];

/** Bands of net worth in US dollars, each by its lower end and up to the next: from nothing, a hundred thousand, a million … */
export const WEALTH_BANDS = ['0', '100k', '1m', '5m', '30m', '100m', '1b'] as const;
/** What there is of somebody, to be had or not. */
export const REACHES = ['email', 'phone', 'linkedin'] as const;
/** `fresh` and `stale` part at seven days; `failed` is whose last run failed, `running` who is in one now. */
export const ENRICHMENT_STATES = ['never', 'fresh', 'stale', 'running', 'failed'] as const;
/** The filter `owner` for those whom nobody looks after. */
export const NOBODY = 'nobody';

const several = <T extends z.ZodType>(item: T, max: number) =>
  z.union([item, z.array(item).min(1).max(max)]).transform((v) => (Array.isArray(v) ? v : [v]) as z.output<T>[]);

const filterValues = several(z.string().trim().min(1).max(200), 20);

/** Ids in one address at most: it stays below what browsers and proxies carry. */
const FILTER_IDS_MAX = 100;

/** A whole number of US dollars, as a number or as it stands in an address. */
const dollars = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);
/** A day of the calendar that the database has, too: UTC, from its beginning or to its end. */
const day = z.iso.date().regex(/^(?!0000)/);

/** Filters by fields of the workspace's own at most: as many as of any other one. */
const CUSTOM_FILTERS_MAX = 20;

const customFilter = z
  .string()
  .max(CUSTOM_FILTER_CHARS)
  .refine((text) => readCustomFilter(text) !== undefined, 'A filter by a field of your own is op:key:value.');

/** As many filters as there are of what personas ask for. */
const FITS_MAX = 6;
const fitsLeast = z.union([
  z.int().min(1).max(FITS_MAX),
  z
    .string()
    .regex(/^[1-6]$/)
    .transform(Number),
]);

/**
 * The filters of search and export. A filter given several times means any of its values; different filters mean all
 * of them. `company`, `title` and `location` match a part of the text, without regard to case; a value in double
 * quotes (`"Acme"`) matches the whole text. `industry`, `seniority`, `country` and `tag` match the whole value. `owner` is
 * the id of a member's user, or `nobody`. Of `has` and `lacks` every value must hold.
 */
export const prospectFilters = {
  q: z.string().trim().max(200).optional().describe('Words found in name, company, title, place, e-mail or notes'),
  company: filterValues.optional(),
  title: filterValues.optional(),
  location: filterValues.optional(),
  industry: filterValues.optional(),
  seniority: filterValues.optional(),
  country: filterValues.optional(),
  tag: filterValues.optional(),
  wealth: several(z.enum(WEALTH_BANDS), WEALTH_BANDS.length)
    .optional()
    .describe('Bands of net worth in US dollars, each from its lower end up to the next'),
  netWorthMin: dollars.optional().describe('Whole US dollars, counted in'),
  netWorthMax: dollars.optional().describe('Whole US dollars, counted in'),
  owner: filterValues.optional().describe('User ids of members, or “nobody”'),
  has: several(z.enum(REACHES), REACHES.length).optional().describe('All of these are known'),
  lacks: several(z.enum(REACHES), REACHES.length).optional().describe('None of these is known'),
  enrichment: several(z.enum(ENRICHMENT_STATES), ENRICHMENT_STATES.length).optional(),
  createdFrom: day.optional().describe('First day, UTC'),
  createdTo: day.optional().describe('Last day, UTC, counted in'),
  updatedFrom: day.optional(),
  updatedTo: day.optional(),
  enrichedFrom: day.optional(),
  enrichedTo: day.optional(),
  custom: several(customFilter, CUSTOM_FILTERS_MAX)
    .optional()
    .describe(
      'By fields of the workspace’s own, each `op:key:value`, as `is:Club:Cowes` or `min:Boats:2`: is, contains, min, max, from, to; without a value yes, no, known, unknown',
    ),
  companyDomain: filterValues.optional().describe('The whole domain'),
  fits: fitsLeast
    .optional()
    .describe('At least so many of q, title, industry, location, wealth and seniority are met; without it all of them'),
  list: id.optional().describe('Who is on this list'),
  import: id.optional().describe('Whom this import brought first'),
  ids: several(id, FILTER_IDS_MAX).optional().describe('These people'),
};
const filtersObject = z.strictObject(prospectFilters);
export type ProspectFilters = z.output<typeof filtersObject>;

/** People by name at most; more of them are a filter. */
const SELECTED_IDS_MAX = 10_000;

/** Many people: either their ids or a filter of the search, which may name a list. */
export const selectionOf = {
  ids: z.array(id).min(1).max(SELECTED_IDS_MAX).optional(),
  filter: filtersObject.optional(),
};
export type Selection = z.output<z.ZodObject<typeof selectionOf>>;

/** To refine a body with a selection by. */
export const isOneSelection = ({ ids, filter }: Selection): boolean => (ids === undefined) !== (filter === undefined);
export const ONE_SELECTION = { path: ['ids'], message: 'Give either ids or a filter.' };

/** `GET /api/v1/prospects` */
export const searchQuery = z.strictObject({
  ...prospectFilters,
  sort: z.enum(SORTS).default('newest'),
  fields: several(z.string().min(1).max(CUSTOM_KEY_CHARS), SHOWN_FIELDS_MAX)
    .optional()
    .describe('Keys of fields of the workspace’s own, whose values each person is to come with'),
  counts: z
    .stringbool()
    .default(true)
    .describe('`false`: the rows alone, which come sooner; how many there are is asked by itself'),
  ...pageQuery,
});
export type SearchQuery = z.infer<typeof searchQuery>;

export const facetValue = z.object({
  value: z.string(),
  count: z.int(),
  label: z.string().optional().describe('In words, where that is not the value itself: the name of an owner'),
});

/** What is known of how many: each facet, and the ways to reach somebody. */
export const KNOWN = [...FACETS, ...REACHES] as const;

/**
 * One person found. `fits` is there where `fits` was asked for, `custom` where `fields` were: by key what is known, in its field's
 * one spelling or, where it is no value of that field, as it was given. An archived field, or one that is not there, has no values.
 */
const foundRow = prospectRow.extend({
  custom: z.record(z.string(), z.string()).optional().describe('Values of the fields that were asked for'),
  fits: z.int().optional().describe('How many of the filters that a persona asks for are met'),
});
export type FoundRow = z.infer<typeof foundRow>;

/** `GET /api/v1/prospects/counts`: of those whom the filters match, in whichever order they are listed. */
export const countsQuery = filtersObject;

/**
 * `total.value` is exact up to 10 000, in a workspace of more than 100 000 people up to some 5 000, and for filters that are counted
 * beforehand; else (`exact: false`) it is about that many, rounded to two digits. Facets count what the filters match, each without its own filter, so that its other values
 * can still be chosen; where `facetsExact` is false the counts are estimated from some of the matches, and rounded. `coverage`
 * says of which share of the matches, 0 to 1, a facet or a way to reach them is known at all. `similar` is there where the words
 * found few or nobody: people whose names, companies or titles are spelt alike, not counted in `total`, and what may have been
 * meant.
 */
export const countsAnswer = z.object({
  total: z.object({ value: z.int(), exact: z.boolean() }),
  facets: z.record(z.enum(FACETS), z.array(facetValue)),
  facetsExact: z.boolean(),
  coverage: z.partialRecord(z.enum(KNOWN), z.number().min(0).max(1)),
  similar: z.object({ didYouMean: z.string().nullable(), items: z.array(prospectRow) }).nullable(),
});
export type SearchCounts = z.infer<typeof countsAnswer>;

/**
 * The first page with its counts. On later pages the total is that of the first, and facets and coverage are left empty, as
 * they do not change. Of rows asked for without counts the total is null, on their later pages too.
 */
export const searchAnswer = pageOf(foundRow).extend({
  prevCursor: z.string().nullable().describe('The page before this one; null on the first'),
  ...countsAnswer.shape,
  total: countsAnswer.shape.total.nullable().describe('Null where counts were not asked for'),
});
export type SearchPage = z.infer<typeof searchAnswer>;
/** Of a search that counts. */
export type SearchAnswer = SearchPage & Pick<SearchCounts, 'total'>;

/** `GET /api/v1/prospects/facets/{facet}`: values of the whole workspace that hold a text, the most frequent first. */
export const facetParams = z.strictObject({
  facet: z.enum(['company', 'industry', 'seniority', 'country', 'tag', 'owner']),
});
export const facetQuery = z.strictObject({
  text: z.string().trim().max(100).default(''),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const facetAnswer = z.object({ items: z.array(facetValue) });
export type FacetAnswer = z.infer<typeof facetAnswer>;
