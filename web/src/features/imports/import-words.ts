import type { IMPORT_STATUSES, ImportState } from '../../../../src/features/imports/contract.ts';
import type { Tone } from '../../ui/badge.tsx';

export type ImportStatus = (typeof IMPORT_STATUSES)[number];

const STATUS_WORDS: Record<ImportStatus, { word: string; tone: Tone }> = {
  draft: { word: 'Draft', tone: 'neutral' },
  queued: { word: 'Queued', tone: 'neutral' },
  running: { word: 'Running', tone: 'accent' },
  paused: { word: 'Paused', tone: 'warn' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'warn' },
};

/** What an import is at, in a word: once it is taken back, that. */
export function statusWords({ status, undo }: Pick<ImportState, 'status' | 'undo'>): { word: string; tone: Tone } {
  if (undo.status === 'done') return { word: 'Undone', tone: 'neutral' };
  if (undo.status === 'queued' || undo.status === 'running') return { word: 'Undoing', tone: 'accent' };
  return STATUS_WORDS[status];
}

/** On its way by itself: what it is at will change. */
export const isActive = ({ status }: Pick<ImportState, 'status'>): boolean =>
  status === 'queued' || status === 'running';

/** At its end: rows will be read no more. */
export const isEnded = ({ status }: Pick<ImportState, 'status'>): boolean =>
  status === 'done' || status === 'failed' || status === 'cancelled';

/** Being taken back at this moment. */
export const isUndoing = ({ undo }: Pick<ImportState, 'undo'>): boolean =>
  undo.status === 'queued' || undo.status === 'running';

/** Whether anything about it changes by itself. */
export const isMoving = (state: Pick<ImportState, 'status' | 'undo'>): boolean => isActive(state) || isUndoing(state);

/** Count in = count out: every row read became something. Only then may the result call itself complete. */
export const addsUp = ({ read, created, updated, unchanged, refused }: ImportState['rows']): boolean =>
  read === created + updated + unchanged + refused;

const ENCODINGS: Partial<Record<ImportState['file']['encoding'], string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Windows-1252',
  'iso-8859-15': 'ISO-8859-15',
  macintosh: 'Mac Roman',
};
const DELIMITERS: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' };

/** How the file was read: `UTF-8, comma`. */
export const fileWords = ({ encoding, delimiter }: ImportState['file']): string =>
  `${ENCODINGS[encoding] ?? encoding}, ${DELIMITERS[delimiter] ?? `“${delimiter}”`} separated`;
