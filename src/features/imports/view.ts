import type { imports } from '../../db/schema/imports.ts';
import {
  COLUMN_TARGETS,
  ENCODINGS,
  FIX_RULES,
  IMPORT_STATUSES,
  type ImportPreview,
  type ImportState,
  importPreview,
  type Mapping,
  mapping,
  type Plan,
  type Rules,
  UNDO_STATUSES,
} from './contract.ts';
import { shownLeftOut } from './rows/left-out.ts';

type Row = typeof imports.$inferSelect;

/** The columns that the API's view is made of: all but the preview and the internals. */
export type StateRow = Omit<
  Row,
  | 'preview'
  | 'proposal'
  | 'remembered'
  | 'columns'
  | 'fileKey'
  | 'fileHash'
  | 'firstRow'
  | 'nextRow'
  | 'checkJobId'
  | 'checkBasis'
  | 'checked'
>;

const oneOf = <T extends string>(values: readonly T[], text: string): T => {
  const value = values.find((v) => v === text);
  if (value === undefined) throw new Error(`Not one of ${values.join(', ')}: ${text}`);
  return value;
};

/** A stored mapping, without targets that there are no more. */
export const readMapping = (stored: Record<string, string>): Mapping =>
  Object.fromEntries(
    Object.entries(stored).map(([name, target]) => [name, COLUMN_TARGETS.find((t) => t === target) ?? 'custom']),
  );

/** Stored rules, without those that there are no more. */
export const readRules = (stored: Record<string, string[]>): Rules =>
  Object.fromEntries(
    Object.entries(stored).map(([name, said]) => [name, FIX_RULES.filter((rule) => said.includes(rule))]),
  );

/** How an import's file becomes people: as it was chosen last, or proposed. */
export const readPlan = (row: Pick<Row, 'mapping' | 'proposal' | 'rules' | 'overrides'>): Plan => ({
  mapping: readMapping(row.mapping ?? row.proposal),
  rules: readRules(row.rules),
  overrides: row.overrides,
});

type FileRow = Pick<Row, 'fileName' | 'fileBytes' | 'encoding' | 'delimiter'>;

const fileOf = (row: FileRow): ImportState['file'] => ({
  name: row.fileName,
  bytes: row.fileBytes,
  encoding: oneOf(ENCODINGS, row.encoding),
  delimiter: row.delimiter,
});

/** What was read of a file, as the API shows it. */
export const viewPreview = (
  row: FileRow & Pick<Row, 'id' | 'preview' | 'remembered' | 'mapping' | 'proposal' | 'rules' | 'overrides'>,
): ImportPreview =>
  importPreview.parse({
    ...row.preview,
    id: row.id,
    file: fileOf(row),
    remembered: row.remembered,
    plan: readPlan(row),
  });

const undoOf = (row: StateRow): ImportState['undo'] => ({
  status: row.undoStatus === null ? null : oneOf(UNDO_STATUSES, row.undoStatus),
  jobId: row.undoJobId,
  until: row.undoUntil?.toISOString() ?? null,
  people: { removed: row.undoRemoved, stayed: row.undoStayed },
  values: { restored: row.undoRestored, kept: row.undoKept },
});

/** An import as the API shows it. */
export const viewImport = (row: StateRow): ImportState => ({
  id: row.id,
  jobId: row.jobId,
  status: oneOf(IMPORT_STATUSES, row.status),
  pausing: row.pauseRequested,
  file: fileOf(row),
  mapping: row.mapping && mapping.parse(readMapping(row.mapping)),
  rules: readRules(row.rules),
  overrides: row.overrides.length,
  rows: {
    read: row.rowsRead,
    created: row.rowsCreated,
    updated: row.rowsUpdated,
    unchanged: row.rowsUnchanged,
    refused: row.rowsRefused,
  },
  suppressed: row.rowsSuppressed,
  leftOut: shownLeftOut(Object.entries(row.leftOut)),
  progress: { bytesDone: row.status === 'done' ? row.fileBytes : (row.nextByte ?? 0), bytesTotal: row.fileBytes },
  undo: undoOf(row),
  error: row.error,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});
