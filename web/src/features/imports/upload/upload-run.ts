import type { ImportPreview } from '../../../../../src/features/imports/contract.ts';
import { Failure, toFailure } from '../../../lib/failure.ts';
import { createStore } from '../../../lib/store.ts';
import { isSameFile, keepUpload, keptUpload } from './kept-upload.ts';
import { partsOf } from './parts.ts';
import { sendParts } from './send-parts.ts';
import { abandonUpload, beginUpload, completeUpload, readUpload, sendPart } from './upload-api.ts';

/** The upload of this tab. It goes on while one looks at other screens of the app. */
export interface UploadRun {
  phase: 'sending' | 'paused' | 'reading' | 'failed' | 'done';
  file: File;
  /** Bytes that are out or there. */
  sent: number;
  /** A part failed for now, and is tried again by itself. */
  waiting: boolean;
  error: Failure | null;
  /** Once it is read. */
  preview: ImportPreview | null;
}

export const uploadRun = createStore<UploadRun | null>(null);
let abort: AbortController | null = null;

const change = (part: Partial<UploadRun>) => uploadRun.set((run) => (run === null ? null : { ...run, ...part }));

/** Waits, but no longer than until the line is back. */
const waitForLine = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });

/** The upload that this file was begun as, where the server still has it; else a fresh one. */
async function taken(file: File, signal: AbortSignal) {
  const kept = keptUpload();
  if (kept !== null && isSameFile(kept, file)) {
    try {
      return await readUpload(kept.id, signal);
    } catch (cause) {
      if (!(cause instanceof Failure && cause.status === 404)) throw cause;
    }
  }
  const begun = await beginUpload(file, signal);
  keepUpload({ id: begun.id, name: file.name, bytes: file.size, lastModified: file.lastModified });
  return begun;
}

/** Sends a file, or what is missing of it. The same again takes up where it stopped. */
export async function startUpload(file: File): Promise<void> {
  const phase = uploadRun.get()?.phase;
  if (phase === 'sending' || phase === 'reading') return;
  const own = new AbortController();
  abort = own;
  uploadRun.set({ phase: 'sending', file, sent: 0, waiting: false, error: null, preview: null });
  try {
    const { id, partBytes, done: have } = await taken(file, own.signal);
    await sendParts({
      parts: partsOf(file.size, partBytes),
      have: new Set(have),
      send: (part, onSent, signal) => sendPart(id, part.number, file.slice(part.start, part.end), onSent, signal),
      onProgress: (sent) => change({ sent }),
      onWaiting: (waiting) => change({ waiting }),
      wait: waitForLine,
      signal: own.signal,
    });
    change({ phase: 'reading', waiting: false });
    const preview = await completeUpload(id, own.signal);
    keepUpload(null);
    change({ phase: 'done', preview });
  } catch (cause) {
    // Whoever stopped it has said what it is now.
    if (own.signal.aborted) return;
    change({ phase: 'failed', waiting: false, error: toFailure(cause) });
  }
}

/** Stops for now; what is there stays there. */
export function pauseUpload(): void {
  if (uploadRun.get()?.phase !== 'sending') return;
  abort?.abort();
  change({ phase: 'paused', waiting: false });
}

/** Gives an upload up, with what is there of it. */
export function dropUpload(): void {
  abort?.abort();
  uploadRun.set(null);
  const kept = keptUpload();
  keepUpload(null);
  // What the server keeps of it goes by itself in time; asking is a courtesy.
  if (kept !== null) abandonUpload(kept.id).catch(() => undefined);
}

/** Puts one away that has ended. */
export const clearUpload = (): void => uploadRun.set(null);
