/** Records by hand of a browser: two that are one are merged and taken apart, people are deleted and brought back. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser/chromium.ts';
import { PASSWORD, startProduct } from './support.ts';

/** The browser and five services start at once on a machine that may be busy. */
const PATIENCE_MS = 90_000;
/** Where screens are kept to be looked at, if anybody wants to. */
const SHOTS = process.env.SCREENSHOTS;

let stack: Awaited<ReturnType<typeof startProduct>>;
let browser: Browser;
let page: Page;
let names: [string, string];
const errors: string[] = [];

const shot = async (name: string): Promise<void> => {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png` });
};

before(async () => {
  [stack, browser] = await Promise.all([startProduct(), launchBrowser()]);
  const context = await browser.newContext({ baseURL: `http://acme.localhost:${stack.port}` });
  context.setDefaultTimeout(PATIENCE_MS);
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/prospects');
  await page.getByLabel('E-mail').fill('milo@acme.example');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('checkbox').first().waitFor();
  // Two people of the demo get one LinkedIn profile: they may be one.
  names = await page.evaluate(async () => {
    const people = (await (await fetch('/api/v1/prospects?limit=2&sort=name')).json()) as {
      items: [{ id: string; name: string }, { id: string; name: string }];
    };
    for (const { id } of people.items) {
      const r = await fetch(`/api/v1/prospects/${id}/fields/linkedinUrl`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ value: 'https://www.linkedin.com/in/one-and-the-same' }),
      });
      if (!r.ok) throw new Error(await r.text());
    }
    return people.items.map(({ name }) => name) as [string, string];
  });
});
after(async () => {
  await browser?.close();
  assert.deepEqual(await stack?.stop(), []);
  assert.deepEqual(errors, []);
});

const pairButton = () => page.getByRole('list', { name: 'Pairs' }).getByRole('button').filter({ hasText: names[0] });

test('two that may be one stand side by side, are merged by a key, and taken apart again', async () => {
  await page.goto('/duplicates');
  await pairButton().filter({ hasText: names[1] }).first().click();
  await page.getByText('Found by: Same LinkedIn profile').waitFor();
  await shot('duplicates');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot('duplicates-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await shot('duplicates-phone');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('m');
  await page.getByText(/^Merged into /).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The merge is undone').waitFor();
});

test('a person has an owner, notes, and a way back after deletion', async () => {
  await page.goto('/prospects?sort=name');
  await page.getByRole('link', { name: names[0] }).first().click();
  const profile = page.getByRole('dialog', { name: names[0] });
  await profile.getByLabel('New note').fill('Met at the regatta.');
  await page.keyboard.press('Control+Enter');
  await profile.getByText('Met at the regatta.').last().waitFor();
  await profile.getByLabel('Owner').selectOption({ label: 'You' });
  await profile.getByLabel('New note').scrollIntoViewIfNeeded();
  await shot('profile-record');
  await profile.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText(`${names[0]} is deleted`).waitFor();
  await page.goto('/deleted');
  await page.getByText(names[0]).first().waitFor();
  await shot('deleted');
  await page.getByRole('button', { name: 'Restore' }).first().click();
  await page.getByText(`${names[0]} is back`).waitFor();
});

test('those ticked are tagged at once, and no more when it is undone', async () => {
  await page.goto('/prospects?sort=name');
  await page.getByRole('checkbox', { name: names[1] }).click();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Tags' }).click();
  await page.getByLabel('Tags, parted by commas').fill('regatta');
  await shot('bulk-tags');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('1 person tagged').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('1 person as before').waitFor();
});
