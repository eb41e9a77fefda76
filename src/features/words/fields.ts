import * as z from 'zod';
import { CUSTOM_OP_TYPES, CUSTOM_OPS, readCustomFilter, writeCustomFilter } from '../../lib/custom-filter.ts';

/**
 * The workspace's own fields in a search by words: what of them Claude is shown, and what becomes of the ones that it names. It names
 * fields as they are called; what the search asks by is looked up here.
 */

/** A field as the workspace has it. `options` are the choices of one that has some. */
export const ownField = z.object({ key: z.string(), name: z.string(), type: z.string(), options: z.array(z.string()) });
export type OwnField = z.infer<typeof ownField>;

/** Choices of one field that are shown: enough to meet the usual ones by their very name; others are taken as they are said. */
const CHOICES_SHOWN = 20;
/** Characters of all fields together: some two thousand tokens, which each question pays for. Those further down are left out. */
const FIELDS_CHARS_MAX = 6_000;

/** The fields that are shown, in the workspace's order: no two of one name. */
export const shownFields = (fields: readonly OwnField[]): OwnField[] => {
  let chars = 0;
  return fields.flatMap((field) => {
    const one = { ...field, options: field.options.slice(0, CHOICES_SHOWN) };
    chars += JSON.stringify(listed(one)).length;
    return chars <= FIELDS_CHARS_MAX ? [one] : [];
  });
};

const listed = ({ name, type, options }: OwnField) => ({
  field: name,
  type,
  ...(options.length > 0 ? { choices: options } : {}),
});

/** The fields as a line of JSON, without their keys. */
export const fieldsLine = (fields: readonly OwnField[]): string => JSON.stringify(fields.map(listed));

const ops = z.enum(CUSTOM_OPS);
const value = z
  .string()
  .describe('A text, a choice, a number, or a day as YYYY-MM-DD; empty for yes, no, known and unknown');

/** What is asked of them: of a closed set of names. */
export const fieldsShape = (fields: readonly OwnField[]) =>
  z.array(z.object({ field: z.enum(fields.map(({ name }) => name)), op: ops, value }));

/** What is read: a name may be any. */
export const saidFields = z.array(z.object({ field: z.string(), op: z.string(), value: z.string() }));
export type SaidField = z.infer<typeof saidFields>[number];

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** One as a filter of the search; undefined where there is no such field, it cannot be asked so, or the value is none of it. */
const filterOf = (fields: readonly OwnField[], said: SaidField): string | undefined => {
  const field = fields.find(({ name }) => plain(name) === plain(said.field));
  const op = CUSTOM_OPS.find((one) => one === said.op);
  if (!field || !op || !CUSTOM_OP_TYPES[op].includes(field.type)) return undefined;
  const takesNone = op === 'yes' || op === 'no' || op === 'known' || op === 'unknown';
  const own = field.options.find((option) => plain(option) === plain(said.value));
  if (op === 'is' && field.options.length > 0 && own === undefined) return undefined;
  const filter = writeCustomFilter({ op, key: field.key, value: takesNone ? '' : (own ?? said.value.trim()) });
  return /\p{Cc}/u.test(filter) || readCustomFilter(filter) === undefined ? undefined : filter;
};

/**
 * Filters by fields, each once. `parts` are ways in which the words may speak of one that is no filter, the longest first: who
 * asked is told of the first that they said.
 */
export const filtersByField = (
  fields: readonly OwnField[],
  said: readonly SaidField[],
): { filters: string[]; parts: string[][] } => {
  const filters = new Set<string>();
  const parts: string[][] = [];
  for (const one of said) {
    const filter = filterOf(fields, one);
    if (filter !== undefined) filters.add(filter);
    else parts.push([`${one.field} is ${one.value}`, `${one.field} ${one.value}`, one.value, one.field]);
  }
  return { filters: [...filters], parts };
};
