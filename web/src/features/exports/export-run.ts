import { getStream } from '../../lib/api.ts';
import { Failure, toFailure } from '../../lib/failure.ts';
import { createStore } from '../../lib/store.ts';
import { apiQuery, type Filters } from '../prospects/filters.ts';
import { fileNameOf, type Received, readExport } from './read-export.ts';

export interface ExportRun {
  state: 'running' | 'done' | 'failed';
  filters: Filters;
  /** What the search said it would be; null where only a floor is known. */
  expected: number | null;
  received: Received;
  fileName: string | null;
  error: Failure | null;
}

/** The export of this tab, shown at the foot of every screen; null when there is none to speak of. */
export const exportRun = createStore<ExportRun | null>(null);
let abort: AbortController | null = null;

const FALLBACK_NAME = 'prospects.csv';

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

/** `GET /api/v1/exports/prospects.csv` with the filters of the list. Saves the file only once it is whole. */
export async function startExport(filters: Filters, expected: number | null): Promise<void> {
  if (exportRun.get()?.state === 'running') return;
  const own = new AbortController();
  abort = own;
  const change = (part: Partial<ExportRun>) => exportRun.set((run) => (run === null ? null : { ...run, ...part }));
  exportRun.set({ state: 'running', filters, expected, received: { bytes: 0, rows: 0 }, fileName: null, error: null });
  let streaming = false;
  try {
    const response = await getStream(`/api/v1/exports/prospects.csv${apiQuery(filters)}`, own.signal);
    if (response.body === null) throw broken();
    const fileName = fileNameOf(response.headers.get('content-disposition'), FALLBACK_NAME);
    streaming = true;
    const { file, received } = await readExport(response.body, (soFar) => change({ received: soFar }));
    save(file, fileName);
    change({ state: 'done', received, fileName });
  } catch (cause) {
    if (own.signal.aborted) exportRun.set(null);
    else change({ state: 'failed', error: streaming ? broken() : toFailure(cause) });
  }
}

/** Stops an export that runs; puts away one that has ended. */
export function dismissExport(): void {
  if (exportRun.get()?.state === 'running') abort?.abort();
  else exportRun.set(null);
}
