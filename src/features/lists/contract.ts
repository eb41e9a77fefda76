import * as z from 'zod';
import { id, instant } from '../../lib/page.ts';
import { isOneSelection, ONE_SELECTION, selectionOf } from '../prospects/contract.ts';

/** Lists of a workspace at most: all of them are one answer. */
export const LISTS_MAX = 1_000;
/** People that join or leave at once: as many as one statement takes well within the ten seconds that it has. */
export const LIST_CHANGE_MAX = 100_000;
/** Sets that are combined at most: what a person can still follow. */
export const COMBINED_MAX = 20;
export const LIST_NAME_MAX = 120;
export const LIST_ABOUT_MAX = 1_000;

/** `difference`: the people of the first set who are in none of the others. */
export const SET_OPS = ['union', 'intersection', 'difference'] as const;
export type SetOp = (typeof SET_OPS)[number];

/** A list, or a segment as it is at this moment. */
export const peopleSet = z.strictObject({ kind: z.enum(['list', 'segment']), id });
export type PeopleSet = z.infer<typeof peopleSet>;
export const combination = z.strictObject({ op: z.enum(SET_OPS), sets: z.array(peopleSet).min(1).max(COMBINED_MAX) });
export type Combination = z.infer<typeof combination>;

export const listName = z.string().trim().min(1).max(LIST_NAME_MAX);
export const listAbout = z.string().trim().max(LIST_ABOUT_MAX);

/** `POST /api/v1/lists`: an empty list, one of people, or one made of other sets. */
export const listBody = z
  .strictObject({
    name: listName,
    description: listAbout.optional(),
    shared: z.boolean().default(true).describe('False: only whoever makes it sees it'),
    people: z.strictObject(selectionOf).refine(isOneSelection, ONE_SELECTION).optional(),
    from: combination.optional(),
  })
  .refine((b) => b.people === undefined || b.from === undefined, {
    path: ['from'],
    message: 'Give people or other sets, not both.',
  });
export type ListBody = z.output<typeof listBody>;

/** `PATCH /api/v1/lists/{id}`: what is left out stays. Only who made a list can make it private. */
export const listPatch = z.strictObject({
  name: listName.optional(),
  description: listAbout.optional(),
  shared: z.boolean().optional(),
});
export type ListPatch = z.output<typeof listPatch>;

export const list = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  shared: z.boolean(),
  people: z.int().min(0).describe('Who is on it and not deleted'),
  createdBy: z.string(),
  createdByName: z.string().nullable().describe('Null for one who is no longer known'),
  createdAt: instant,
  updatedAt: instant,
  deletedAt: instant.nullable(),
});
export type List = z.infer<typeof list>;

/** `GET /api/v1/lists`: all that the caller may see, by name; with `deleted`, those that can be brought back. */
export const listsQuery = z.strictObject({ deleted: z.stringbool().optional() });
export const lists = z.object({ items: z.array(list) });
export type Lists = z.infer<typeof lists>;
export const madeList = list.extend({ joined: z.int().min(0) });

/** `POST /api/v1/lists/{id}/members` and `…/remove`. */
export const membersBody = z.strictObject(selectionOf).refine(isOneSelection, ONE_SELECTION);
const changeId = id.nullable().describe('To undo it by; null where nothing changed');
export const joinedAnswer = z.object({ joined: z.int().min(0), already: z.int().min(0), changeId });
export const leftAnswer = z.object({ left: z.int().min(0), changeId });
/** `POST /api/v1/lists/{id}/changes/{changeId}/undo` */
export const undoneAnswer = z.object({ joined: z.int().min(0), left: z.int().min(0) });

/** `GET /api/v1/prospects/{id}/lists`: which lists a person is on. */
export const listsOfPerson = z.object({
  items: z.array(list.pick({ id: true, name: true, shared: true, people: true })),
});
export type ListsOfPerson = z.infer<typeof listsOfPerson>;
