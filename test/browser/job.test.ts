/** The main job, by hand of a browser: sign in, import, search, open a profile, watch it enriched, export. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser/chromium.ts';
import { call, PASSWORD, startProduct } from './support.ts';

const PEOPLE = `First Name,Last Name,Email,Company,Job Title,City,Country
Marit,Solberg,marit@fjordline.example,Fjordline Capital,Chief Executive Officer,Bergen,Norway
Tomas,Ostrander,tomas@larkspur.example,Larkspur Instruments,Chairman,Boston,United States
No,Address,not-an-address,Nowhere,Clerk,Paris,France
`;
/** The browser and five services start at once on a machine that may be busy. */
const PATIENCE_MS = 60_000;

let stack: Awaited<ReturnType<typeof startProduct>>;
let browser: Browser;
before(async () => {
  [stack, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  assert.deepEqual(await stack?.stop(), []);
});

const newPage = async (host: string): Promise<{ page: Page; errors: string[] }> => {
  const context = await browser.newContext({ baseURL: `http://${host}:${stack.port}`, acceptDownloads: true });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) errors.push(message.text());
  });
  return { page, errors };
};

const signIn = async (page: Page, email: string) => {
  await page.goto('/');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

test('a member imports people, finds one, sees five sources answer, and exports', async () => {
  const { page, errors } = await newPage('acme.localhost');
  await signIn(page, 'milo@acme.example');
  await page.getByRole('heading', { name: 'Prospects' }).waitFor();

  await page.goto('/imports/new');
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(PEOPLE) });
  await page.getByRole('button', { name: 'Check the rows' }).click();
  await page.getByText(/1 row would be refused/).waitFor();
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('2 of 3 rows come in').waitFor();
  await page.getByRole('button', { name: 'Start the import' }).click();
  await page.getByText('The counts add up.').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /Error file, 1 row/ }).click();
  const errorFile = readFileSync(await (await download).path(), 'utf8');
  assert.match(errorFile, /4,Email,not-an-address,.+,No,Address,not-an-address,Nowhere,Clerk,Paris,France/);

  await page.getByRole('link', { name: 'See the people' }).click();
  await page.getByLabel('Search people').fill('ostrander');
  await page.waitForURL(/q=ostrander/);
  await page.getByText('1 person').waitFor();
  await page.getByText('Tomas Ostrander').first().click();
  const profile = page.getByRole('dialog');
  await profile.getByRole('heading', { name: 'Tomas Ostrander' }).last().waitFor();
  for (const source of ['Apollo', 'Exa', 'ContactOut', 'SEC EDGAR', 'Claude']) {
    await profile.getByText(source, { exact: true }).first().waitFor();
  }
  await profile.getByText('Enriched just now').waitFor();
  await profile.getByText(/credits? spent/).waitFor();
  await page.keyboard.press('Escape');
  await profile.waitFor({ state: 'detached' });

  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Export people' })
    .getByRole('button', { name: 'Download', exact: true })
    .click();
  const csv = readFileSync(await (await file).path(), 'utf8');
  const lines = csv.trimEnd().split('\r\n');
  assert.equal(lines.length, 2);
  assert.match(lines[1] ?? '', /^Tomas Ostrander,Tomas,Ostrander,tomas@larkspur\.example,/);
  assert.deepEqual(errors, []);
});

test('a locked workspace shows how to unlock it, and nothing else', async () => {
  const { page, errors } = await newPage('initech.localhost');
  await page.goto('/prospects');
  await page.waitForURL('**/billing/reactivate');
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.deepEqual(errors, []);
});

test('a name that nobody has is one page, the same for every such name', async () => {
  const pages = await Promise.all(
    ['nobody.localhost', 'no-one-else.localhost'].flatMap((host) =>
      ['/', '/prospects', '/not-found'].map((path) => call(stack.port, host, path)),
    ),
  );
  assert.deepEqual(new Set(pages.map((p) => p.status)), new Set([200]));
  assert.equal(new Set(pages.map((p) => p.text)).size, 1);
});

test('someone new signs up, follows the mailed link, and is in their own workspace', async () => {
  const { page } = await newPage('localhost');
  const email = `ida-${stack.port}@example.com`;
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Ida Rhodes');
  await page.getByLabel('Workspace name').fill('Rhodes & Daughters');
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('a long enough password');
  await page.getByRole('button', { name: /Create|Sign up/ }).click();
  await page.waitForURL('**/check-mail**');
  const link = stack.mail
    .mails(email)
    .at(-1)
    ?.text.match(/http\S+/)?.[0];
  assert.match(link ?? '', /^http:\/\/rhodes-daughters\.localhost:/);
  await page.goto(link ?? '');
  await page.waitForURL('**/signed-up');
  await page.goto(new URL('/prospects', link).href);
  await page.getByText('Import a CSV').first().waitFor();
});
