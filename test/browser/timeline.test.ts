/** A person's timeline by hand of a browser: what was done to them, the newest first, on a desktop and a phone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './pictures.ts';
import { type Visit, visitAs } from './support.ts';

let visit: Visit;
let page: Page;
let person: { id: string; name: string };

before(async () => {
  visit = await visitAs('milo@acme.example', '/prospects');
  ({ page } = visit);
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
after(() => visit?.leave());

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
