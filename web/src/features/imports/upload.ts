import type { ImportPreview } from '../../../../src/features/imports/contract.ts';
import { type Failure, failureOf, offline } from '../../lib/failure.ts';
import { stringifySearch } from '../../lib/search-params.ts';

/**
 * A file at most: what Cloudflare lets through to a Worker in one request on its Free and Pro plans. The server counts
 * again and has the last word; this spares the upload of what it must refuse.
 */
export const UPLOAD_MAX_BYTES = 100 * 1024 * 1024;

export const ACCEPTED = ['.csv', '.tsv', '.txt'] as const;

/** Why a file is not even sent; null where it may be. */
export function refusalOf(file: Pick<File, 'name' | 'size'>): string | null {
  const name = file.name.toLowerCase();
  if (!ACCEPTED.some((ending) => name.endsWith(ending))) {
    return 'Only .csv, .tsv and .txt files can be imported. In a spreadsheet, choose “Save as” and then CSV.';
  }
  if (file.size === 0) return 'The file is empty.';
  if (file.size > UPLOAD_MAX_BYTES) return 'The file is larger than 100 MB. Split it, and import the parts one by one.';
  return null;
}

interface UploadOptions {
  file: File;
  key: string;
  onProgress: (sent: number, total: number) => void;
  signal: AbortSignal;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * `POST /api/v1/imports?draft=true` with the file as it is. By XMLHttpRequest, as `fetch` tells nothing of how much has
 * gone out. Rejects with `Failure`, or with an AbortError.
 */
export const upload = ({ file, key, onProgress, signal }: UploadOptions): Promise<ImportPreview> =>
  new Promise((resolve, reject: (cause: Failure | DOMException) => void) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/imports${stringifySearch({ draft: 'true', name: file.name })}`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'text/csv');
    request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
    request.onerror = () => reject(offline());
    request.onabort = () => reject(new DOMException('The upload was cancelled', 'AbortError'));
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && body !== null) resolve(body as ImportPreview);
      else reject(failureOf(request.status, body, request.getResponseHeader('x-request-id')));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
