import * as z from 'zod';
import { id } from '../../lib/page.ts';
import { SOURCES } from '../prospects/contract.ts';

/** `POST /api/v1/prospects/{id}/enrichments`: all sources, or the ones named. */
export const startEnrichmentBody = z.strictObject({
  sources: z.array(z.enum(SOURCES)).min(1).optional(),
});

/** 202: the job that does it. Where a run is on already, that run's. */
export const startedEnrichment = z.object({ jobId: id, runId: id });

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
 * `PUT /api/v1/prospects/{id}/fields/{field}`: from now on this value counts, whatever sources say. With `evidenceId`
 * it is a stored value, which must still say `value` (409 where it does not). `DELETE` gives the field back to the rules.
 * Both answer the profile as it is then.
 */
export const chooseValueBody = z.strictObject({
  value: z.string().trim().min(1).max(VALUE_CHARS),
  evidenceId: id.optional(),
});

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
