import type { ImportPreview } from '../../../../../src/features/imports/contract.ts';
import { type Failure, failureOf, offline } from '../../../lib/failure.ts';
import { stringifySearch } from '../../../lib/search-params.ts';

interface SendFile {
  file: File;
  key: string;
  onSent: (bytes: number) => void;
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
export const sendFile = ({ file, key, onSent, signal }: SendFile): Promise<ImportPreview> =>
  new Promise((resolve, reject: (cause: Failure | DOMException) => void) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/imports${stringifySearch({ draft: 'true', name: file.name })}`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'text/csv');
    request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
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
