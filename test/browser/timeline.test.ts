/** A person's timeline by hand of a browser: what was done to them, the newest first, on a desktop and a phone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser/chromium.ts';
import { lookAt } from './pictures.ts';
import { PASSWORD, startProduct } from './support.ts';

/** The browser and five services start at once on a machine that may be busy. */
const PATIENCE_MS = 90_000;

let stack: Awaited<ReturnType<typeof startProduct>>;
let browser: Browser;
let page: Page;
let person: { id: string; name: string };
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
  await page.getByRole('checkbox').first().waitFor();
  person = await page.evaluate(async () => {
    const send = async (method: string, path: string, body: object) => {
      const r = await fetch(`/api/v1/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!r.ok) throw new Error(await r.text());
    };
    const people = (await (await fetch('/api/v1/prospects?limit=1&sort=name')).json()) as {
      items: [{ id: string; name: string }];
    };
    const [one] = people.items;
    await send('PATCH', `prospects/${one.id}`, { tags: ['regatta', 'donor'], custom: { 'Yacht club': 'Cowes' } });
    await send('PUT', `prospects/${one.id}/fields/title`, { value: 'Chair of the Board' });
    for (let n = 1; n <= 40; n += 1) await send('POST', `prospects/${one.id}/notes`, { body: `Call ${n}: no answer.` });
    return one;
  });
});
after(async () => {
  await browser?.close();
  assert.deepEqual(await stack?.stop(), []);
  assert.deepEqual(errors, []);
});

test('what happened stands under its day, newest first, and older events come when asked for', async () => {
  await page.goto(`/prospects/${person.id}?tab=timeline`);
  const profile = page.getByRole('dialog', { name: person.name });
  const today = profile.getByRole('region', { name: 'Today' });
  await today.getByText('Call 40: no answer.').waitFor();
  assert.equal(await profile.getByText('Title chosen').count(), 0);
  await profile.getByRole('button', { name: 'Show older' }).click();
  await profile.getByText('Title chosen').scrollIntoViewIfNeeded();
  await profile.getByText('Chair of the Board').last().waitFor();
  await profile.getByText('Yacht club', { exact: true }).waitFor();
  await lookAt(page, 'timeline');
});

test('what is done while one looks is there at once', async () => {
  await page.goto(`/prospects/${person.id}`);
  const profile = page.getByRole('dialog', { name: person.name });
  await profile.getByLabel('Owner').selectOption({ label: 'You' });
  await profile.getByRole('tab', { name: 'Timeline' }).click();
  await profile.getByText('Owner changed').waitFor();
});
