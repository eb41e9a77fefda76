import * as z from 'zod';
import type { exportFiles } from '../../db/schema/exports.ts';
import {
  EXPORT_COLUMNS,
  EXPORT_FORMATS,
  EXPORT_STATUSES,
  type ExportFile,
  type ExportFormat,
  exportBody,
} from './contract.ts';
import type { Asked } from './page.ts';

type Row = typeof exportFiles.$inferSelect;

const asked = z.object(exportBody.shape).omit({ format: true });

/** What a stored file was asked to hold. */
export const readAsked = (row: Pick<Row, 'asked'>): Asked => asked.parse(row.asked);

export const readFormat = (row: Pick<Row, 'format'>): ExportFormat => z.enum(EXPORT_FORMATS).parse(row.format);

/** A file as the API shows it. One whose time is over is expired from then on, not only once it is taken away. */
export const viewExport = (row: Row, now: Date): ExportFile => {
  const { ids, filter, sort, columns, provenance } = readAsked(row);
  const done = row.status === 'done';
  const over = done && row.expiresAt !== null && row.expiresAt <= now;
  return {
    id: row.id,
    jobId: row.jobId,
    status: over ? 'expired' : z.enum(EXPORT_STATUSES).parse(row.status),
    format: readFormat(row),
    columns: columns ?? EXPORT_COLUMNS.map(([, field]) => field),
    provenance,
    selected: ids?.length ?? null,
    filter: ids === undefined ? (filter ?? {}) : null,
    sort,
    rows: { done: row.rows, total: row.rowsTotal },
    leftOut: row.leftOut,
    bytes: row.bytes,
    error: row.error,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: done && !over ? (row.expiresAt?.toISOString() ?? null) : null,
  };
};
