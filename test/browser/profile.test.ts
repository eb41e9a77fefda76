/** What a profile lets one check, by hand of a browser: where a value is from, whose record it is, what was filed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser/chromium.ts';
import { PASSWORD, startProduct } from './support.ts';

/** The browser and five services start at once on a machine that may be busy. */
const PATIENCE_MS = 60_000;
/** A made-up insider of the demo, whom the emulated EDGAR knows. */
const INSIDER = 'Adrienne K. Marlowe';

let stack: Awaited<ReturnType<typeof startProduct>>;
let browser: Browser;
let page: Page;
const errors: string[] = [];

before(async () => {
  [stack, browser] = await Promise.all([startProduct(), launchBrowser()]);
  const context = await browser.newContext({ baseURL: `http://acme.localhost:${stack.port}` });
  context.setDefaultTimeout(PATIENCE_MS);
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/prospects?q=marlowe');
  await page.getByLabel('E-mail').fill('milo@acme.example');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(INSIDER).first().click();
  await page.getByText('Enriched just now').waitFor();
});
after(async () => {
  await browser?.close();
  assert.deepEqual(await stack?.stop(), []);
  assert.deepEqual(errors, []);
});

const profile = () => page.getByRole('dialog', { name: INSIDER });
const tab = (name: RegExp) => page.getByRole('tab', { name }).click();

test('a member types a value over, sees why it counts, and takes it back', async () => {
  await profile().getByRole('button', { name: 'Where Title is from' }).click();
  const sheet = page.getByRole('dialog', { name: 'Where Title is from' });
  const shown = sheet.getByRole('region', { name: 'Shown on the profile' });
  const before = await shown.getByRole('listitem').first().innerText();
  await sheet.getByLabel('You know better?').fill('Chair of the board');
  await sheet.getByRole('button', { name: 'Save' }).click();
  await shown.getByText('A member chose it.').waitFor();
  await shown.getByText('Chair of the board').waitFor();
  await page.getByText('Title changed').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await shown.getByText('A member chose it.').waitFor({ state: 'detached' });
  assert.equal(await shown.getByRole('listitem').first().innerText(), before);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await profile().waitFor();
});

test('a record is reported as another person, its effect said before, and taken back', async () => {
  await tab(/Identity/);
  const record = page.getByRole('listitem').filter({ has: page.getByText('SEC EDGAR') });
  await record.getByRole('heading', { name: /Marlowe/i }).waitFor();
  await record.getByRole('button', { name: 'Not this person' }).click();
  await record.getByText('What this changes').waitFor();
  await record.getByText('Later answers of SEC EDGAR with this record are put aside.').waitFor();
  await record.getByRole('button', { name: 'Yes, another person' }).click();
  await record.getByText('None of its values count').waitFor();
  await page.getByText('Reported: the record is another person').waitFor();

  await tab(/Insider/);
  await page.getByText('No SEC filer is known for this person').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await tab(/Identity/);
  await record.getByText('None of its values count').waitFor({ state: 'detached' });
  await record.getByRole('button', { name: 'Not this person' }).waitFor();
});

test('what was filed: transactions of a kind, their footnotes, the filing, and what the shares are worth', async () => {
  await tab(/Insider/);
  await page.getByRole('heading', { name: 'Holdings over time' }).waitFor();
  await page.getByRole('slider').press('ArrowLeft');
  const table = page.getByRole('table', { name: /Insider transactions/ });
  await table
    .getByRole('link', { name: /Form 4 at the SEC/ })
    .first()
    .waitFor();
  const all = await table.getByRole('button').count();
  await page.getByRole('button', { name: /10b5-1 plans/ }).click();
  await page.waitForURL(/kind=plans/);
  await page.waitForFunction(
    (count) => document.querySelectorAll('table[aria-busy="false"] button').length < count,
    all,
  );
  await table
    .getByRole('button', { name: /Plan sell/ })
    .first()
    .click();
  await table.getByText('S: ').waitFor();

  await tab(/Wealth/);
  const input = page.getByRole('switch').first();
  await input.waitFor();
  assert.equal(await input.getAttribute('aria-checked'), 'true');
  await input.click();
  await page.waitForURL(/without=/);
  await page.getByText('Switched off by you.').waitFor();
  await page.getByRole('button', { name: 'As it was' }).click();
  await page.getByText('Switched off by you.').waitFor({ state: 'detached' });
});
