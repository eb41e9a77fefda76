import type * as z from 'zod';
import type {
  ExportFile,
  ExportFormat,
  ExportTrailer,
  exportLink,
  startedExport,
} from '../../../../src/features/exports/contract.ts';
import { getStream, post, postStream } from '../../lib/api.ts';
import { Failure, toFailure } from '../../lib/failure.ts';
import { createStore } from '../../lib/store.ts';
import { type ExportTarget, peopleOf, whomOf } from './export-target.ts';
import { fileNameOf, type Received, readExport } from './read-export.ts';

/** What a file is to hold and to be. */
export interface ExportOrder {
  target: ExportTarget;
  format: ExportFormat;
  columns: readonly string[];
  provenance: boolean;
}

export interface ExportRun {
  /** `making`: in the background, by a job; what it is at stands in the list of files. */
  state: 'running' | 'making' | 'done' | 'failed';
  /** What was asked for, to be asked again; null for a file that was made before. */
  again: (() => Promise<void>) | null;
  /** What the search said it would be; null where only a floor is known. */
  expected: number | null;
  received: Received;
  fileName: string | null;
  trailer: ExportTrailer | null;
  exportId: string | null;
  error: Failure | null;
}

/** The export of this tab, shown at the foot of every screen; null when there is none to speak of. */
export const exportRun = createStore<ExportRun | null>(null);
let abort: AbortController | null = null;

const FRESH: Omit<ExportRun, 'state' | 'again' | 'expected'> = {
  received: { bytes: 0, rows: 0 },
  fileName: null,
  trailer: null,
  exportId: null,
  error: null,
};

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the blob over by the next turn; a URL freed in this one may be empty.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const broken = (): Failure =>
  new Failure('unreadable', 'The export broke off', {
    detail: 'The file would be incomplete, so nothing was saved. Try again.',
  });

const change = (part: Partial<ExportRun>) => exportRun.set((run) => (run === null ? null : { ...run, ...part }));

/** Reads a file to its end and saves it only once it is whole. */
async function receive(
  ask: (signal: AbortSignal) => Promise<Response>,
  format: ExportFormat,
  run: Pick<ExportRun, 'again' | 'expected' | 'exportId'>,
): Promise<void> {
  if (exportRun.get()?.state === 'running') return;
  const own = new AbortController();
  abort = own;
  exportRun.set({ ...FRESH, state: 'running', ...run });
  let streaming = false;
  try {
    const response = await ask(own.signal);
    if (response.body === null) throw broken();
    const fileName = fileNameOf(response.headers.get('content-disposition'), `prospects.${format}`);
    streaming = true;
    const { file, trailer } = await readExport(response.body, format, (received) => change({ received }));
    save(file, fileName);
    change({ state: 'done', received: { bytes: file.size, rows: trailer.rows }, trailer, fileName });
  } catch (cause) {
    if (own.signal.aborted) exportRun.set(null);
    else change({ state: 'failed', error: streaming ? broken() : toFailure(cause) });
  }
}

const bodyOf = ({ target, format, columns, provenance }: ExportOrder) => ({
  ...whomOf(target),
  format,
  columns,
  provenance,
});

/** `POST /api/v1/exports/prospects`: the file at once. */
export const startExport = (order: ExportOrder): Promise<void> =>
  receive((signal) => postStream('/api/v1/exports/prospects', bodyOf(order), signal), order.format, {
    again: () => startExport(order),
    expected: peopleOf(order.target),
    exportId: null,
  });

/** `POST /api/v1/exports`: the file by a job. */
export async function makeExport(order: ExportOrder): Promise<void> {
  const run = { ...FRESH, again: () => makeExport(order), expected: peopleOf(order.target) };
  try {
    const { id } = await post<z.infer<typeof startedExport>>('/api/v1/exports', bodyOf(order));
    exportRun.set({ ...run, state: 'making', exportId: id });
  } catch (cause) {
    exportRun.set({ ...run, state: 'failed', error: toFailure(cause) });
  }
}

/** Fetches a file that was made before, by a link of its own. */
export const fetchExport = ({ id, format, rows, leftOut }: ExportFile): Promise<void> =>
  receive(
    async (signal) => {
      const { url } = await post<z.infer<typeof exportLink>>(`/api/v1/exports/${encodeURIComponent(id)}/link`);
      const { pathname } = new URL(url);
      return getStream(`${pathname}?trailer=true`, signal);
    },
    format,
    { again: null, expected: rows.done + leftOut, exportId: id },
  );

/** Stops a download that runs; puts away what has ended, or goes on without being watched. */
export function dismissExport(): void {
  if (exportRun.get()?.state === 'running') abort?.abort();
  else exportRun.set(null);
}
