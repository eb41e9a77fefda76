import type { Route } from '../../../../src/http/route.ts';
import { newId } from '../../../../src/lib/ids.ts';
import { fetchWorker } from '../../../support/worker.ts';
import { inputSchema, type Ref, refsOf, wordOf } from './objects.ts';
import { bodyFor, type Extra, sampleOf } from './samples.ts';

/** One call of a route. `ids` gives the id for each place that takes one; undefined leaves an optional one out. */
export type Call = {
  host: string;
  cookie?: string | undefined;
  ids?: (ref: Ref) => string | undefined;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  body?: Extra;
  method?: string;
};

/** An answer without what differs from one request to the next by design: its id, the time, and what its limit says. */
export type Answer = { status: number; headers: Record<string, string>; body: string };

/** Requests from one address: below every limit by address, which is not what is tested here. */
const FROM_ONE_ADDRESS = 40;
let sent = 0;
const address = (): string => {
  sent += 1;
  return `2001:db8:0:${Math.floor(sent / FROM_ONE_ADDRESS).toString(16)}::1`;
};

/** Where a busy limiter does not answer in time, reading goes on without a word of it. */
const PASSING = new Set(['x-request-id', 'date', 'ratelimit', 'ratelimit-policy']);

/** Whose its session is, told to the browser by the first answer of an isolate, and again each minute: of the asker alone. */
export const isKnownAs = (name: string, value: string): boolean =>
  name === 'set-cookie' && value.startsWith('edgewise-known-as=');

/** Reads an answer to its end. */
export const readAnswer = async (response: Response): Promise<Answer> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) {
    if (!PASSING.has(name) && !isKnownAs(name, value)) headers[name] = value;
  }
  if (response.webSocket) {
    response.webSocket.accept();
    response.webSocket.close(1000);
    return { status: response.status, headers, body: '' };
  }
  const body = (await response.text()).replace(/"requestId":"[^"]+"/, '"requestId":"<masked>"');
  return { status: response.status, headers, body };
};

/** An answer in which texts that were sent, and so may come back, count as equal to each other. */
export const masked = (answer: Answer, sent: readonly (string | undefined)[]): Answer => {
  const mask = (text: string) => sent.reduce<string>((out, m) => (m ? out.replaceAll(m, '<masked>') : out), text);
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, mask(value)]);
  return { ...answer, headers: Object.fromEntries(headers), body: mask(answer.body) };
};

const required = (refs: readonly Ref[], ids: Call['ids']) => (property: string) => {
  const ref = refs.find((r) => r.place === 'body' && r.name === property);
  const id = ref && ids?.(ref);
  if (id === undefined) throw new Error(`No id for ${property}`);
  return id;
};

/** Sends a request as the route takes it. */
export const ask = (r: Route, call: Call): Promise<Response> => {
  const { host, cookie, ids } = call;
  const refs = refsOf(r);
  let path = `/api${r.path}`;
  const wanted = r.query ? inputSchema(r.query) : {};
  const query = new URLSearchParams(call.query);
  for (const name of wanted.required ?? []) {
    const schema = wanted.properties?.[name];
    if (schema && !refs.some((ref) => ref.name === name)) query.set(name, String(sampleOf(schema, newId)));
  }
  for (const ref of refs) {
    const id = ids?.(ref);
    if (id === undefined) continue;
    if (ref.place === 'path') path = path.replace(`{${ref.name}}`, encodeURIComponent(id));
    if (ref.place === 'query') query.set(ref.name, id);
  }
  path = path.replaceAll(/\{(\w+)\}/g, (place, name: string) => wordOf(r, name) ?? place);
  const body = bodyFor(r, required(refs, ids), call.body);
  const headers = new Headers({ 'cf-connecting-ip': address(), ...call.headers });
  if (cookie) headers.set('cookie', cookie);
  if (body?.type) headers.set('content-type', body.type);
  if (r.status === 101 && !headers.has('upgrade')) headers.set('upgrade', 'websocket');
  const search = query.size > 0 ? `?${query}` : '';
  return fetchWorker(host, path + search, {
    method: call.method ?? r.method.toUpperCase(),
    headers,
    ...(body ? { body: body.body } : {}),
  });
};
