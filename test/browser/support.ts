import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser/chromium.ts';
import { freePort } from '../../dev/process/port.ts';
import { productParts } from '../../dev/stack/product.ts';
import { type Stack, startStack } from '../../dev/stack/stack.ts';

export const PASSWORD = 'demo-password-1234';

/** The whole product on a port and a state of the test's own; on a database of the test's where it gives one. */
export const startProduct = async (postgresUrl?: string): Promise<Stack & { lines: string[] }> => {
  const dir = mkdtempSync(join(tmpdir(), 'edgewise-e2e-'));
  const lines: string[] = [];
  const options = { port: await freePort(), dir, print: (line: string) => lines.push(line) };
  const stack = await startStack(postgresUrl === undefined ? options : { ...options, postgresUrl }, productParts);
  return {
    ...stack,
    lines,
    async stop() {
      const problems = await stack.stop();
      rmSync(dir, { recursive: true, force: true });
      return problems;
    },
  };
};

/** The browser and five services start at once on a machine that may be busy. */
const PATIENCE_MS = 90_000;

/** A member of the demo workspace at a page of it, in a product and a browser of the test's own. */
export interface Visit {
  page: Page;
  /** Closes all of it, and fails where the page or the product had an error meanwhile. */
  leave(): Promise<void>;
}

/**
 * Signs a member in on the way to a page; on a database of the test's where it gives one. What was opened is closed again where
 * that fails.
 */
export const visitAs = async (email: string, path: string, postgresUrl?: string): Promise<Visit> => {
  const [started, launched] = await Promise.allSettled([startProduct(postgresUrl), launchBrowser()]);
  const close = async () => {
    if (launched.status === 'fulfilled') await launched.value.close();
    return started.status === 'fulfilled' ? await started.value.stop() : [];
  };
  try {
    if (started.status === 'rejected') throw started.reason;
    if (launched.status === 'rejected') throw launched.reason;
    const errors: string[] = [];
    const context = await launched.value.newContext({
      baseURL: `http://acme.localhost:${started.value.port}`,
      viewport: { width: 1280, height: 800 },
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(path);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    const signIn = page.getByRole('button', { name: 'Sign in' });
    await signIn.click();
    await signIn.waitFor({ state: 'detached' });
    return {
      page,
      async leave() {
        assert.deepEqual([...(await close()), ...errors], []);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; text: string };

/** A request whose connection a dying runtime took with it is never answered. */
const ANSWER_MS = 90_000;

/** A request to a tenant's host. Node resolves no `*.localhost`, so that the name goes in the header. */
export const call = (
  port: number,
  host: string,
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: { host: `${host}:${port}`, ...headers },
        signal: AbortSignal.timeout(ANSWER_MS),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

/** A signed-in client of a tenant. */
export const signIn = async (port: number, host: string, email: string) => {
  const answer = await call(port, host, '/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}: ${answer.text}`);
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return async <T>(path: string, options: Parameters<typeof call>[3] = {}): Promise<T> => {
    const r = await call(port, host, path, { ...options, headers: { cookie, ...options?.headers } });
    if (r.status >= 400) throw new Error(`${path} answered ${r.status}: ${r.text}`);
    return JSON.parse(r.text) as T;
  };
};

/** Looks again until something holds; a look that fails counts as not yet, as while the runtime is away. */
export const eventually = async <T>(
  look: () => Promise<T>,
  holds: (value: T) => boolean,
  limitMs: number,
): Promise<T> => {
  const end = Date.now() + limitMs;
  for (let last: unknown; ; ) {
    try {
      const value = await look();
      if (holds(value)) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end)
      throw new Error(
        `Not within ${limitMs} ms; last seen: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
