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

export const signIn = async (port: number, host: string, email: string, password: string): Promise<Api> => {
  const answer = await ask(port, host, '', '/api/auth/sign-in/email', {
    method: 'POST',
    body: JSON.stringify({ email, password }),
  });
  if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}: ${answer.text}`);
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0] ?? '');
  return (path, options = {}) => ask(port, host, cookies.join('; '), path, options);
};
