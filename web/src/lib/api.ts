import { Failure, failureOf, offline } from './failure.ts';
import { newIdempotencyKey } from './idempotency.ts';

/** Sends of one change when its answer got lost: the key makes a repeat safe. */
const TRIES = 4;
/** Wait before a repeat: the first send may still be running on the other side, which then says so. */
const REPEAT_MS = 1_000;

export interface PostOptions {
  /** The key of this action; a fresh one otherwise. */
  key?: string;
  signal?: AbortSignal;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw offline();
  }
  if (response.ok) return response;
  throw failureOf(response.status, await readJson(response), response.headers.get('x-request-id'));
}

/**
 * `GET path`. The answer is typed by the API's own contract and not parsed again: both come from one build on one
 * origin, and zod would weigh more than the rest of the first load. Throws `Failure`.
 */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { headers: { accept: 'application/json' }, signal: signal ?? null });
  const body = await readJson(response);
  if (body === null) throw new Failure('unreadable', 'The answer cannot be read', { status: response.status });
  return body as T;
}

/** The raw answer, for a body that is read as it comes. Throws `Failure`. */
export const getStream = (path: string, signal: AbortSignal): Promise<Response> => send(path, { signal });

/** As `getStream`, of what a JSON body asks for. It changes nothing that a repeat would change twice. */
export const postStream = (path: string, body: unknown, signal: AbortSignal): Promise<Response> =>
  send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal });

async function write<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  { key, signal }: PostOptions,
): Promise<T> {
  const init: RequestInit = {
    method,
    headers: {
      accept: 'application/json',
      'idempotency-key': key ?? newIdempotencyKey(),
      ...(method === 'DELETE' ? {} : { 'content-type': 'application/json' }),
    },
    body: method === 'DELETE' ? null : JSON.stringify(body ?? {}),
    signal: signal ?? null,
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return (await readJson(await send(path, init))) as T;
    } catch (cause) {
      const code = cause instanceof Failure ? cause.code : null;
      const lost = (code === 'offline' && navigator.onLine) || code === 'idempotency_running';
      if (!lost || attempt >= TRIES) throw cause;
      await new Promise((resolve) => setTimeout(resolve, REPEAT_MS));
    }
  }
}

/** `POST path` with a JSON body and an Idempotency-Key. Throws `Failure`. */
export const post = <T>(path: string, body?: unknown, options: PostOptions = {}): Promise<T> =>
  write<T>('POST', path, body, options);

/** `PUT path`, as `post`. */
export const put = <T>(path: string, body: unknown): Promise<T> => write<T>('PUT', path, body, {});

/** `PATCH path`, as `post`. */
export const patch = <T>(path: string, body: unknown): Promise<T> => write<T>('PATCH', path, body, {});

/** `DELETE path`, as `post` but without a body. */
export const del = <T>(path: string): Promise<T> => write<T>('DELETE', path, undefined, {});
