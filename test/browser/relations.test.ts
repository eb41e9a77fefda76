/** Whom a person is related to, by hand of a browser: colleagues, boards of filings, the way to each and back; and filters by own fields. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './pictures.ts';
import { type Visit, visitAs } from './support.ts';

/** Two made-up insiders of the demo whom filings of one company name; the emulated EDGAR knows both. */
const INSIDER = 'Adrienne K. Marlowe';
const FELLOW = 'Kwabena Osei-Tandoh';
const ISSUER = 'Northquay Robotics, Inc.';

let visit: Visit;
let page: Page;
const profileOf = (name: string) => page.getByRole('dialog', { name });

before(async () => {
  visit = await visitAs('adam@acme.example', '/prospects?q=marlowe');
  ({ page } = visit);
  await page.getByText(INSIDER).first().waitFor();
  for (const name of [FELLOW, INSIDER]) {
    await page.goto(`/prospects?q=${encodeURIComponent(name)}`);
    await page.getByText(name).first().click();
    await page.getByText('Enriched just now').waitFor();
  }
});
after(() => visit?.leave());

test('a board tells the role, the filing and who else of the workspace is named; one goes there and back', async () => {
  await page.goto('/prospects?q=northquay&sort=name');
  await page.getByText(INSIDER).first().click();
  await profileOf(INSIDER).getByRole('tab', { name: 'Relations' }).click();
  await page.waitForURL(/tab=relations/);
  const boards = profileOf(INSIDER).getByRole('list', { name: `Also named by ${ISSUER}` });
  await boards.getByRole('link', { name: FELLOW }).waitFor();
  await profileOf(INSIDER)
    .getByRole('link', { name: /^Form \d.* of / })
    .first()
    .waitFor();
  await boards.scrollIntoViewIfNeeded();
  await lookAt(page, 'relations-boards');
  await boards.getByRole('link', { name: FELLOW }).click();
  await profileOf(FELLOW).waitFor();
  assert.match(page.url(), /q=northquay/);
  await page.goBack();
  await profileOf(INSIDER).getByRole('tab', { name: 'Relations', selected: true }).waitFor();
});

test('who is not in the list behind is opened too, and K leads back to whom one came from', async () => {
  const people = await page.evaluate(async () => {
    const found = (await (await fetch('/api/v1/prospects?limit=3&sort=newest&lacks=phone')).json()) as {
      items: { id: string; name: string }[];
    };
    for (const one of found.items) {
      const r = await fetch('/api/v1/bulk-edits', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ids: [one.id],
          change: { kind: 'field', field: 'companyDomain', value: 'quayside.example' },
        }),
      });
      if (!r.ok) throw new Error(await r.text());
    }
    return found.items;
  });
  const [first, second] = people;
  assert.ok(first && second);
  await page.waitForFunction(async () => {
    const r = await fetch('/api/v1/prospects?companyDomain=quayside.example');
    return ((await r.json()) as { items: unknown[] }).items.length === 3;
  });
  await page.goto(`/prospects/${first.id}?ids=${first.id}&tab=relations`);
  const colleagues = profileOf(first.name).getByRole('list', { name: 'Colleagues' });
  await colleagues.getByText('same company domain quayside.example').first().waitFor();
  await lookAt(page, 'relations-colleagues');
  await colleagues.getByRole('link', { name: second.name }).click();
  await profileOf(second.name).waitFor();
  await profileOf(second.name).press('k');
  await profileOf(first.name).waitFor();
  await page.goto(`/prospects/${first.id}?tab=relations`);
  await page.getByRole('link', { name: 'All at quayside.example in search' }).click();
  await page.getByText('Company domain is').waitFor();
  await page.getByText('3 people').first().waitFor();
  await lookAt(page, 'relations-in-search');
});

test('whom nothing relates to anybody is told so', async () => {
  const id = await page.evaluate(async () => {
    const found = (await (await fetch('/api/v1/prospects?limit=1&sort=name')).json()) as { items: [{ id: string }] };
    return found.items[0].id;
  });
  await page.goto(`/prospects/${id}?tab=relations`);
  await page.getByText('No SEC filer is known for this person').waitFor();
  await lookAt(page, 'relations-none');
});

test('people are found by a field of the workspace’s own, and the address keeps it', async () => {
  await page.evaluate(async () => {
    const send = async (method: string, path: string, body: object) => {
      const r = await fetch(`/api/v1/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!r.ok) throw new Error(await r.text());
    };
    await send('POST', 'custom-fields', { name: 'Boats', type: 'number' });
    await send('POST', 'custom-fields', { name: 'Sports', type: 'choices', options: ['Sailing', 'Polo'] });
    const found = (await (await fetch('/api/v1/prospects?limit=3&sort=name')).json()) as { items: { id: string }[] };
    for (const [at, one] of found.items.entries()) {
      await send('PATCH', `prospects/${one.id}`, {
        custom: { Boats: String(at + 1), Sports: at === 2 ? 'Polo' : 'Sailing; Polo' },
      });
    }
  });
  await page.goto('/prospects');
  const filters = page.getByRole('complementary', { name: 'Filters' });
  await filters.getByLabel('Which of your fields').selectOption({ label: 'Boats' });
  await filters.getByLabel('Boats, from').fill('2');
  await filters.getByRole('button', { name: 'Filter by Boats' }).click();
  await page.getByText('Boats from').waitFor();
  await page.getByText('2 people').first().waitFor();
  await filters.getByLabel('Which of your fields').selectOption({ label: 'Sports' });
  await filters.getByRole('checkbox', { name: 'Sailing' }).check();
  await page.getByText('1 person').first().waitFor();
  assert.match(page.url(), /custom=min%3ABoats%3A2&custom=is%3ASports%3ASailing/);
  await filters.getByRole('checkbox', { name: 'Sailing' }).scrollIntoViewIfNeeded();
  await lookAt(page, 'custom-filters');
  await page.reload();
  await page.getByText('Sports is').waitFor();
  await page.getByRole('button', { name: 'Remove the filter Boats from 2' }).click();
  await page.getByText('2 people').first().waitFor();
});
