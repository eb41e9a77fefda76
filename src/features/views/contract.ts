import * as z from 'zod';
import { id, instant } from '../../lib/page.ts';
import { prospectFilters, SORTS } from '../prospects/contract.ts';

/** Views of one member at most: all that somebody sees are one answer, and more are found by nobody. */
export const VIEWS_MAX = 100;
export const VIEW_NAME_MAX = 80;

/** Columns of the list beside the person's own, which always comes first. */
export const VIEW_COLUMNS = [
  'company',
  'location',
  'industry',
  'seniority',
  'netWorth',
  'email',
  'phone',
  'tags',
  'added',
  'updated',
  'enriched',
] as const;

const filters = z.strictObject(prospectFilters);
const columns = z
  .array(z.enum(VIEW_COLUMNS))
  .min(1)
  .max(VIEW_COLUMNS.length)
  .refine((names) => new Set(names).size === names.length, { message: 'Each column once.' });

/**
 * A search that is kept: filters, order and columns. `mine`: whoever asks made it. `isDefault`: they chose that their list
 * begins with it. `isDefaultForAll`: the list begins with it for everybody who has chosen none.
 */
export const view = z.object({
  id,
  name: z.string(),
  filters,
  sort: z.enum(SORTS),
  columns: z.array(z.enum(VIEW_COLUMNS)).describe('In their order'),
  shared: z.boolean().describe('Everybody of the workspace sees it'),
  mine: z.boolean(),
  isDefault: z.boolean(),
  isDefaultForAll: z.boolean(),
  owner: z.string().nullable().describe('By name'),
  updatedAt: instant,
});
export type View = z.infer<typeof view>;

/** Every answer here: what the one who asks sees, own ones first, by name. `id` is the one that was made, changed or deleted. */
export const viewsAnswer = z.object({ items: z.array(view), id: id.nullable() });
export type ViewsAnswer = z.infer<typeof viewsAnswer>;

const name = z.string().trim().min(1).max(VIEW_NAME_MAX);

/** `POST /api/v1/views` */
export const viewBody = z.strictObject({
  name,
  filters,
  sort: z.enum(SORTS).default('newest'),
  columns,
  shared: z.boolean().default(false),
});
export type ViewBody = z.output<typeof viewBody>;

/** `PATCH /api/v1/views/{id}`: what is named changes. */
export const viewPatch = z.strictObject({
  name: name.optional(),
  filters: filters.optional(),
  sort: z.enum(SORTS).optional(),
  columns: columns.optional(),
  shared: z.boolean().optional(),
});
export type ViewPatch = z.output<typeof viewPatch>;

/** `PUT /api/v1/views/default`: null for none. `forAll` takes who manages the workspace, and a view that is shared. */
export const defaultBody = z.strictObject({ viewId: id.nullable(), forAll: z.boolean().default(false) });
export type DefaultBody = z.output<typeof defaultBody>;
