import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';
import { isOneSelection, ONE_SELECTION, SOURCES, selectionOf } from '../prospects/contract.ts';
import { enrichmentState } from '../prospects/profile-contract.ts';

/** People of one bulk at most: what the largest plan can pay for in a month. */
export const BULK_MAX = 100_000;
/** Largest cap in credits. */
const CAP_MAX = 1_000_000_000;

/** `POST /api/v1/prospects/{id}/enrichments`: all sources, or the ones named. */
export const startEnrichmentBody = z.strictObject({
  sources: z.array(z.enum(SOURCES)).min(1).optional(),
});

/** 202: the job that does it. Where a run is on already, that run's. */
export const startedEnrichment = z.object({ jobId: id, runId: id });

/**
 * `POST /api/v1/prospects/{id}/sources/{source}/retry` → 202 `startedEnrichment`: asks this one source again. Where a run is
 * on in which it waits, it is asked at once; else a run of it alone starts.
 */
export const sourceParams = z.object({ id, source: z.enum(SOURCES) });

/**
 * `POST /api/v1/enrichment-runs/{id}/cancel`: what was not asked yet is not asked, and what was put aside for it comes back;
 * a call that is out already ends and is settled as it ends. Answers how the prospect's enrichment stands then. A run that
 * has ended stays as it is.
 */
export const runParams = z.object({ id });
export const cancelledRun = enrichmentState;

const sourceSet = z
  .array(z.enum(SOURCES))
  .max(SOURCES.length)
  .refine((list) => new Set(list).size === list.length, 'Name each source once');

/** Fields of which a waterfall can look for a validated value. */
export const WATERFALL_FIELDS = ['email', 'personalEmail', 'phone', 'title', 'company', 'linkedinUrl'] as const;

/**
 * `GET` and `PUT /api/v1/enrichment/settings`; `PUT` takes the whole. `order` names all sources, the first to be asked
 * first. `side_by_side` asks all at once. `waterfall` asks the sources that can fill one of `fields` one after the other and
 * stops as soon as each of these fields has a validated value; sources that fill none of them are asked beside it.
 */
export const enrichmentSettings = z.strictObject({
  mode: z.enum(['side_by_side', 'waterfall']),
  order: sourceSet.length(SOURCES.length, 'Name all sources'),
  fields: z.array(z.enum(WATERFALL_FIELDS)).min(1).max(WATERFALL_FIELDS.length),
  off: sourceSet.describe('Sources that are never asked'),
  nightly: z.strictObject({
    on: z.boolean(),
    credits: z.int().min(0).max(CAP_MAX).describe('What one night may use at most'),
    people: z.int().min(1).max(BULK_MAX).describe('Whom one night enriches at most: stale ones, those in lists first'),
  }),
  onSignal: z.boolean().describe('A new signal of a prospect starts an enrichment, where it is stale'),
});
export type EnrichmentSettings = z.infer<typeof enrichmentSettings>;

/**
 * `POST /api/v1/enrichments` → 202 `startedBulk`: many people as one job. Either `ids` or `filter` (of the search, which may
 * name a list). Who is in it is settled as it starts. With `onlyStale`, which is the default, people enriched in the last seven days are
 * left out. `creditCap` is what all of it may cost: once nothing more fits, nobody else is asked about; at 0 nothing that is
 * paid is asked.
 */
export const startBulkBody = z
  .strictObject({
    ...selectionOf,
    sources: z.array(z.enum(SOURCES)).min(1).optional(),
    onlyStale: z.boolean().default(true),
    creditCap: z.int().min(0).max(CAP_MAX).optional(),
  })
  .refine(isOneSelection, ONE_SELECTION);
export type StartBulk = z.output<typeof startBulkBody>;
export const startedBulk = z.object({ id, jobId: id, people: z.int() });
export const bulkParams = z.object({ id });

export const BULK_STATES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export const BULK_TRIGGERS = ['bulk', 'nightly'] as const;

/**
 * `GET /api/v1/enrichments/{id}`; `POST /api/v1/enrichments/{id}/cancel` answers the same: nobody else is asked about, what was
 * not asked yet is not asked, and calls that are out come to their end. The parts of `people` add up to its total.
 */
export const bulk = z.object({
  id,
  jobId: id,
  trigger: z.enum(BULK_TRIGGERS),
  state: z.enum(BULK_STATES),
  cancelRequested: z.boolean(),
  sources: z.array(z.enum(SOURCES)),
  onlyStale: z.boolean(),
  people: z.object({
    total: z.int(),
    queued: z.int(),
    running: z.int(),
    waiting: z.int().describe('Of the running ones, those that wait for a provider'),
    done: z.int(),
    partial: z.int(),
    failed: z.int(),
    cancelled: z.int(),
    skipped: z.int().describe('Gone, fresh by then, or already being enriched'),
    overCap: z.int().describe('Not asked about, as the credits did not reach'),
  }),
  reason: z.string().nullable().describe('Why it ended before everyone was asked about, in words'),
  credits: z.object({
    cap: z.int().nullable(),
    used: z.int().describe('Settled'),
    reserved: z.int().describe('Put aside for calls that are out'),
  }),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export type Bulk = z.infer<typeof bulk>;

/** `GET /api/v1/enrichments?cursor&limit`, newest first. */
export const listBulksQuery = z.strictObject({ ...pageQuery });
export const bulkPage = pageOf(bulk);

/**
 * `POST /api/v1/prospects/{id}/matches/{matchId}/confirm`, `/reject` and `/reopen`: the record is this person, is not,
 * or nobody has said. Each answers the profile as it is then; doing it again changes nothing.
 */
export const matchParams = z.object({ id, matchId: id });

/** Of a field's name as sources and screens use it: `title`, `insiderRole`. */
export const fieldParams = z.object({ id, field: z.string().regex(/^[a-z][a-zA-Z0-9]{0,59}$/) });

/** Longest value of any field that can be typed. */
const VALUE_CHARS = 600;

/**
 * `PUT /api/v1/prospects/{id}/fields/{field}`: from now on this value counts, whatever sources say: a stored one by its
 * `evidenceId`, or a `value` of one's own. With both, the stored one must still say `value` (409 where it does not).
 * `DELETE` gives the field back to the rules. Both answer the profile as it is then.
 */
export const chooseValueBody = z
  .strictObject({ value: z.string().trim().min(1).max(VALUE_CHARS).optional(), evidenceId: id.optional() })
  .refine(({ value, evidenceId }) => value !== undefined || evidenceId !== undefined, 'Give a value or an evidenceId');

/** Orders of sources for fields that a workspace may have: more than there are fields is a mistake. */
const RULES_MAX = 60;
/** A value that is ten years old is old by any rule. */
const DAYS_MAX = 3_650;

const sources = z
  .array(z.enum(SOURCES))
  .max(SOURCES.length)
  .refine((list) => new Set(list).size === list.length, 'Name each source once');

/**
 * Whose value counts for a field. `order` names sources, the most trusted first; one that it does not name comes after
 * those. `never` names sources whose values are kept and shown, but never count. `overVerified` puts the order above
 * what a source has checked. `days` is how long a value stays good; null for the usual time of the field.
 */
export const precedenceRule = z.strictObject({
  field: z.string().trim().min(1).max(200),
  order: sources,
  never: sources,
  overVerified: z.boolean(),
  days: z.int().min(1).max(DAYS_MAX).nullable(),
});
export type PrecedenceRule = z.infer<typeof precedenceRule>;

/**
 * `GET` and `PUT /api/v1/enrichment/precedence`: the workspace's own rules; fields without one follow the usual order:
 * member, verified, newest confident source. `PUT` replaces all of them, and holds from the next merge of each profile.
 */
export const precedence = z.strictObject({
  rules: z
    .array(precedenceRule)
    .max(RULES_MAX)
    .refine((list) => new Set(list.map(({ field }) => field)).size === list.length, 'Name each field once'),
});
export type Precedence = z.infer<typeof precedence>;
