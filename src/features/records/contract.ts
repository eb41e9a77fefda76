import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';
import { customKey, customValue } from '../custom-fields/contract.ts';
import { isOneSelection, ONE_SELECTION, prospect, selectionOf } from '../prospects/contract.ts';
import { suppressionReason } from '../suppression/contract.ts';

/** Tags of one prospect, and letters of one: as many as a line of them can be read. */
const TAGS_MAX = 50;
const TAG_CHARS_MAX = 100;
/** An essay beyond this belongs in a document. */
export const NOTE_CHARS_MAX = 20_000;
const VALUE_CHARS_MAX = 2_000;

export const tag = z.string().trim().min(1).max(TAG_CHARS_MAX);

/** `PATCH /api/v1/prospects/{id}`: what is not named stays. */
export const changeProspectBody = z
  .strictObject({
    ownerId: z.string().max(100).nullable().optional().describe('A member by user id; null for nobody'),
    tags: z.array(tag).max(TAGS_MAX).optional().describe('All of them'),
    notes: z.string().max(NOTE_CHARS_MAX).nullable().optional(),
    custom: z
      .record(customKey, z.string().max(VALUE_CHARS_MAX).nullable())
      .optional()
      .describe('Custom values by key; null takes one away. Of a field it must fit the type'),
    updatedAt: instant.optional().describe('As it was read: refused with `conflict` where it has changed since'),
  })
  .refine(({ updatedAt: _, ...changes }) => Object.values(changes).some((one) => one !== undefined), {
    message: 'Say what to change.',
  });
export type ChangeProspectBody = z.infer<typeof changeProspectBody>;

/** A prospect with what the records know of it beside its fields. */
export const changedProspect = prospect.extend({
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  customFields: z.array(customValue).describe('The workspace’s own fields, each with what it says here'),
});
export type ChangedProspect = z.infer<typeof changedProspect>;

/** `DELETE /api/v1/prospects/{id}` */
export const deletedAnswer = z.object({ id, deletedAt: instant });
export const restoredAnswer = z.object({ id });

/** How long a deleted prospect is shown, in days. */
export const DELETED_DAYS = 30;

/** `GET /api/v1/deleted-prospects`, the last deleted first. Merged ones are no deleted ones. */
export const deletedProspect = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  company: z.string().nullable(),
  deletedAt: instant,
  deletedByName: z.string().nullable(),
  takenBy: z
    .object({ id, name: z.string() })
    .nullable()
    .describe('Who has its e-mail address by now: it cannot be restored beside them'),
});
export const deletedPage = pageOf(deletedProspect);
export type DeletedProspect = z.infer<typeof deletedProspect>;
export const deletedQuery = z.strictObject(pageQuery);

/** What a member wrote about a prospect. */
export const note = z.object({
  id,
  prospectId: id,
  body: z.string(),
  authorId: z.string(),
  authorName: z.string().nullable(),
  createdAt: instant,
  editedAt: instant.nullable(),
});
export type Note = z.infer<typeof note>;
export const notePage = pageOf(note);
export const notesQuery = z.strictObject(pageQuery);
export const noteBody = z.strictObject({ body: z.string().trim().min(1).max(NOTE_CHARS_MAX) });

export const EDITABLE = [
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
] as const;
export type Editable = (typeof EDITABLE)[number];

/** What a bulk edit does to everyone of a selection. */
export const bulkChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('owner'), ownerId: z.string().max(100).nullable() }),
  z.strictObject({ kind: z.literal('add_tags'), tags: z.array(tag).min(1).max(TAGS_MAX) }),
  z.strictObject({ kind: z.literal('remove_tags'), tags: z.array(tag).min(1).max(TAGS_MAX) }),
  z.strictObject({
    kind: z.literal('field'),
    field: z.enum(EDITABLE),
    value: z.string().trim().min(1).max(VALUE_CHARS_MAX),
  }),
  z.strictObject({
    kind: z.literal('custom'),
    key: customKey,
    value: z
      .string()
      .trim()
      .max(VALUE_CHARS_MAX)
      .nullable()
      .describe('Of a field of the workspace; null takes it away'),
  }),
  z.strictObject({ kind: z.literal('delete') }),
  z.strictObject({ kind: z.literal('restore') }),
  z.strictObject({ kind: z.literal('suppress'), reason: suppressionReason }),
  z.strictObject({ kind: z.literal('join_list'), listId: id }),
  z.strictObject({ kind: z.literal('leave_list'), listId: id }),
]);
export type BulkChange = z.infer<typeof bulkChange>;

/** `POST /api/v1/bulk-edits`: those named, or everyone whom a filter finds when the work begins, however many they are. */
export const bulkEditBody = z
  .strictObject({ ...selectionOf, change: bulkChange })
  .refine(isOneSelection, ONE_SELECTION)
  .refine(({ change, filter }) => change.kind !== 'restore' || filter === undefined, {
    path: ['filter'],
    message: 'Deleted prospects are named by their ids.',
  });
export type BulkEditBody = z.infer<typeof bulkEditBody>;

/** `cancelled`: given up on the way. What had been changed by then stands, and can be undone. */
export const BULK_EDIT_STATES = ['queued', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone'] as const;

/**
 * A change of many. `queued` are those it has not come to, `same` those it had nothing to change of (who is to be suppressed and
 * is, or is known by nothing), `refused` those it could not be done to (an e-mail address that somebody else has by now), `kept` those
 * that were changed again since and stayed so when it was undone.
 */
export const bulkEdit = z.object({
  id,
  jobId: id,
  change: bulkChange,
  state: z.enum(BULK_EDIT_STATES),
  people: z.object({
    total: z.int().nullable().describe('Null until they are looked up'),
    queued: z.int(),
    changed: z.int(),
    same: z.int(),
    refused: z.int(),
    undone: z.int(),
    kept: z.int(),
  }),
  createdAt: instant,
  createdByName: z.string().nullable(),
  finishedAt: instant.nullable(),
});
export type BulkEdit = z.infer<typeof bulkEdit>;

export const TIMELINE_KINDS = [
  'added',
  'import_changed',
  'changed',
  'bulk_changed',
  'bulk_undone',
  'value_chosen',
  'value_released',
  'enriched',
  'enrichment_cancelled',
  'note_added',
  'note_changed',
  'note_deleted',
  'list_joined',
  'list_left',
  'segment_joined',
  'segment_left',
  'merged',
  'unmerged',
  'deleted',
  'restored',
  'signal',
  'dossier',
  'refunded',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/**
 * Something that happened to a person: an activity event of theirs. Put together from what other features keep of
 * themselves; a merged person's events are told of whom they were, in `of`.
 */
export const timelineEvent = z.object({
  id: z.string().describe('Unique within a timeline'),
  kind: z.enum(TIMELINE_KINDS),
  at: instant,
  dayOnly: z.boolean().describe('A dated fact: the time of `at` says nothing'),
  by: z.object({ kind: z.string(), name: z.string().nullable() }).nullable().describe('Null where nobody is known'),
  of: z.object({ id, name: z.string() }).nullable().describe('A prospect that was merged into this one'),
  subject: z
    .object({ type: z.string(), id, name: z.string().nullable() })
    .nullable()
    .describe('The import, run, list, segment, bulk edit or merge that did it'),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  sources: z.array(z.object({ source: z.string(), status: z.string(), found: z.int() })),
  people: z.array(z.object({ id, name: z.string() })).describe('Who was merged in, or came apart again'),
  text: z.string().nullable().describe('A note’s beginning, a signal’s title, how a run ended'),
  url: z.string().nullable(),
  amountUsd: z.string().nullable(),
});
export type TimelineEvent = z.infer<typeof timelineEvent>;

/** `GET /api/v1/prospects/{id}/timeline`, the newest first. */
export const timelinePage = pageOf(timelineEvent);
export const timelineQuery = z.strictObject(pageQuery);
