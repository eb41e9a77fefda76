import type { ImportPreview } from '../../../../../src/features/imports/contract.ts';
import { type Failure, toFailure } from '../../../lib/failure.ts';
import { newIdempotencyKey } from '../../../lib/idempotency.ts';
import { createStore } from '../../../lib/store.ts';
import { sendFile } from './upload-api.ts';

/** The upload of this tab. It goes on while one looks at other screens of the app. */
export interface UploadRun {
  phase: 'sending' | 'reading' | 'failed' | 'done';
  file: File;
  /** One key for all tries of one file. */
  key: string;
  /** Bytes that are out. */
  sent: number;
  error: Failure | null;
  /** Once it is read. */
  preview: ImportPreview | null;
}

export const uploadRun = createStore<UploadRun | null>(null);
let abort: AbortController | null = null;

const change = (part: Partial<UploadRun>) => uploadRun.set((run) => (run === null ? null : { ...run, ...part }));

/** Sends a file; after a failure, the same again is the same upload. */
export async function startUpload(file: File): Promise<void> {
  const before = uploadRun.get();
  if (before?.phase === 'sending' || before?.phase === 'reading') return;
  const key = before?.file === file ? before.key : newIdempotencyKey();
  const own = new AbortController();
  abort = own;
  uploadRun.set({ phase: 'sending', file, key, sent: 0, error: null, preview: null });
  try {
    const preview = await sendFile({
      file,
      key,
      onSent: (sent) => change({ sent, phase: sent >= file.size ? 'reading' : 'sending' }),
      signal: own.signal,
    });
    change({ phase: 'done', preview });
  } catch (cause) {
    if (!own.signal.aborted) change({ phase: 'failed', error: toFailure(cause) });
  }
}

/** Gives an upload up. */
export function dropUpload(): void {
  abort?.abort();
  uploadRun.set(null);
}

/** Puts one away that has ended. */
export const clearUpload = (): void => uploadRun.set(null);
