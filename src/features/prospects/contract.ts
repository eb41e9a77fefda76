import * as z from 'zod';
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
 * The orders of a list: newest, name A to Z, changed last, highest net worth, company A to Z, enriched last. Who has no net
 * worth, no company or was never enriched comes last.
 */
export const SORTS = ['newest', 'name', 'updated', 'netWorth', 'company', 'enriched'] as const;
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
 * `total.value` is exact up to 10 000, and for filters that are counted beforehand; else (`exact: false`) it is about that
 * many, rounded to two digits. Facets count what the filters match, each without its own filter, so that its other values
 * can still be chosen; where `facetsExact` is false the counts are estimated from some of the matches, and rounded. `coverage`
 * says of which share of the matches, 0 to 1, a facet or a way to reach them is known at all. On later pages facets and
 * coverage are left empty, as they do not change. `similar` is there on a first page whose words found few or nobody: people
 * whose names, companies or titles are spelt alike, not counted in `total`, and what may have been meant.
 */
export const searchAnswer = pageOf(prospectRow).extend({
  prevCursor: z.string().nullable().describe('The page before this one; null on the first'),
  total: z.object({ value: z.int(), exact: z.boolean() }),
  facets: z.record(z.enum(FACETS), z.array(facetValue)),
  facetsExact: z.boolean(),
  coverage: z.partialRecord(z.enum(KNOWN), z.number().min(0).max(1)),
  similar: z.object({ didYouMean: z.string().nullable(), items: z.array(prospectRow) }).nullable(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

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

/**
 * Why a value counts or does not. Chosen ones: `member` (a member chose or typed it), `own` (the tenant's own file),
 * `preferred` (the workspace's order of sources), `checked` (the source has verified it), `best` (newest confident
 * source). The others: `agrees` (says the same as the chosen one), `outranked`, `unlikely` (less likely than not),
 * `elsewhere` (of a job or a place that is not this person's), `barred` (the workspace never takes this source for the
 * field), `unproven` (its record is not proven to be this person), `rejected` (its record was reported as wrong).
 */
export const STANDINGS = [
  'member',
  'own',
  'preferred',
  'checked',
  'best',
  'agrees',
  'outranked',
  'unlikely',
  'elsewhere',
  'barred',
  'unproven',
  'rejected',
] as const;

/**
 * One value of one field from one source. `chosen` marks the value that the profile shows; `conflict` one that says
 * something else than the chosen one, though nothing speaks against its source.
 */
export const fieldValue = z.object({
  field: z.string(),
  value: z.string(),
  raw: z.string().nullable().describe('As the source wrote it; null where that is the value itself'),
  source: z.enum(VALUE_SOURCES),
  sourceUrl: z.string().nullable().describe('The page or filing it stands on'),
  accession: z.string().nullable().describe('Accession number of the SEC filing, 0001234567-26-000123'),
  evidenceId: z.string().nullable(),
  fetchedAt: instant,
  expiresAt: instant.nullable().describe('From when it counts as old; null for what is the tenant’s own'),
  confidence: z.number().min(0).max(1),
  verified: z.boolean().describe('The source says that it has checked it'),
  cost: z.number().describe('Its share of the credits that the call took'),
  licence: z.string().nullable().describe('Under what terms it may be used; null for what is the tenant’s own'),
  matchId: z.string().nullable().describe('The record of the source that it stands in: see `matches`'),
  mergedFrom: id
    .nullable()
    .describe('Of merged records: whose own it was, where another’s is shown instead; null for any other value'),
  setBy: z.string().nullable().describe('The member who chose or typed it; null where nobody did, or it is not known'),
  chosen: z.boolean(),
  conflict: z.boolean(),
  standing: z.enum(STANDINGS),
});
export type FieldValue = z.infer<typeof fieldValue>;

/**
 * How a source stands. `waiting`: it will be asked again at `nextTryAt`, by itself; `cancelled`: somebody stopped the run
 * before it was asked. The last five are ends.
 */
export const SOURCE_STATUSES = [
  'queued',
  'running',
  'waiting',
  'found',
  'empty',
  'failed',
  'skipped',
  'cancelled',
] as const;

/**
 * Why a source waits or ended as it did. Waiting: `in_progress` (another run asks the same). Waiting or failed: `rate_limited` (the provider's or the workspace's limit),
 * `provider_down` (it failed so often that it is left alone), `overloaded`, `timeout`, `network`, `unreadable`,
 * `provider_error`, `key_refused`, `out_of_credits` (the account with the provider), `interrupted` (nobody knows whether
 * it was billed), `refused` (the question), `internal`. Empty: `nothing_found`. Skipped: `no_key`, `too_little_known`,
 * `cap` (a budget), `switched_off`, `not_needed` (an earlier source gave a validated value), `gone`, `training`.
 */
export const SOURCE_CODES = [
  'in_progress',
  'rate_limited',
  'provider_down',
  'overloaded',
  'timeout',
  'network',
  'unreadable',
  'provider_error',
  'key_refused',
  'out_of_credits',
  'interrupted',
  'refused',
  'internal',
  'nothing_found',
  'no_key',
  'too_little_known',
  'cap',
  'switched_off',
  'not_needed',
  'gone',
  'training',
  'cancelled',
] as const;
export type SourceCode = (typeof SOURCE_CODES)[number];

/** How one source fared in the latest run. `cost` is in credits. */
export const sourceStatus = z.object({
  source: z.enum(SOURCES),
  status: z.enum(SOURCE_STATUSES),
  reason: z.string().nullable().describe('Why it waits, is empty, failed or skipped, and what to do'),
  code: z.enum(SOURCE_CODES).nullable().describe('The same for machines; null where it found something'),
  retryable: z.boolean().describe('Asking again may help without anything being changed first'),
  nextTryAt: instant
    .nullable()
    .describe('Not before then: when a waiting one goes on, or a failed one may be asked again'),
  cached: z.boolean().describe('Answered from what is stored: nothing was asked and nothing paid'),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  cost: z.number(),
  found: z.int().describe('How many field values it brought'),
});
export type SourceStatus = z.infer<typeof sourceStatus>;

export const RUN_STATUSES = ['never', 'queued', 'running', 'done', 'partial', 'failed', 'cancelled'] as const;

export const FIELD_STATUSES = ['asking', 'found', 'not_found', 'failed', 'skipped'] as const;

/**
 * How one field fared in the latest run, of those that its sources can fill: `asking` while one that can is not at its end,
 * `found` with the sources that brought it, `failed` where one that can failed and none brought it, `skipped` where none was
 * asked.
 */
export const fieldStatus = z.object({
  field: z.string(),
  status: z.enum(FIELD_STATUSES),
  from: z.array(z.enum(SOURCES)).describe('The sources that brought a value'),
  asking: z.array(z.enum(SOURCES)).describe('The sources that may still bring one'),
});
export type FieldStatus = z.infer<typeof fieldStatus>;

/** What a summary may say is not known. */
export const UNKNOWNS = [
  'employer',
  'role',
  'location',
  'career',
  'education',
  'holdings',
  'trades',
  'news',
  'wealth',
] as const;

/** A claim of the summary; `evidence` holds the ids of the field values and signals that carry it. */
export const summarySentence = z.object({ text: z.string(), evidence: z.array(z.string()).min(1) });

/**
 * What Claude wrote of the facts, as far as each claim stands in the evidence it cites. It stays to be seen while a
 * newer one cannot be had; `generatedAt` tells its age.
 */
export const summary = z.object({
  sentences: z.array(summarySentence),
  talkingPoints: z.array(summarySentence).describe('What a conversation may begin with'),
  wealthSignals: z.array(summarySentence).describe('Facts that speak of means; never an estimate'),
  unknowns: z.array(z.enum(UNKNOWNS)).describe('What the facts do not say, instead of a guess'),
  model: z.string(),
  generatedAt: instant,
  evidenceHash: z.string().describe('Of the facts it was made of: while they are the same, nothing is asked or paid'),
  tokens: z.object({ input: z.int(), output: z.int() }),
  costUsd: z.number().describe('What the model took; the tenant pays in credits'),
  dropped: z.int().describe('Claims of the model that the evidence did not carry, and that are not shown'),
});
export type Summary = z.infer<typeof summary>;

export const SUMMARY_STATES = ['none', 'fresh', 'stale', 'refused', 'waiting', 'failed'] as const;

/**
 * How the summary stands beside the facts: `fresh`, made of them; `stale`, made of others; `refused`, Claude declined to
 * write of these facts; `waiting`, asked again at `retryAt`; `failed`, not asked again by itself; `none`, never asked. In
 * the last four there may still be an older summary.
 */
export const summaryState = z.object({
  state: z.enum(SUMMARY_STATES),
  reason: z.string().nullable().describe('Why there is no newer one, and what to do'),
  retryAt: instant.nullable(),
});
export type SummaryState = z.infer<typeof summaryState>;

export const enrichmentState = z.object({
  status: z.enum(RUN_STATUSES),
  runId: id.nullable(),
  jobId: id.nullable(),
  sources: z.array(sourceStatus),
  fields: z.array(fieldStatus),
  enrichedAt: instant.nullable(),
  stale: z.boolean().describe('Older than seven days, or never done'),
  summary: summary.nullable(),
  summaryState,
  signals: z.array(
    z.object({
      id: z.string(),
      kind: z.string().describe('insider_buy, insider_sale, insider_holding, news …'),
      title: z.string(),
      date: z.iso.date().nullable(),
      amountUsd: z.number().nullable(),
      url: z.string().nullable(),
      source: z.enum(SOURCES),
    }),
  ),
});
export type EnrichmentState = z.infer<typeof enrichmentState>;

/** How sure it is that a source's record is of this person. Only `exact`, or what a member confirmed, counts for wealth. */
export const MATCH_GRADES = ['exact', 'near', 'possible', 'none'] as const;
export type MatchGrade = (typeof MATCH_GRADES)[number];

export const EVIDENCE_KINDS = [
  'name',
  'suffix',
  'employer',
  'title',
  'place',
  'email',
  'linkedin',
  'cik',
  'birth',
  'commonness',
] as const;

/** One thing that speaks for the same person (`weight` above 0) or against it (below), in words. */
export const matchEvidence = z.object({
  kind: z.enum(EVIDENCE_KINDS),
  weight: z.number().describe('In bits: each one doubles the odds'),
  words: z.string().describe('“Same employer: Facebook is Meta Platforms today”'),
});
export type MatchEvidence = z.infer<typeof matchEvidence>;

/** What a source's record says of the person; null where it says nothing. */
export const matchRecord = z.object({
  name: z.string(),
  company: z.string().nullable(),
  title: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  emailDomain: z.string().nullable(),
  companyDomain: z.string().nullable(),
  linkedinUrl: z.string().nullable(),
  cik: z.string().nullable(),
  url: z.string().nullable().describe('Where the record itself can be looked at'),
});
export type MatchRecord = z.infer<typeof matchRecord>;

export const MATCH_STATES = ['proposed', 'confirmed', 'rejected'] as const;

/**
 * A record of a source that may be this person. A `rejected` one was reported as wrong: its values never count, and the
 * source's later answers with it are put aside.
 */
export const identityMatch = z.object({
  id,
  source: z.enum(SOURCES),
  record: matchRecord,
  grade: z.enum(MATCH_GRADES),
  score: z.number().describe('Sum of the weights of the evidence'),
  evidence: z.array(matchEvidence),
  state: z.enum(MATCH_STATES),
  counts: z.boolean().describe('Whether its wealth and insider values may count: exact or confirmed'),
  values: z.int().describe('How many values of the profile stand in it'),
  seenAt: instant,
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable().describe('Who confirmed or rejected it, by name'),
});
export type IdentityMatch = z.infer<typeof identityMatch>;

/** `GET /api/v1/prospects/{id}` */
export const profile = z.object({
  prospect,
  fields: z.array(fieldValue),
  matches: z.array(identityMatch),
  enrichment: enrichmentState,
});
export type Profile = z.infer<typeof profile>;

/**
 * What columns of people are called in a file. One list for what is written and for what is read: a file of ours comes back
 * as it went, whatever its custom columns are called.
 */
export const FIELD_HEADERS: Readonly<Record<ProspectField, string>> = {
  name: 'Name',
  firstName: 'First Name',
  lastName: 'Last Name',
  email: 'Email',
  phone: 'Phone',
  linkedinUrl: 'LinkedIn URL',
  title: 'Title',
  seniority: 'Seniority',
  department: 'Department',
  company: 'Company',
  companyDomain: 'Company Domain',
  industry: 'Industry',
  city: 'City',
  region: 'Region',
  country: 'Country',
  location: 'Location',
  netWorth: 'Net Worth (USD)',
  tags: 'Tags',
  notes: 'Notes',
};

/** What we know of a person without anybody having said it. It is not read back: it would be somebody's word then. */
export const RECORD_HEADERS = {
  id: 'Edgewise: id',
  createdAt: 'Edgewise: added',
  updatedAt: 'Edgewise: updated',
  enrichedAt: 'Edgewise: enriched',
} as const;
export type RecordField = keyof typeof RECORD_HEADERS;
export const RECORD_FIELDS = Object.keys(RECORD_HEADERS) as RecordField[];

/** Where a value is from, when, and how sure it is, in columns beside it. */
export const ORIGIN_PARTS = ['source', 'fetched at', 'confidence'] as const;
export type OriginPart = (typeof ORIGIN_PARTS)[number];
export const originHeader = (field: ProspectField, part: OriginPart): string => `${FIELD_HEADERS[field]}: ${part}`;

const CUSTOM = 'Custom: ';

/** A custom value's column says that it is one: `Custom: Job` is not taken for a title. */
export const customHeader = (name: string): string => CUSTOM + name;

/** The name of the custom value that a header of ours stands for; undefined for any other header. */
export const customOfHeader = (header: string): string | undefined =>
  header.startsWith(CUSTOM) && header.length > CUSTOM.length ? header.slice(CUSTOM.length) : undefined;

const UNREAD: ReadonlySet<string> = new Set([
  ...Object.values(RECORD_HEADERS),
  ...PROSPECT_FIELDS.flatMap((field) => ORIGIN_PARTS.map((part) => originHeader(field, part))),
]);

/** Whether a header is one of ours that is not to be read back. */
export const isUnreadHeader = (header: string): boolean => UNREAD.has(header);
