import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';
import { prospect } from '../prospects/contract.ts';
import { MATCH_GRADES, matchEvidence, profile } from '../prospects/profile-contract.ts';

/** Records put into one at once at most: each is held and read whole. */
const MERGED_MAX = 10;

/** `POST /api/v1/prospects/{id}/merge`: the prospect in the path survives. */
export const mergeBody = z.strictObject({
  with: z.array(id).min(1).max(MERGED_MAX).describe('The prospects that are taken in'),
  fields: z
    .record(z.string().min(1).max(300), id)
    .optional()
    .describe(
      'Whose value a field takes, by the id of one of the prospects: a field of the prospect, or `custom:` and a name. Without it: what a member chose, else what a source has checked, else the newest.',
    ),
});
export type MergeBody = z.infer<typeof mergeBody>;

/** What was changed after the merge and stayed so when it was undone; or an address that somebody else has by now. */
export const keptChange = z.object({ prospectId: id, field: z.string(), value: z.string().nullable() });
export type KeptChange = z.infer<typeof keptChange>;

/** Prospects put into one. `undoneAt` is null while they are. */
export const merge = z.object({
  id,
  survivorId: id,
  merged: z.array(z.object({ id, name: z.string(), email: z.string().nullable(), company: z.string().nullable() })),
  createdAt: instant,
  createdByName: z.string().nullable().describe('The member who did it; null where they are gone'),
  undoneAt: instant.nullable(),
  kept: z.array(keptChange).nullable().describe('Null until it is undone'),
});
export type Merge = z.infer<typeof merge>;

export const mergedAnswer = z.object({ mergeId: id, profile });
export type MergedAnswer = z.infer<typeof mergedAnswer>;

/** `POST /api/v1/merges/{id}/undo` */
export const undoneMerge = z.object({
  mergeId: id,
  survivorId: id,
  restored: z.array(id),
  kept: z.array(keptChange),
});
export type UndoneMerge = z.infer<typeof undoneMerge>;

/** `GET /api/v1/prospects/{id}/merges`, newest first. */
export const mergesAnswer = z.object({ items: z.array(merge) });

/** What two records share that brought them together. */
export const SHARED_KINDS = ['email', 'linkedin', 'phone', 'name_company', 'family_company'] as const;

/** Two prospects that may be one person. `score` is the sum of the evidence, in bits. */
export const duplicate = z.object({
  id,
  a: prospect,
  b: prospect,
  grade: z.enum(MATCH_GRADES),
  score: z.number(),
  evidence: z.array(matchEvidence),
  shared: z.array(z.enum(SHARED_KINDS)),
  foundAt: instant,
});
export type Duplicate = z.infer<typeof duplicate>;

/** `GET /api/v1/duplicates`, the surest first. `prospect` gives those of one person. */
export const duplicatesQuery = z.strictObject({ prospect: id.optional(), ...pageQuery });
export type DuplicatesQuery = z.infer<typeof duplicatesQuery>;

/**
 * `open` counts up to a limit (`exact: false` beyond it). `upToDate` says whether every change of a prospect has been
 * looked at; `jobId` is the look that is on.
 */
export const duplicatesAnswer = pageOf(duplicate).extend({
  open: z.object({ value: z.int(), exact: z.boolean() }),
  upToDate: z.boolean(),
  scannedAt: instant.nullable(),
  jobId: id.nullable(),
});
export type DuplicatesAnswer = z.infer<typeof duplicatesAnswer>;

export const duplicateParams = z.object({ id });
export const dismissed = z.object({ id, state: z.enum(['open', 'dismissed']) });

/** `POST /api/v1/duplicates/scan`: null where there is nothing new to look at. */
export const scanAnswer = z.object({ jobId: id.nullable() });
