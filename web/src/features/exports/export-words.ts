import type { EXPORT_STATUSES, ExportFile, ExportFormat } from '../../../../src/features/exports/contract.ts';
import { count, number } from '../../lib/format.ts';
import type { Tone } from '../../ui/badge.tsx';
import { type Names, readFilters } from '../prospects/filters.ts';
import { filterWords } from './export-target.ts';

export const FORMAT_WORDS: Record<ExportFormat, { name: string; about: string }> = {
  csv: { name: 'CSV', about: 'For any spreadsheet, and to be imported again' },
  xlsx: { name: 'Excel', about: 'A workbook: numbers as numbers, text as text' },
  jsonl: { name: 'JSON lines', about: 'For programs: an object a line' },
};

export const STATUS_WORDS: Record<(typeof EXPORT_STATUSES)[number], { word: string; tone: Tone }> = {
  queued: { word: 'Queued', tone: 'neutral' },
  running: { word: 'Running', tone: 'accent' },
  done: { word: 'Ready', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'warn' },
  expired: { word: 'Expired', tone: 'neutral' },
};

export const isMaking = ({ status }: Pick<ExportFile, 'status'>): boolean =>
  status === 'queued' || status === 'running';

/** `1,204 rows`, `120 of 1,204 rows`, `1,203 rows, 1 left out as suppressed` */
export function rowsWords({ rows, leftOut, status }: Pick<ExportFile, 'rows' | 'leftOut' | 'status'>): string {
  const running = status === 'queued' || status === 'running';
  return running && rows.total !== null
    ? `${number(rows.done + leftOut)} of ${count(rows.total, 'row')}`
    : `${count(rows.done, 'row')}${leftOut > 0 ? `, ${number(leftOut)} left out as suppressed` : ''}`;
}

/** `CSV, 19 columns, with sources` */
export const shapeWords = ({
  format,
  columns,
  provenance,
}: Pick<ExportFile, 'format' | 'columns' | 'provenance'>): string =>
  `${FORMAT_WORDS[format].name}, ${count(columns.length, 'column')}${provenance ? ', with sources' : ''}`;

/** `People that match Company is Acme`, `12 people ticked` */
export function whomWords({ selected, filter }: Pick<ExportFile, 'selected' | 'filter'>, names?: Names): string {
  if (selected !== null || filter === null) return `${count(selected ?? 0, 'person', 'people')} ticked`;
  const by = filterWords(readFilters(filter), names);
  return by === '' ? 'Everybody' : `People that match ${by}`;
}

/** What differs between what was expected and what came; null where nothing does. */
export function differenceWords(
  expected: number | null,
  { rows, left }: { rows: number; left: number },
): string | null {
  const said = left > 0 ? [`${count(left, 'person was', 'people were')} left out: suppressed, or deleted since`] : [];
  const other = expected === null ? 0 : rows + left - expected;
  if (other !== 0)
    said.push(
      `${count(Math.abs(other), 'person', 'people')} ${other > 0 ? 'more' : 'fewer'} than when the list was counted`,
    );
  return said.length === 0 ? null : `${said.join('. ')}.`;
}
