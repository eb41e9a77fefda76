import * as z from 'zod';
import { prospectFilters, SORTS } from '../prospects/contract.ts';

/** A sentence or two. Longer text is no search, and is paid by its length. */
export const WORDS_MAX = 400;

/** `POST /api/v1/prospects/filters-from-words`: what somebody looks for, in their own words. */
export const wordsBody = z.strictObject({ words: z.string().trim().min(1).max(WORDS_MAX) });

/**
 * The words as filters of the search, to be looked at before they are applied; nothing is searched or changed by asking.
 * `asked` is false where Claude was not, or gave nothing: then `why` says why, and there are no filters. `notUnderstood` are
 * parts of the words that no filter says. `unknownHere` are values of filters that
 * nobody in the workspace has, lists that the one who asks does not see, and owners who are no members. `cost` is in
 * credits.
 */
export const filtersFromWords = z.object({
  asked: z.boolean(),
  why: z.string().nullable(),
  filters: z.strictObject(prospectFilters),
  sort: z.enum(SORTS).nullable(),
  notUnderstood: z.array(z.string()),
  unknownHere: z.array(z.object({ filter: z.string(), value: z.string() })),
  model: z.string().nullable(),
  cost: z.number(),
});
export type FiltersFromWords = z.infer<typeof filtersFromWords>;
