import * as z from 'zod';
import { keysOf } from '../../lib/keys.ts';
import { id, instant } from '../../lib/page.ts';
import { listName } from '../lists/contract.ts';
import { prospectRow, SENIORITIES } from '../prospects/contract.ts';

/** Personas of a workspace at most: all of them are one answer. */
export const PERSONAS_MAX = 200;
/** Values of one part at most, as a filter of the search takes them. */
const VALUES_MAX = 20;
const VALUE_CHARS_MAX = 200;
/** Words that must all be found: a search takes eight. */
const KEYWORDS_MAX = 8;
const KEYWORD_CHARS_MAX = 24;

/** Employees of a company, in the bands that providers use. */
export const COMPANY_SIZES = [
  '1-10',
  '11-50',
  '51-200',
  '201-500',
  '501-1000',
  '1001-5000',
  '5001-10000',
  '10001+',
] as const;
/** Bands of net worth in US dollars by their lower ends, as the search has them. */
export const WEALTH_BANDS = ['0', '100k', '1m', '5m', '30m', '100m', '1b'] as const;

const value = z.string().trim().min(1).max(VALUE_CHARS_MAX);
const values = z.array(value).max(VALUES_MAX).default([]);

/**
 * Whom to look for. Values of one part are alternatives, different parts all apply, and of keywords all are to be found; a
 * part without values asks for nothing.
 */
export const personaDefinition = z.strictObject({
  titles: values.describe('Parts of a title'),
  seniorities: z.array(z.enum(SENIORITIES)).max(SENIORITIES.length).default([]),
  industries: values.describe('Whole names of industries'),
  companySizes: z
    .array(z.enum(COMPANY_SIZES))
    .max(COMPANY_SIZES.length)
    .default([])
    .describe('Employees: for providers alone, the search does not know them'),
  places: values.describe('Parts of a city, region or country'),
  wealth: z.array(z.enum(WEALTH_BANDS)).max(WEALTH_BANDS.length).default([]),
  keywords: z.array(z.string().trim().min(1).max(KEYWORD_CHARS_MAX)).max(KEYWORDS_MAX).default([]),
});
export type PersonaDefinition = z.output<typeof personaDefinition>;
export type PersonaPart = keyof PersonaDefinition;

const asksSomething = (d: PersonaDefinition) => Object.values(d).some((part) => part.length > 0);
const asking = personaDefinition.refine(asksSomething, { message: 'A persona asks for something.' });

/** `POST /api/v1/personas` */
export const personaBody = z.strictObject({ name: listName, definition: asking });
/** `PUT /api/v1/personas/{id}`: a new version where the definition is another one. `version` is the one that was read. */
export const personaPut = z.strictObject({
  name: listName,
  definition: asking,
  version: z.int().min(1).max(1_000_000),
});

/** `POST /api/v1/personas/{id}/restore-version`: comes back as a new version. */
export const restoreVersionBody = z.strictObject({ version: z.int().min(1).max(1_000_000) });

/** `filters` are the parts as a search has them; `unasked` names parts that the search cannot ask for. */
export const persona = z.object({
  id,
  name: z.string(),
  version: z.int(),
  definition: personaDefinition,
  filters: z.record(z.string(), z.unknown()),
  unasked: z.array(z.string()),
  createdBy: z.string(),
  createdByName: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
  deletedAt: instant.nullable(),
});
export type Persona = z.infer<typeof persona>;
export const personasQuery = z.strictObject({ deleted: z.stringbool().optional() });
export const personas = z.object({ items: z.array(persona) });
export type Personas = z.infer<typeof personas>;

/** `GET /api/v1/personas/{id}/versions`: newest first. */
export const personaVersion = z.object({
  version: z.int(),
  definition: personaDefinition,
  createdBy: z.string(),
  createdByName: z.string().nullable(),
  createdAt: instant,
});
export const personaVersions = z.object({ items: z.array(personaVersion) });
export type PersonaVersions = z.infer<typeof personaVersions>;

/** `POST /api/v1/personas/count`: how many meet all of it, exact up to a limit and a floor beyond it. */
export const countBody = z.strictObject({ definition: personaDefinition });
export const countAnswer = z.object({
  total: z.object({ value: z.int(), exact: z.boolean() }),
  unasked: z.array(z.string()),
});
export type PersonaCount = z.infer<typeof countAnswer>;

/**
 * `POST /api/v1/prospects/{id}/lookalike`: whom to look for to find people like this one. `by` says who wrote it: Claude, or
 * the profile's own fields, and then `why` says why not Claude. `cost` is in credits.
 */
export const lookalike = z.object({
  by: z.enum(['claude', 'profile']),
  why: z.string().nullable(),
  definition: personaDefinition,
  reasoning: z.string().nullable(),
  model: z.string().nullable(),
  cost: z.number(),
});
export type Lookalike = z.infer<typeof lookalike>;

export const FIT_STATES = ['met', 'not', 'unknown'] as const;

/**
 * `GET /api/v1/prospects/{id}/fit`: how far somebody meets each persona, the best first. `fits` of `of` conditions are met, and all
 * of them by exactly those whom the persona's search finds. A condition is `unknown` where the profile says nothing by which
 * it could be met; one that the search cannot ask for (company sizes) is always unknown and not `counted`.
 */
export const fitCondition = z.object({
  part: z.enum(keysOf(personaDefinition.shape)),
  state: z.enum(FIT_STATES),
  counted: z.boolean(),
  wanted: z.array(z.string()),
  has: z.string().nullable().describe('What the profile says; null where it says nothing, and of keywords'),
});
export type FitCondition = z.infer<typeof fitCondition>;
export const fit = z.object({
  personaId: id,
  name: z.string(),
  version: z.int(),
  fits: z.int(),
  of: z.int(),
  conditions: z.array(fitCondition),
});
export type Fit = z.infer<typeof fit>;
export const fits = z.object({ items: z.array(fit) });
export type Fits = z.infer<typeof fits>;

/** `POST /api/v1/personas/matches`: people of the workspace who meet parts of it, those who meet most first. */
export const matchesBody = z.strictObject({
  definition: asking,
  leaveOut: id.optional().describe('Whom the search is about'),
});
const because = z.array(z.object({ part: z.string(), words: z.string() })).describe('Similar because');
export const matches = z.object({
  of: z.int().describe('Conditions that can be met'),
  items: z.array(z.object({ person: prospectRow, because })),
});
export type Matches = z.infer<typeof matches>;

/**
 * `POST /api/v1/personas/discover`: people whom Apollo knows and the workspace does not. Apollo gives no more of a name than its
 * first part and some letters until somebody is enriched, and takes no credits for a search. `leftOut` are people of this
 * page whom the workspace knows already, has deleted, or leaves alone.
 */
export const discoverBody = z.strictObject({ definition: asking, page: z.int().min(1).max(100).default(1) });
export const discovered = z.object({
  asked: z.boolean(),
  why: z.string().nullable().describe('Why Apollo was not asked, or gave nothing'),
  total: z.int(),
  leftOut: z.int(),
  nextPage: z.int().nullable(),
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      title: z.string().nullable(),
      company: z.string().nullable(),
      because,
    }),
  ),
});
export type Discovered = z.infer<typeof discovered>;
