/** Lists, segments, personas and people like one, by hand of a browser. */
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './pictures.ts';
import { type Visit, visitAs } from './support.ts';

let visit: Visit;
let page: Page;

before(async () => {
  visit = await visitAs('milo@acme.example', '/prospects');
  ({ page } = visit);
  await page
    .getByRole('checkbox', { name: /^Select/ })
    .first()
    .waitFor();
});
after(() => visit?.leave());

test('people are ticked, put on a new list, taken off it, and come back', async () => {
  const ticks = page.getByRole('row').getByRole('checkbox');
  await ticks.nth(1).check();
  await ticks.nth(2).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Add to list' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add 2 people to a list' });
  await dialog.getByLabel('Find a list, or name a new one').fill('Autumn dinner');
  await lookAt(page, 'add-to-list');
  await dialog.getByRole('button', { name: 'New list Autumn dinner' }).click();
  await page.getByText('2 people on the new list Autumn dinner.').waitFor();

  await page.getByRole('link', { name: 'Lists', exact: true }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Autumn dinner' })
    .getByText('2 people', { exact: true })
    .waitFor();
  await lookAt(page, 'lists');
  await page.getByRole('link', { name: 'Autumn dinner' }).click();
  await page.getByRole('heading', { name: 'Autumn dinner' }).waitFor();
  await page.getByRole('row').getByRole('checkbox').nth(1).check();
  await lookAt(page, 'list');
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
  await lookAt(page, 'combine');
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
  await lookAt(page, 'segment');
  await page.getByRole('link', { name: 'Segments', exact: true }).click();
  await page.getByText('1 left since Monday').waitFor();
  await lookAt(page, 'segments');
});

test('a persona is built in steps, saved again, and an older version comes back', async () => {
  await page.goto('/personas/new');
  await page.getByLabel('Titles').fill('director');
  await page.getByLabel('Titles').press('Enter');
  await page
    .getByRole('status')
    .filter({ hasText: /people/ })
    .waitFor();
  await lookAt(page, 'persona-builder');
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
  await lookAt(page, 'versions');
  await page.getByRole('button', { name: 'Bring back' }).click();
  await page.getByText('Version 3', { exact: true }).waitFor();
});

test('a profile says how far it fits each persona, and the list finds those who fit some of it', async () => {
  await page.evaluate(async () => {
    const definition = {
      titles: ['director'],
      seniorities: ['director'],
      industries: ['Yachting'],
      places: ['Germany'],
      wealth: ['0', '100k', '1m', '5m', '30m', '100m', '1b'],
      companySizes: ['11-50'],
    };
    const made = await fetch('/api/v1/personas', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'German directors with a boat', definition }),
    });
    if (!made.ok) throw new Error(await made.text());
  });
  await page.goto('/personas');
  await page.getByRole('link', { name: 'German directors with a boat' }).click();
  await page.getByLabel('Conditions to be met').selectOption('3');
  await lookAt(page, 'persona-some');
  await page.getByRole('link', { name: 'Show', exact: true }).click();
  await page.getByRole('button', { name: 'Remove the filter Fits at least 3 of 5' }).waitFor();
  await page.getByRole('row').getByText('Fits 3').first().waitFor();
  await lookAt(page, 'fits-list');
  await page.getByRole('row').getByRole('link').first().click();
  const fits = page.getByRole('dialog').locator('section').filter({ hasText: 'German directors with a boat' });
  await fits.getByText('Fits 3 of 5').waitFor();
  // The persona before, which fits better, stands open; this one does so when it is pressed.
  await fits.getByText('German directors with a boat').click();
  await fits.getByText('wanted is Yachting').waitFor();
  await lookAt(page, 'fits-profile');
});

test('people like one are looked for here and in Apollo', async () => {
  await page.goto('/prospects?title=director');
  await page.getByRole('row').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Find similar' }).click();
  await page.getByRole('button', { name: 'Find similar people' }).click();
  await page.getByRole('button', { name: 'Save as persona' }).waitFor();
  await page.getByText('Similar because').first().or(page.getByText('Nobody here is like that')).waitFor();
  await lookAt(page, 'similar');
  await page.getByRole('tab', { name: 'In Apollo' }).click();
  await page
    .getByText(/in Apollo; .* are looked at|Nobody new|Apollo was not asked/)
    .first()
    .waitFor();
  await lookAt(page, 'similar-apollo');
});
