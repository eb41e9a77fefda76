import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';
import { listAbout, listName } from '../lists/contract.ts';
import { prospectFilters } from '../prospects/contract.ts';

/** Segments of a workspace at most: all of them are one answer. */
export const SEGMENTS_MAX = 500;
/** People of a segment who are remembered at most: one statement takes them well within the ten seconds that it has. */
export const REMEMBERED_MAX = 100_000;

/** A filter of the search that asks for something. */
export const segmentFilter = z
  .strictObject(prospectFilters)
  .refine((f) => Object.values(f).some((v) => v !== undefined), { message: 'A segment has a condition.' });

/** `POST /api/v1/segments` */
export const segmentBody = z.strictObject({
  name: listName,
  description: listAbout.optional(),
  shared: z.boolean().default(true).describe('False: only whoever makes it sees it'),
  filter: segmentFilter,
});
export type SegmentBody = z.output<typeof segmentBody>;

/** `PATCH /api/v1/segments/{id}`: what is left out stays. Another filter begins a new memory: nobody joined or left by it. */
export const segmentPatch = z.strictObject({
  name: listName.optional(),
  description: listAbout.optional(),
  shared: z.boolean().optional(),
  filter: segmentFilter.optional(),
});
export type SegmentPatch = z.output<typeof segmentPatch>;

/** A saved filter. `joined` and `left` are who did since the moment asked for and is still in, or still out. */
export const segment = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  filter: z.record(z.string(), z.unknown()),
  shared: z.boolean(),
  people: z.int().min(0).describe('Who met it at the last look; a floor where it is too large'),
  tooLarge: z.boolean().describe(`More than ${REMEMBERED_MAX}: who joins and who leaves is not followed`),
  joined: z.int().min(0),
  left: z.int().min(0),
  comparedAt: instant.describe('The last look'),
  createdBy: z.string(),
  createdByName: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
  deletedAt: instant.nullable(),
});
export type Segment = z.infer<typeof segment>;

const since = instant
  .optional()
  .describe('From when joining and leaving counts; the last seven days where it is left out');
/** `GET /api/v1/segments`: all that the caller may see, by name; with `deleted`, those that can be brought back. */
export const segmentsQuery = z.strictObject({ since, deleted: z.stringbool().optional() });
export const segmentQuery = z.strictObject({ since });
export const segments = z.object({ items: z.array(segment) });
export type Segments = z.infer<typeof segments>;

/**
 * Why somebody joined or left. `new`: came into the workspace. `restored`, `deleted`: came back, was deleted. `merged`: is
 * another person's record now. `changed`: their fields did, by which `conditions` are met now or no longer. `beside`: something
 * that the filter asks of beside the profile, such as a list.
 */
export const WHY_KINDS = ['new', 'restored', 'deleted', 'merged', 'changed', 'beside'] as const;
export const segmentWhy = z.object({
  kind: z.enum(WHY_KINDS),
  conditions: z.array(z.string()).describe('Names of filters that are met now, or no longer'),
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});
export type SegmentWhy = z.infer<typeof segmentWhy>;

/** Somebody who joined or left, as they are now. */
export const segmentChange = z.object({
  id,
  joined: z.boolean(),
  why: segmentWhy,
  at: instant.describe('The look that saw it'),
  person: z.object({
    id,
    name: z.string(),
    title: z.string().nullable(),
    company: z.string().nullable(),
    deleted: z.boolean(),
  }),
});
export type SegmentChange = z.infer<typeof segmentChange>;

/** `GET /api/v1/segments/{id}/changes`: newest first. */
export const changesQuery = z.strictObject({ since, joined: z.stringbool().optional(), ...pageQuery });
export const segmentChanges = pageOf(segmentChange);
export type SegmentChanges = z.infer<typeof segmentChanges>;
