import * as z from 'zod';
import { customColumn, customOfColumn } from '../../lib/custom-column.ts';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';
import {
  isOneSelection,
  ONE_SELECTION,
  PROSPECT_FIELDS,
  prospectFilters,
  SORTS,
  selectionOf,
} from '../prospects/contract.ts';
import { FIELD_HEADERS, RECORD_FIELDS } from '../prospects/header-contract.ts';

/**
 * `csv`: UTF-8 with a byte order mark, RFC 4180. `jsonl`: an object a line. `xlsx`: a workbook, of more sheets than one where
 * there are more rows than a sheet holds.
 */
export const EXPORT_FORMATS = ['csv', 'jsonl', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const FORMAT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Columns of a file where none are named, in order. The names are the ones an import maps back without help, so that what
 * was exported can be imported again.
 */
export const EXPORT_COLUMNS = PROSPECT_FIELDS.map((field) => [FIELD_HEADERS[field], field] as const);

/** Columns of one file at most: what a spreadsheet can be read with. */
const COLUMNS_MAX = 300;
const KNOWN: ReadonlySet<string> = new Set([...PROSPECT_FIELDS, ...RECORD_FIELDS]);

/** A column by its key: a field, `id`, `createdAt`, `updatedAt`, `enrichedAt`, or `custom.` and the name of a custom value. */
const columnKey = z
  .string()
  .max(customColumn('').length + 200)
  .refine((key) => KNOWN.has(key) || Boolean(customOfColumn(key)), 'No such column');

const columns = z
  .array(columnKey)
  .min(1)
  .max(COLUMNS_MAX)
  .refine((keys) => new Set(keys).size === keys.length, 'Name each column once');

const shape = {
  sort: z.enum(SORTS).default('newest'),
  provenance: z.boolean().default(false).describe('Source, time and confidence in columns beside each value'),
};

/**
 * `GET /api/v1/exports/prospects.csv`, `.jsonl` and `.xlsx`: the filters of search, every row that matches. `columns` is
 * given once for each column, in order. With `trailer`, the file is followed by a line of its own: see `exportTrailer`.
 */
export const exportQuery = z.strictObject({
  ...prospectFilters,
  sort: shape.sort,
  columns: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .pipe(columns)
    .optional(),
  provenance: z.stringbool().default(false),
  trailer: z.stringbool().default(false),
});
export type ExportQuery = z.output<typeof exportQuery>;

const body = {
  ...selectionOf,
  ...shape,
  format: z.enum(EXPORT_FORMATS).default('csv'),
  columns: columns.optional(),
};

/**
 * `POST /api/v1/exports/prospects`: the same file at once, of a filter or of people by their ids, in the order of the list;
 * always with its trailer.
 */
export const exportBody = z.strictObject(body).refine(isOneSelection, ONE_SELECTION);
export type ExportBody = z.output<typeof exportBody>;

/**
 * What follows the last byte of a file where it was asked for: a record separator (0x1E), then this as JSON. `bytes` are
 * those before the separator, `left` people who were left out, because they are suppressed or gone. A file that does not end
 * so is not whole.
 */
export const exportTrailer = z.object({ rows: z.int(), bytes: z.int(), left: z.int() });
export type ExportTrailer = z.infer<typeof exportTrailer>;
export const TRAILER_MARK = 0x1e;
/** Bytes of mark and trailer at most. */
export const TRAILER_BYTES_MAX = 200;

/** `GET /api/v1/exports/columns`: what can be chosen. `custom` are the custom values that people of the workspace have. */
export const exportColumns = z.object({
  columns: z.array(z.object({ key: z.string(), header: z.string(), kind: z.enum(['field', 'custom', 'record']) })),
  limit: z.int().describe('Rows that one file may have under the plan'),
  direct: z.int().describe('From so many rows on, a file is better made in the background'),
});
export type ExportColumns = z.infer<typeof exportColumns>;

export const EXPORT_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled', 'expired'] as const;

/** A file that is made in the background. `rows.total` is null until it is counted. */
export const exportFile = z.object({
  id,
  jobId: id,
  status: z.enum(EXPORT_STATUSES),
  format: z.enum(EXPORT_FORMATS),
  columns: z.array(z.string()).describe('Keys, in order'),
  provenance: z.boolean(),
  selected: z.int().nullable().describe('How many people were named; null for a filter'),
  filter: z.strictObject(prospectFilters).nullable().describe('Whom it was asked for; null where people were named'),
  sort: z.enum(SORTS),
  rows: z.object({ done: z.int(), total: z.int().nullable() }),
  leftOut: z.int().describe('People who were suppressed when it was made'),
  bytes: z.int().describe('Of what is stored, before a workbook is packed'),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  expiresAt: instant.nullable(),
});
export type ExportFile = z.infer<typeof exportFile>;
export const exportPage = pageOf(exportFile);
export const listExportsQuery = z.strictObject({ ...pageQuery });
export const startedExport = z.object({ id, jobId: id });

/** `POST /api/v1/exports/{id}/link` → where the file can be fetched until `expiresAt`, by members who may export. */
export const exportLink = z.object({ url: z.string(), expiresAt: instant });

/** `GET /api/v1/exports/files/{token}`: the file, without those who are gone or suppressed by now. */
export const fileQuery = z.strictObject({
  trailer: z.stringbool().default(false),
});
