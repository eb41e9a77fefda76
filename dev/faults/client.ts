/** A client of a tenant of the local stack. Node resolves no `*.localhost`, so that the host goes in the header. */
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}
type Options = { method?: string; body?: string };
/** Settles with whatever was answered; fails where nothing was. */
export type Api = (path: string, options?: Options) => Promise<Answer>;

const hostOf = (slug: string): string => `${slug}.localhost`;

/** Longer than any answer takes that is not lost. */
const ANSWER_MS = 30_000;
/** Tries at one sign-in, which are limited by address. */
const SIGN_INS_MAX = 30;

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

/** Signs in at a workspace; waits where that was done too often. */
export const signIn = async (port: number, slug: string, email: string, password: string): Promise<Api> => {
  const body = JSON.stringify({ email, password });
  for (let tries = 1; ; tries += 1) {
    const answer = await ask(port, hostOf(slug), '', '/api/auth/sign-in/email', { method: 'POST', body });
    if (answer.status === 429 && tries < SIGN_INS_MAX) {
      await sleep((Number(answer.headers['retry-after']) || 5) * 1_000);
      continue;
    }
    if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}: ${answer.text}`);
    const cookies = [answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0] ?? '');
    return (path, options = {}) => ask(port, hostOf(slug), cookies.join('; '), path, options);
  }
};
