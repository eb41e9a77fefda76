/** A client of a tenant of the local stack. Node resolves no `*.localhost`, so that the host goes in the header. */
import { request } from 'node:http';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}
type Options = { method?: string; body?: string };
/** Settles with whatever was answered; fails where nothing was. */
export type Api = (path: string, options?: Options) => Promise<Answer>;

/** The product's own host where there is no slug. */
const hostOf = (slug: string): string => (slug === '' ? 'localhost' : `${slug}.localhost`);

/** Longer than any answer takes that is not lost. */
const ANSWER_MS = 30_000;

const ask = (
  port: number,
  host: string,
  cookie: string,
  path: string,
  { method = 'GET', body }: Options,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { host: `${host}:${port}`, cookie, 'content-type': 'application/json', connection: 'close' };
    const sent = request({ host: '127.0.0.1', port, path, method, headers, timeout: ANSWER_MS }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('timeout', () => sent.destroy(new Error('No answer came.')));
    sent.on('error', reject);
    sent.end(body);
  });

/** Signs in at one workspace; what it gives makes a client of any that the person is a member of, by its slug. */
export const signIn = async (
  port: number,
  slug: string,
  email: string,
  password: string,
): Promise<(slug: string) => Api> => {
  const answer = await ask(port, hostOf(slug), '', '/api/auth/sign-in/email', {
    method: 'POST',
    body: JSON.stringify({ email, password }),
  });
  if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}: ${answer.text}`);
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0] ?? '');
  const cookie = cookies.join('; ');
  return (to) =>
    (path, options = {}) =>
      ask(port, hostOf(to), cookie, path, options);
};
