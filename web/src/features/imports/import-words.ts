import type { IMPORT_STATUSES, ImportState } from '../../../../src/features/imports/contract.ts';
import type { Tone } from '../../ui/badge.tsx';

export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const STATUS_WORDS: Record<ImportStatus, { word: string; tone: Tone }> = {
  draft: { word: 'Draft', tone: 'neutral' },
  queued: { word: 'Queued', tone: 'neutral' },
  running: { word: 'Running', tone: 'accent' },
  paused: { word: 'Paused', tone: 'warn' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'warn' },
};

/** Accepted and not at its end. */
export const isActive = ({ status }: Pick<ImportState, 'status'>): boolean =>
  status === 'queued' || status === 'running';

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
