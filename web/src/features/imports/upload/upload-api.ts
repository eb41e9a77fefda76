import type { ImportPreview, Upload } from '../../../../../src/features/imports/contract.ts';
import { del, get, post } from '../../../lib/api.ts';
import { failureOf, offline } from '../../../lib/failure.ts';

const pathOf = (id: string) => `/api/v1/uploads/${encodeURIComponent(id)}`;

/** `POST /api/v1/uploads`: a file is on its way. */
export const beginUpload = ({ name, size }: File, signal: AbortSignal): Promise<Upload> =>
  post<Upload>('/api/v1/uploads', { name, bytes: size }, { signal });

/** `GET /api/v1/uploads/{id}`: what is there of it. */
export const readUpload = (id: string, signal: AbortSignal): Promise<Upload> => get<Upload>(pathOf(id), signal);

/** `POST /api/v1/uploads/{id}/complete`: all parts are there; answers what was read of the file. The same again answers the same. */
export const completeUpload = (id: string, signal: AbortSignal): Promise<ImportPreview> =>
  post<ImportPreview>(`${pathOf(id)}/complete`, {}, { signal });

/** `DELETE /api/v1/uploads/{id}` */
export const abandonUpload = (id: string): Promise<void> => del(pathOf(id));

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * `PUT /api/v1/uploads/{id}/parts/{part}` with the bytes as they are. By XMLHttpRequest, as `fetch` tells nothing of how
 * much has gone out. Rejects with `Failure`, or with an AbortError.
 */
export const sendPart = (
  id: string,
  part: number,
  body: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `${pathOf(id)}/parts/${part}`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onerror = () => reject(offline());
    request.onabort = () => reject(new DOMException('The upload was stopped', 'AbortError'));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(failureOf(request.status, parsed(request.responseText), request.getResponseHeader('x-request-id')));
    };
    const abort = () => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.onloadend = () => signal.removeEventListener('abort', abort);
    request.send(body);
  });
