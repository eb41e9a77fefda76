import type { JOB_KINDS, JOB_STATES, Job } from '../../../../src/features/jobs/contract.ts';
import { bytes, duration, number } from '../../lib/format.ts';
import type { Tone } from '../../ui/badge.tsx';

export const KIND_WORDS: Record<(typeof JOB_KINDS)[number], string> = {
  import: 'Import',
  import_check: 'Look over a file',
  import_undo: 'Undo of an import',
  enrichment: 'Enrichment',
  bulk_enrichment: 'Bulk enrichment',
  duplicates: 'Search for duplicates',
  bulk_edit: 'Bulk edit',
  lookalike: 'Find similar',
  filter_words: 'Filters in words',
  mapping_proposal: 'Columns of a file',
  export: 'Export',
};

export const STATE_WORDS: Record<(typeof JOB_STATES)[number], { word: string; tone: Tone }> = {
  queued: { word: 'Queued', tone: 'neutral' },
  running: { word: 'Running', tone: 'accent' },
  paused: { word: 'Paused', tone: 'warn' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'warn' },
};

/** `3 of 5 sources`, `1.2 MB of 4 MB`, `120 rows` */
export function progressWords({ done, total, unit }: Job['progress']): string {
  if (unit === 'bytes') return total === null ? bytes(done) : `${bytes(done)} of ${bytes(total)}`;
  return total === null ? `${number(done)} ${unit}` : `${number(done)} of ${number(total)} ${unit}`;
}

/** How long a job took, or has been going; null before its start. */
export const tookWords = ({ startedAt, finishedAt }: Job, now: number): string | null =>
  startedAt === null ? null : duration((finishedAt === null ? now : Date.parse(finishedAt)) - Date.parse(startedAt));
