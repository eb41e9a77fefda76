import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';
import { PROSPECT_FIELDS } from '../prospects/contract.ts';

/** What a column may become: a field of the prospect, a custom value kept under the column's name, or nothing. */
export const COLUMN_TARGETS = [...PROSPECT_FIELDS, 'custom', 'skip'] as const;
export type ColumnTarget = (typeof COLUMN_TARGETS)[number];

/** Column name → target. Columns that share a name are told apart as `Email`, `Email (2)`, … in file order. */
export const mapping = z.record(z.string(), z.enum(COLUMN_TARGETS));
export type Mapping = z.infer<typeof mapping>;

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

/** draft: uploaded, waiting for the mapping · then the states of its job. */
export const IMPORT_STATUSES = ['draft', 'queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** read = created + updated + unchanged + refused, always. */
export const rowCounts = z.object({
  read: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int(),
});

export const importState = z.object({
  id,
  jobId: id.nullable(),
  status: z.enum(IMPORT_STATUSES),
  file: z.object({ name: z.string(), bytes: z.int(), encoding: z.enum(ENCODINGS), delimiter: z.string() }),
  mapping: mapping.nullable(),
  rows: rowCounts,
  progress: z.object({ bytesDone: z.int(), bytesTotal: z.int() }),
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
});
export type ImportPreview = z.infer<typeof importPreview>;

/** `POST /api/v1/imports?draft=true` answers the preview (201) and waits; without it the import starts (202). */
export const createImportQuery = z.strictObject({
  draft: z.stringbool().default(false),
  name: z.string().max(255).optional().describe('The file’s name, for a raw body'),
});
export const startedImport = z.object({ id, jobId: id });

/** `POST /api/v1/imports/{id}/start` */
export const startImportBody = z.strictObject({ mapping: mapping.optional() });

/** `POST /api/v1/imports/{id}/check`: how the first rows would fare under a mapping; nothing is written. */
export const checkImportBody = z.strictObject({ mapping });
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

/** A refused row: where, what, why. The same lines stand in `errors.csv` with the whole row. */
export const refusal = z.object({ row: z.int(), column: z.string(), value: z.string(), reason: z.string() });
export const refusalPage = pageOf(refusal);
export const listRefusalsQuery = z.strictObject({ ...pageQuery });
