import * as z from 'zod';
import { CUSTOM_KEY_CHARS } from '../../lib/custom-column.ts';
import { id, instant } from '../../lib/page.ts';

/** Fields of one workspace: a profile of more is a form that nobody fills in. */
export const CUSTOM_FIELDS_MAX = 100;
/** Choices of one field, and letters of one: a menu that can still be read. */
const OPTIONS_MAX = 200;
const OPTION_CHARS_MAX = 100;
/** Values that do not fit, shown to whoever is about to make a field. */
export const EXAMPLES_MAX = 5;

export const CUSTOM_TYPES = ['text', 'number', 'date', 'boolean', 'choice', 'choices', 'url'] as const;
export type CustomType = (typeof CUSTOM_TYPES)[number];

export const customKey = z.string().trim().min(1).max(CUSTOM_KEY_CHARS);
const name = z.string().trim().min(1).max(CUSTOM_KEY_CHARS);
// Several choices stand in one text, parted by semicolons.
const option = z
  .string()
  .trim()
  .min(1)
  .max(OPTION_CHARS_MAX)
  .regex(/^[^;]*$/, 'A choice has no semicolon: it parts choices.');
const options = z
  .array(option)
  .max(OPTIONS_MAX)
  .refine((all) => new Set(all.map((one) => one.toLowerCase())).size === all.length, 'A choice stands here twice.');

const takesOptions = (type: CustomType): boolean => type === 'choice' || type === 'choices';
const OPTIONS_RULE = { path: ['options'], message: 'A choice needs its choices, and nothing else has any.' };
const fitsType = (body: { type: CustomType; options: string[] }): boolean =>
  takesOptions(body.type) === body.options.length > 0;

/** A field of the workspace's own. `key` names its values in a prospect's `custom`, and in a file's header. */
export const customField = z.object({
  id,
  key: z.string(),
  name: z.string(),
  type: z.enum(CUSTOM_TYPES),
  options: z.array(z.string()),
  place: z.int(),
  createdAt: instant,
  archivedAt: instant.nullable(),
});
export type CustomField = z.infer<typeof customField>;

/** `GET /api/v1/custom-fields`: in their order; archived ones last. */
export const customFields = z.object({ items: z.array(customField) });

/** `POST /api/v1/custom-fields`. With the key of values that are there already, those become its values. */
export const customFieldBody = z
  .strictObject({
    key: customKey.optional().describe('Never changes; its name where it is left out'),
    name,
    type: z.enum(CUSTOM_TYPES),
    options: options.default([]),
  })
  .refine(fitsType, OPTIONS_RULE);
export type CustomFieldBody = z.output<typeof customFieldBody>;

/** `PATCH /api/v1/custom-fields/{id}`: what is not named stays. Type and choices go together. */
export const customFieldPatch = z
  .strictObject({
    name: name.optional(),
    kind: z
      .strictObject({ type: z.enum(CUSTOM_TYPES), options })
      .refine(fitsType, OPTIONS_RULE)
      .optional(),
    place: z.int().min(0).max(CUSTOM_FIELDS_MAX).optional().describe('From 0; others move on'),
  })
  .refine((body) => Object.values(body).some((one) => one !== undefined), { message: 'Say what to change.' });
export type CustomFieldPatch = z.output<typeof customFieldPatch>;

/** `POST /api/v1/custom-fields/fit`: how the values under a key would fare as a field's. */
export const fitBody = z
  .strictObject({ key: customKey, type: z.enum(CUSTOM_TYPES), options: options.default([]) })
  .refine(fitsType, OPTIONS_RULE);
export const fitAnswer = z.object({
  values: z.int(),
  unfit: z.int().describe('Values that would be kept as plain text, and told as such'),
  examples: z.array(z.string()).describe('Some that do not fit'),
  whole: z.boolean().describe('Every value was looked at; else these are floors'),
});
export type Fit = z.infer<typeof fitAnswer>;

/** `GET /api/v1/custom-values`: what is kept under keys that are no field's, among the people changed last. */
export const customValues = z.object({
  items: z.array(z.object({ key: z.string(), people: z.int(), examples: z.array(z.string()) })),
  lookedAt: z.int().describe('People that were looked at: those changed last'),
});
export type CustomValues = z.infer<typeof customValues>;

/** A field as a profile shows it: the value in its one spelling, or the plain text that is none (`fits` false). */
export const customValue = customField
  .pick({ id: true, key: true, name: true, type: true, options: true })
  .extend({ value: z.string().nullable(), fits: z.boolean() });
export type CustomValue = z.infer<typeof customValue>;
