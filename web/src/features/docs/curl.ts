import { type Endpoint, type OpenApi, resolve } from './openapi.ts';
import { exampleOf, isShapeless } from './schema-words.ts';

/** A text as one word of a POSIX shell. */
export const shellQuote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A call of the endpoint that can be pasted: signed in by the cookies that a sign-in call kept. */
export function curlOf(document: OpenApi, { method, path, parameters, operation }: Endpoint, origin: string): string {
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const query = required.map(
    ({ name, schema }) => `${name}=${encodeURIComponent(String(exampleOf(document, schema ?? {})))}`,
  );
  // `{id}` stays for the reader to fill in.
  const url = origin + path + (query.length === 0 ? '' : `?${query.join('&')}`);
  const lines = [`curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${shellQuote(url)}`];
  const signIn = path.startsWith('/api/auth/');
  lines.push(signIn ? '--cookie-jar cookies.txt' : '--cookie cookies.txt');
  if (method !== 'get' && !signIn) lines.push('-H "Idempotency-Key: $(uuidgen)"');
  const content = operation.requestBody === undefined ? undefined : resolve(document, operation.requestBody).content;
  const json = content?.['application/json']?.schema;
  if (json !== undefined) {
    const example = isShapeless(document, json) ? '@body.json' : shellQuote(JSON.stringify(exampleOf(document, json)));
    lines.push("-H 'Content-Type: application/json'", `-d ${example}`);
  } else if (content?.['multipart/form-data'] !== undefined) {
    lines.push("-F 'file=@people.csv'");
  } else if (content?.['text/csv'] !== undefined) {
    lines.push("-H 'Content-Type: text/csv'", '--data-binary @people.csv');
  }
  return lines.join(' \\\n  ');
}
