import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';
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

export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'macintosh',
  'windows-1251',
  'shift_jis',
  'gb18030',
  'big5',
  'euc-kr',
] as const;

/** draft: uploaded, waiting for the mapping · then the states of its job. A paused one goes on when it is told to. */
export const IMPORT_STATUSES = ['draft', 'queued', 'running', 'paused', 'done', 'failed', 'cancelled'] as const;

/** read = created + updated + unchanged + refused, always. */
export const rowCounts = z.object({
  read: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int(),
});

/**
 * What a count of rows does not say. `suppressed`: rows that come in, of people whom the workspace leaves alone by what is known
 * of them then: they stay left alone. `leftOut`: values that the rule `drop_unreadable` left out of rows that come in, the
 * columns with the most of them first.
 */
export const asides = z.object({
  suppressed: z.int(),
  leftOut: z.array(z.object({ column: z.string(), values: z.int() })),
});
export type Asides = z.infer<typeof asides>;

export const UNDO_STATUSES = ['queued', 'running', 'done', 'failed'] as const;

/**
 * An import taken back. People it made go (`removed`), but those who were touched since stay (`stayed`). Values it
 * changed become what they were (`restored`), but those that changed once more since are kept (`kept`). `until` is the
 * last moment that it can be asked for; null where the import has not ended.
 */
export const undoState = z.object({
  status: z.enum(UNDO_STATUSES).nullable().describe('null: not asked for'),
  jobId: id.nullable(),
  until: instant.nullable(),
  people: z.object({ removed: z.int(), stayed: z.int() }),
  values: z.object({ restored: z.int(), kept: z.int() }),
});

export const importState = z.object({
  id,
  jobId: id.nullable(),
  status: z.enum(IMPORT_STATUSES),
  pausing: z.boolean().describe('It stops after the rows it is at'),
  file: z.object({ name: z.string(), bytes: z.int(), encoding: z.enum(ENCODINGS), delimiter: z.string() }),
  mapping: mapping.nullable(),
  rules,
  overrides: z.int().describe('How many cells were mended by hand'),
  rows: rowCounts,
  ...asides.shape,
  progress: z.object({ bytesDone: z.int(), bytesTotal: z.int() }),
  undo: undoState,
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type ImportState = z.infer<typeof importState>;
export const importPage = pageOf(importState);
export const listImportsQuery = z.strictObject({ ...pageQuery });

/** One column as read: its name, a few values, and what we propose to make of it, and how sure that is (0 to 1). */
export const column = z.object({
  name: z.string(),
  samples: z.array(z.string()),
  target: z.enum(COLUMN_TARGETS),
  confidence: z.number(),
});

/** What was read of a fresh upload: enough to choose the mapping. */
export const importPreview = z.object({
  id,
  file: importState.shape.file,
  columns: z.array(column),
  rows: z.array(z.array(z.string())).describe('The first rows, a cell a column'),
  estimatedRows: z.int(),
  problems: z.array(z.object({ kind: z.string(), message: z.string() })),
  remembered: z
    .object({ exact: z.boolean().describe('false: of nearly the same header'), usedAt: instant })
    .nullable()
    .describe('The targets and rules are those of an earlier file'),
  plan: plan.describe('How the file becomes people, as it was proposed or chosen last'),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** `POST /api/v1/imports?draft=true` answers the preview (201) and waits; without it the import starts (202). */
export const createImportQuery = z.strictObject({
  draft: z.stringbool().default(false),
  name: z.string().max(255).optional().describe('The file’s name, for a raw body'),
});
export const startedImport = z.object({ id, jobId: id });

/** `POST /api/v1/imports/{id}/start` */
export const startImportBody = planBody;

/** `POST /api/v1/imports/{id}/check`: how the first rows would fare under a plan; nothing is written. */
export const checkImportBody = z.strictObject({
  mapping,
  rules: rules.optional(),
  overrides: overrides.optional(),
});
export const importCheck = z.object({
  rows: z.array(
    z.object({
      row: z.int(),
      ok: z.boolean(),
      prospect: z.record(z.string(), z.string()),
      problems: z.array(z.object({ column: z.string(), value: z.string(), reason: z.string() })),
    }),
  ),
});

/** Kinds of problems that are told apart, and rows shown of each: what a member still reads. */
export const PROBLEM_KINDS_MAX = 40;
export const PROBLEM_ROWS_MAX = 10;
/** People who would change that can be looked at one by one: a member looks at some of them, not at all. */
export const CHANGES_MAX = 1_000;

/** Problems of one reason in one column ('' where it is the row as a whole), over all rows, with the first rows that have it. */
export const problemKind = z.object({
  column: z.string(),
  reason: z.string(),
  count: z.int(),
  rows: z.array(
    z.object({
      row: z.int(),
      cells: z
        .record(z.string(), z.string())
        .describe('Column → what stands there, cut short: some that tell who it is'),
    }),
  ),
});

/** How far a look over a file has come; `none` where it was not asked for under the plan that holds now. */
export const VALIDATION_STATUSES = ['none', 'running', 'done', 'failed'] as const;

/**
 * `POST /api/v1/imports/{id}/validate` (202) and `GET …/validation`: what would become of every row of a draft's file, by
 * the rules of the import itself. While it runs the figures are of the rows looked at so far. Nothing of anybody is written.
 */
export const validation = z.object({
  status: z.enum(VALIDATION_STATUSES),
  rows: rowCounts,
  ...asides.shape,
  people: z.int().describe('How many known people would change'),
  problems: z.array(problemKind),
  more: z.int().describe('Problems of yet other kinds'),
  progress: z.object({ bytesDone: z.int(), bytesTotal: z.int() }),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  finishedAt: instant.nullable(),
});
export type Validation = z.infer<typeof validation>;

/**
 * Someone who would change, by the rows of the file together: field → what stands there and what would. Custom values go by
 * their own names. No field at all where the file only speaks of fields that a member has chosen: those stay as they are.
 */
export const expectedChange = z.object({
  row: z.int().describe('The first that changes them'),
  prospectId: id,
  name: z.string(),
  fields: z.array(
    z.object({ field: z.string(), custom: z.boolean(), from: z.string().nullable(), to: z.string().nullable() }),
  ),
});
export type ExpectedChange = z.infer<typeof expectedChange>;
export const expectedChangePage = pageOf(expectedChange);
export const listChangesQuery = z.strictObject({ ...pageQuery });

/** A refused row: where, what, why. The same lines stand in `errors.csv` with the whole row. */
export const refusal = z.object({ row: z.int(), column: z.string(), value: z.string(), reason: z.string() });
export const refusalPage = pageOf(refusal);
export const listRefusalsQuery = z.strictObject({ ...pageQuery });

/** Largest file: half of what one list of 1 048 576 people at a kilobyte takes, and what comparable products take. */
export const UPLOAD_BYTES_MAX = 512 * 1000 * 1000;
/** All parts but the last are of this size: R2 wants them equal and of 5 MiB at least, and one is quickly sent again. */
export const PART_BYTES = 8 * 1024 * 1024;

/** `POST /api/v1/uploads`: a file that comes in parts, which may be sent again, in any order, and after a pause. */
export const createUploadBody = z.strictObject({
  name: z.string().trim().min(1).max(255),
  bytes: z
    .int()
    .positive()
    .max(UPLOAD_BYTES_MAX, 'A file may have 512 MB. Split it, and import the parts one after the other.'),
});
/**
 * Part n (from 1) is the bytes from (n − 1) × `partBytes`, as many as `partBytes` or what is left. `done` are the parts
 * that are there. An upload that is not completed until `expiresAt` is taken away.
 */
export const upload = z.object({
  id,
  name: z.string(),
  bytes: z.int(),
  partBytes: z.int(),
  parts: z.int(),
  done: z.array(z.int()),
  state: z.enum(['open', 'complete', 'aborted']),
  expiresAt: instant,
});
export type Upload = z.infer<typeof upload>;
export const uploadPart = z.object({ part: z.int(), bytes: z.int() });
