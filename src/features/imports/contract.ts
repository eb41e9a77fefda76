import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';
import { COLUMN_TARGETS, mapping, overrides, plan, planBody, rules } from './plan-contract.ts';

export * from './plan-contract.ts';

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

/**
 * `POST /api/v1/imports/{id}/validate`: keeps the plan with the draft and looks over the whole file under it, as a job.
 * Nothing of anyone is written. `GET /api/v1/imports/{id}/validation` tells how far it has come and what it found.
 */
export const validateImportBody = planBody;

/** Problems of one kind in one column: how many, and a few of them with their rows. */
export const problemKind = z.object({
  column: z.string().describe('Empty where it is the row as a whole'),
  reason: z.string(),
  count: z.int(),
  examples: z.array(z.object({ row: z.int(), value: z.string() })),
  rules: z.array(z.string()).describe('Rules that may mend it'),
});

/**
 * What would become of the rows: read = created + updated + unchanged + repeated + refused. `repeated` are rows about
 * someone new whom an earlier row is about already: what they add shows when it runs.
 */
export const validation = z.object({
  status: z.enum(['none', 'running', 'done', 'failed']),
  jobId: id.nullable(),
  progress: z.object({ bytesDone: z.int(), bytesTotal: z.int() }),
  rows: rowCounts.extend({ repeated: z.int() }),
  problems: z.array(problemKind),
  more: z.int().describe('Problems of kinds beyond those listed'),
  changes: z
    .array(
      z.object({
        row: z.int(),
        name: z.string(),
        prospectId: id,
        fields: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
      }),
    )
    .describe('The first rows that would change someone, with what of them'),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type Validation = z.infer<typeof validation>;

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
  state: z.enum(['open', 'complete']),
  expiresAt: instant,
});
export type Upload = z.infer<typeof upload>;
export const uploadPart = z.object({ part: z.int(), bytes: z.int() });
