/** Single requests to the Worker under a tenant's name. `fetch` would not let us set the host. */
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Call {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Sends a request, and gives the answer when its head is there. */
export function open({ port, host, path, method = 'GET', cookie, headers, body }: Call): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const all = { ...headers, host, ...(cookie ? { cookie } : {}) };
    request({ port, host: '127.0.0.1', path, method, headers: all }, resolve).once('error', reject).end(body);
  });
}

export interface Answered {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request and reads its answer. Fails where the status is not one of success. */
export async function call(what: Call): Promise<Answered> {
  const response = await open(what);
  const body = await text(response);
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300) throw new Error(`${what.host}${what.path} answered ${statusCode}: ${body}`);
  return { headers, body };
}
