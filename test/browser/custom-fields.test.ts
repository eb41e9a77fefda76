/** Fields of a workspace's own by hand of a browser: made over what files brought, filled in, and set for all that match. */
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './pictures.ts';
import { type Visit, visitAs } from './support.ts';

let visit: Visit;
let page: Page;
let people: { id: string; name: string }[];

before(async () => {
  visit = await visitAs('adam@acme.example', '/prospects');
  ({ page } = visit);
  await page.getByRole('checkbox').first().waitFor();
  // What a file would have brought: one value that is no number.
  people = await page.evaluate(async () => {
    const found = (await (await fetch('/api/v1/prospects?limit=3&sort=name')).json()) as {
      items: { id: string; name: string }[];
    };
    for (const [at, one] of found.items.entries()) {
      const r = await fetch(`/api/v1/prospects/${one.id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ custom: { Boats: ['2', '1,000', 'some'][at], 'Yacht club': 'Cowes' } }),
      });
      if (!r.ok) throw new Error(await r.text());
    }
    return found.items;
  });
});
after(() => visit?.leave());

test('a field is made of a column that files brought, after a count of what does not fit', async () => {
  await page.goto('/settings/fields');
  await page.getByRole('button', { name: 'Make a field of Boats' }).click();
  const dialog = page.getByRole('dialog', { name: 'New field' });
  await dialog.getByLabel('Name').fill('Boats owned');
  await dialog.getByLabel('Type').selectOption({ label: 'Number' });
  await dialog.getByRole('button', { name: 'Count what fits' }).click();
  await dialog.getByText('1 of 3 values does not fit.').waitFor();
  await lookAt(page, 'field-dialog');
  await dialog.getByRole('button', { name: 'Make the field' }).click();
  await page.getByRole('list', { name: 'Fields', exact: true }).getByText('Boats owned').waitFor();

  await page.getByRole('button', { name: 'New field' }).click();
  await dialog.getByLabel('Name').fill('Tier');
  await dialog.getByLabel('Type').selectOption({ label: 'One choice' });
  await dialog.getByLabel('Choices, a line each').fill('Gold\nSilver');
  await dialog.getByRole('button', { name: 'Make the field' }).click();
  await page.getByRole('button', { name: 'Move Tier up' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Tier' }).first().waitFor();
  await lookAt(page, 'fields');
});

test('a person’s fields are typed, told where they do not fit, and refused where they cannot be', async () => {
  const third = people[2];
  await page.goto(`/prospects/${third?.id}`);
  const profile = page.getByRole('dialog', { name: third?.name ?? '' });
  await profile.getByText('“some” came with a file and is no number.').scrollIntoViewIfNeeded();
  await profile.getByLabel('Tier').selectOption('Gold');
  await profile.getByText('“some” came with a file and is no number.').hover();
  await lookAt(page, 'fields-of-a-person');
  await profile.getByLabel('Boats owned').fill('many');
  await page.keyboard.press('Enter');
  await profile.getByText('This cannot be a value of this field.').waitFor();
  await profile.getByLabel('Boats owned').fill('3');
  await page.keyboard.press('Enter');
  await profile.getByText('“some” came with a file and is no number.').waitFor({ state: 'detached' });
});

test('a field is set for all that match, whom one sees counted, and taken back', async () => {
  await page.goto('/prospects?seniority=vp');
  await page.getByRole('row').getByRole('checkbox').nth(1).check();
  const bar = page.getByRole('region', { name: 'Selection' });
  await bar.getByRole('button', { name: /^Select all [\d,]+ people$/ }).click();
  await bar.getByText(/^[\d,]+ people that match$/).waitFor();
  await lookAt(page, 'all-that-match');
  await bar.getByRole('button', { name: 'Field' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a field' });
  await dialog.getByLabel('Field').selectOption({ label: 'Tier' });
  await dialog.getByLabel('New value').selectOption('Silver');
  await lookAt(page, 'set-a-field');
  await dialog.getByRole('button', { name: 'Set', exact: true }).click();
  await page.getByText(/^[\d,]+ people changed$/).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(/^[\d,]+ people as before$/).waitFor();
});

test('an archived field leaves the profiles and comes back with its values', async () => {
  await page.goto('/settings/fields');
  await page.getByRole('button', { name: 'Archive Boats owned' }).click();
  await page.getByRole('list', { name: 'Archived fields' }).getByText('Boats owned').waitFor();
  await page.getByRole('button', { name: 'Restore Boats owned' }).click();
  await page.getByRole('list', { name: 'Fields', exact: true }).getByText('Boats owned').waitFor();
});
