import * as z from 'zod';
import { CUSTOM_KEY_CHARS, customColumn, isCustomColumn, SHOWN_FIELDS_MAX } from '../../lib/custom-column.ts';
import { id, instant } from '../../lib/page.ts';
import { prospectFilters, SORTS } from '../prospects/contract.ts';

/** Views of one member at most: all that somebody sees are one answer, and more are found by nobody. */
export const VIEWS_MAX = 100;
export const VIEW_NAME_MAX = 80;

/** Columns of the list beside the person's own, which always comes first, and those of the workspace's own fields. */
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
const ownColumn = z.templateLiteral([customColumn(''), z.string().min(1).max(CUSTOM_KEY_CHARS)]).refine(isCustomColumn);
/**
 * A column by its name, or `custom.` and the key of a field of the workspace's own. Of a field that is archived or not there a
 * view keeps the column, and the list does not show it: it is there again when the field is restored.
 */
const column = z.union([z.enum(VIEW_COLUMNS), ownColumn]);
const columns = z
  .array(column)
  .min(1)
  .max(VIEW_COLUMNS.length + SHOWN_FIELDS_MAX)
  .refine((names) => new Set(names).size === names.length, { message: 'Each column once.' })
  .refine((names) => names.filter(isCustomColumn).length <= SHOWN_FIELDS_MAX, {
    message: `${SHOWN_FIELDS_MAX} fields of your own at most.`,
  });

/**
 * A search that is kept: filters, order and columns. `mine`: whoever asks made it. `isDefault`: they chose that their list
 * begins with it. `isDefaultForAll`: the list begins with it for everybody who has chosen none.
 */
export const view = z.object({
  id,
  name: z.string(),
  filters,
  sort: z.enum(SORTS),
  columns: z.array(column).describe('In their order'),
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
