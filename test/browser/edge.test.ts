/** A domain of one's own, brought to three green lights and seen to fail; a workspace locked under its members' feet. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser/chromium.ts';
import { type Postgres, startPostgres } from '../../dev/postgres/server.ts';
import { call, PASSWORD, startProduct } from './support.ts';

/** The browser and the whole product start at once on a machine that may be busy. */
const PATIENCE_MS = 60_000;
const HOST = 'gifts.acme.example';
const DATABASE = 'edgewise';

let dir: string;
let postgres: Postgres;
let stack: Awaited<ReturnType<typeof startProduct>>;
let browser: Browser;
before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'edgewise-edge-'));
  postgres = await startPostgres({ dir: join(dir, 'postgres'), durable: false });
  [stack, browser] = await Promise.all([startProduct(postgres.url()), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  assert.deepEqual(await stack?.stop(), []);
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Writes to the scripted resolver, certificates and network. */
const script = async (path: string, body: unknown, method = 'POST'): Promise<void> => {
  const r = await fetch(`${stack.providers.url}/_control/${path}`, { method, body: JSON.stringify(body) });
  assert.ok(r.ok, `${path} answered ${r.status}`);
};

const sql = async (text: string): Promise<void> => {
  const client = postgres.client(DATABASE);
  await client.connect();
  await client.query(text);
  await client.end();
};

const signedIn = async (email: string): Promise<Page> => {
  const context = await browser.newContext({ baseURL: `http://acme.localhost:${stack.port}` });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Prospects' }).waitFor();
  return page;
};

/** Has the domain looked at until its page says what it should. */
const checkUntil = async (page: Page, words: string | RegExp): Promise<void> => {
  const seen = page.getByText(words).first();
  for (const end = Date.now() + PATIENCE_MS; !(await seen.isVisible()); ) {
    assert.ok(Date.now() < end, `never said ${words}`);
    await page.getByRole('button', { name: 'Check now' }).click();
    await seen.waitFor({ timeout: 5_000 }).catch(() => undefined);
  }
};

test('a domain goes from red to green, light by light, and back', async () => {
  const page = await signedIn('olivia@acme.example');
  await page.goto('/settings/domains');
  await page.getByRole('button', { name: 'Add a domain' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(HOST);
  await dialog.getByRole('button', { name: /^Add/ }).click();
  await page.getByRole('heading', { name: HOST }).waitFor();
  await checkUntil(page, 'The TXT record is not there yet.');

  const proof = await page
    .getByText(/^edgewise-verify=/)
    .first()
    .innerText();
  await script('dns/records', { name: `_edgewise.${HOST}`, type: 'TXT', data: proof });
  await checkUntil(page, /The certificate is being made/);
  await checkUntil(page, 'Your pages answer under the name.');
  await page.getByText('Ready', { exact: true }).first().waitFor();
  assert.equal((await call(stack.port, HOST, '/prospects')).status, 200);
  const site = await call(stack.port, HOST, '/api/v1/me');
  assert.equal(site.status, 401);

  await script(`edge/hosts/${HOST}`, { error: 'tls' });
  await checkUntil(page, /no secure connection/);
  await script(`edge/hosts/${HOST}`, {}, 'DELETE');
  await script('dns/records', { name: HOST, type: 'CNAME', data: 'somewhere-else.example' });
  await checkUntil(page, /somewhere-else\.example/);
});

test('a workspace that is locked by plain SQL is refused at the next request, and let in at the one after it is paid', async () => {
  const page = await signedIn('milo@acme.example');
  await sql(`update tenants set billing = 'unpaid' where slug = 'acme'`);
  const status = () => page.evaluate(async () => (await fetch('/api/v1/prospects')).status);
  // What the page itself asks for is refused as well, which may take it elsewhere in the middle of our question.
  const refused = await status().catch(async (error: Error) => {
    if (!error.message.includes('navigation')) throw error;
    await page.waitForURL(/\/billing\/reactivate$/);
    return status();
  });
  assert.equal(refused, 402);
  await page.goto('/prospects');
  await page.waitForURL(/\/billing\/reactivate$/);
  await sql(`update tenants set billing = 'active' where slug = 'acme'`);
  assert.equal(await status(), 200);
  await page.goto('/prospects');
  await page.getByRole('heading', { name: 'Prospects' }).waitFor();
});
