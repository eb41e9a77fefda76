/** Lists, segments, personas and people like one, by hand of a browser. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser/chromium.ts';
import { PASSWORD, startProduct } from './support.ts';

/** The browser and five services start at once on a machine that may be busy. */
const PATIENCE_MS = 60_000;
/** Where pictures are left for whoever wants to look; none are taken without it. */
const PICTURES = process.env.EDGEWISE_PICTURES;

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
  await page.goto('/prospects');
  await page.getByLabel('E-mail').fill('milo@acme.example');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page
    .getByRole('checkbox', { name: /^Select/ })
    .first()
    .waitFor();
});
after(async () => {
  await browser?.close();
  assert.deepEqual(await stack?.stop(), []);
  assert.deepEqual(errors, []);
});

/** The screen as it is, on a desktop, in the dark and on a phone. */
const picture = async (name: string) => {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  const take = (as: string) => page.screenshot({ path: join(PICTURES, `${name}-${as}.png`), animations: 'disabled' });
  await take('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await take('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await take('phone');
  await page.setViewportSize({ width: 1280, height: 720 });
};

test('people are ticked, put on a new list, taken off it, and come back', async () => {
  const ticks = page.getByRole('row').getByRole('checkbox');
  await ticks.nth(1).check();
  await ticks.nth(2).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Add to list' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add 2 people to a list' });
  await dialog.getByLabel('Find a list, or name a new one').fill('Autumn dinner');
  await picture('add-to-list');
  await dialog.getByRole('button', { name: 'New list Autumn dinner' }).click();
  await page.getByText('2 people on the new list Autumn dinner.').waitFor();

  await page.getByRole('link', { name: 'Lists', exact: true }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Autumn dinner' })
    .getByText('2 people', { exact: true })
    .waitFor();
  await picture('lists');
  await page.getByRole('link', { name: 'Autumn dinner' }).click();
  await page.getByRole('heading', { name: 'Autumn dinner' }).waitFor();
  await page.getByRole('row').getByRole('checkbox').nth(1).check();
  await picture('list');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('1 person removed from Autumn dinner.').waitFor();
  await page.getByText('1 person', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('2 people', { exact: true }).waitFor();
});

test('lists are combined into a new one, which is deleted and brought back', async () => {
  await page.goto('/lists');
  await page.getByRole('button', { name: 'Combine' }).click();
  const dialog = page.getByRole('dialog', { name: 'Combine into a new list' });
  await dialog.getByLabel('The first without the others').check();
  const add = dialog.getByLabel('Add a list or a segment');
  const [, first = '', second = ''] = await add
    .locator('option')
    .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
  await add.selectOption(first);
  await add.selectOption(second);
  await dialog.getByLabel('Name of the new list').fill('Without them');
  await picture('combine');
  await dialog.getByRole('button', { name: 'Make the list' }).click();
  await page.getByRole('heading', { name: 'Without them' }).waitFor();
  await page.getByRole('button', { name: 'More about Without them' }).click();
  await page.getByRole('menuitem', { name: 'Delete the list' }).click();
  await page.getByRole('button', { name: 'Deleted lists' }).click();
  await page.getByRole('button', { name: 'Bring Without them back' }).click();
  await page.getByRole('link', { name: 'Without them' }).waitFor();
});

test('a search is saved as a segment, which says who left', async () => {
  await page.goto('/prospects?title=director');
  await page.getByRole('button', { name: 'Save as segment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as segment' });
  await dialog.getByLabel('Name').fill('Directors');
  await dialog.getByRole('button', { name: 'Save the segment' }).click();
  await page.getByRole('heading', { name: 'Directors' }).waitFor();
  await page.getByText('Nobody joined or left since Monday').first().waitFor();
  await page.getByRole('link', { name: 'Show people' }).click();
  await page.getByRole('row').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Where Title is from' }).click();
  const sheet = page.getByRole('dialog', { name: 'Where Title is from' });
  await sheet.getByLabel('You know better?').fill('Gardener');
  await sheet.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Title changed').waitFor();
  await page.goto('/segments');
  await page.getByRole('link', { name: 'Directors' }).click();
  await page.getByRole('button', { name: 'Look now' }).click();
  await page.getByText('1 left since Monday').waitFor();
  await page.getByRole('tab', { name: /^Left/ }).click();
  await page.getByText('No longer meets the condition on title').waitFor();
  await page.getByText(/Title: .*, now Gardener/).waitFor();
  await picture('segment');
  await page.getByRole('link', { name: 'Segments', exact: true }).click();
  await page.getByText('1 left since Monday').waitFor();
  await picture('segments');
});

test('a persona is built in steps, saved again, and an older version comes back', async () => {
  await page.goto('/personas/new');
  await page.getByLabel('Titles').fill('director');
  await page.getByLabel('Titles').press('Enter');
  await page
    .getByRole('status')
    .filter({ hasText: /people/ })
    .waitFor();
  await picture('persona-builder');
  for (let step = 0; step < 3; step += 1) await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Name').fill('Directors everywhere');
  await page.getByRole('button', { name: 'Make the persona' }).click();
  await page.getByText('Version 1', { exact: true }).waitFor();
  await page.getByRole('button', { name: /Place and wealth/ }).click();
  await page.getByLabel('Places').fill('Germany');
  await page.getByLabel('Places').press('Enter');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await page.getByText('Version 2', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Versions' }).click();
  await picture('versions');
  await page.getByRole('button', { name: 'Bring back' }).click();
  await page.getByText('Version 3', { exact: true }).waitFor();
});

test('people like one are looked for here and in Apollo', async () => {
  await page.goto('/prospects?title=director');
  await page.getByRole('row').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Find similar' }).click();
  await page.getByRole('button', { name: 'Find similar people' }).click();
  await page.getByRole('button', { name: 'Save as persona' }).waitFor();
  await page.getByText('Similar because').first().or(page.getByText('Nobody here is like that')).waitFor();
  await picture('similar');
  await page.getByRole('tab', { name: 'In Apollo' }).click();
  await page
    .getByText(/in Apollo; .* are looked at|Nobody new|Apollo was not asked/)
    .first()
    .waitFor();
  await picture('similar-apollo');
});
