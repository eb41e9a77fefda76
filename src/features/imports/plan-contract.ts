import * as z from 'zod';
import { PROSPECT_FIELDS } from '../prospects/contract.ts';

/** What a column may become: a field of the prospect, a custom value kept under the column's name, or nothing. */
export const COLUMN_TARGETS = [...PROSPECT_FIELDS, 'custom', 'skip'] as const;
export type ColumnTarget = (typeof COLUMN_TARGETS)[number];

/** Column name → target. Columns that share a name are told apart as `Email`, `Email (2)`, … in file order. */
export const mapping = z.record(z.string(), z.enum(COLUMN_TARGETS));
export type Mapping = z.infer<typeof mapping>;

/**
 * How the values of a column are mended before they are read, in this order whatever the order they are given in:
 * - `drop_placeholders`: what says that there is nothing (`N/A`, `-`, `unknown`) is nothing;
 * - `collapse_spaces`: white space within a value becomes one space each (its ends are trimmed always);
 * - `title_case`: a value all in capitals or all in small letters is written as names are;
 * - `lower_case`: small letters, for addresses;
 * - `day_first`, `month_first`: dates such as 03/04/2026 become 2026-04-03 or 2026-03-04; what is no date stays;
 * - `split_name`: the column holds whole names: they fill first and last name, whichever the column is mapped to;
 * - `country_from_phone`: where a row has no country, the calling code of this number says it (shared codes say nothing);
 * - `drop_unreadable`: a value that cannot be what the column says is left out instead of the row being refused.
 */
export const FIX_RULES = [
  'drop_placeholders',
  'collapse_spaces',
  'title_case',
  'lower_case',
  'day_first',
  'month_first',
  'split_name',
  'country_from_phone',
  'drop_unreadable',
] as const;
export type FixRule = (typeof FIX_RULES)[number];

/** Column name → its rules. */
export const rules = z.record(z.string(), z.array(z.enum(FIX_RULES)).max(FIX_RULES.length));
export type Rules = z.infer<typeof rules>;

/** Cells mended one by one: what is more than this is a case for a rule, or for the file itself. */
export const OVERRIDES_MAX = 1_000;
/** Longest value of a mended cell, so that all of them fit the body of a request. */
const OVERRIDE_CHARS_MAX = 500;

/** A cell that a member has mended: `row` as the spreadsheet numbers it, and what stands there now. */
export const override = z.strictObject({
  row: z.int().positive(),
  column: z.string(),
  value: z.string().max(OVERRIDE_CHARS_MAX),
});
export type Override = z.infer<typeof override>;
export const overrides = z.array(override).max(OVERRIDES_MAX);

/** How a file becomes people. What is not given stays as it was given last, or proposed. */
export const planBody = z.strictObject({
  mapping: mapping.optional(),
  rules: rules.optional(),
  overrides: overrides.optional(),
});
export type PlanBody = z.output<typeof planBody>;

export const plan = z.object({ mapping, rules, overrides: z.array(override) });
export type Plan = z.infer<typeof plan>;
