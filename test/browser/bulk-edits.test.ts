/** Changes of all that match, by hand of a browser: taken back from the list of jobs, and so many put on a list that a job does it. */
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './pictures.ts';
import { type Visit, visitAs } from './support.ts';

let visit: Visit;
let page: Page;

before(async () => {
  visit = await visitAs('adam@acme.example', '/prospects');
  ({ page } = visit);
});
after(() => visit?.leave());

const bar = () => page.getByRole('region', { name: 'Selection' });
const pickAll = async () => {
  await page.getByRole('row').getByRole('checkbox').nth(1).check();
  await bar()
    .getByRole('button', { name: /^Select all [\d,]+ people$/ })
    .click();
};

test('what was changed of all that match is taken back in the list of jobs', async () => {
  await page.goto('/prospects');
  await pickAll();
  await bar().getByRole('button', { name: 'Tags' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Everybody');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('5,000 people tagged').waitFor();
  await page.goto('/jobs');
  const job = page.getByRole('listitem').filter({ hasText: 'Add tags' });
  await job.getByRole('button', { name: 'Undo' }).waitFor();
  await lookAt(page, 'bulk-edit-in-jobs');
  await job.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('5,000 people as before').waitFor();
});

test('all that match are taken off a list, and put back', async () => {
  await page.goto('/prospects');
  await pickAll();
  await bar().getByRole('button', { name: 'Add to list' }).click();
  const joining = page.getByRole('dialog', { name: /to a list$/ });
  await joining.getByRole('textbox').fill('For a while');
  await joining.getByRole('button', { name: 'New list For a while' }).click();
  await page.getByText('5,000 people on the new list For a while').waitFor();
  await pickAll();
  await lookAt(page, 'selection-bar-of-all');
  await bar().getByRole('button', { name: 'Take off list' }).click();
  const leaving = page.getByRole('dialog', { name: /off a list$/ });
  await leaving.getByRole('button', { name: /^For a while/ }).waitFor();
  await lookAt(page, 'take-off-a-list');
  await leaving.getByRole('button', { name: /^For a while/ }).click();
  await page.getByText('5,000 people taken off the list').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('5,000 people as before').waitFor();
  await page.goto('/lists');
  await page.getByRole('listitem').filter({ hasText: 'For a while' }).getByText('5,000').waitFor();
});

test('more people than are added at once join a list by a job', async () => {
  // This page takes the workspace for one of so many: it learns from nothing else how many there are.
  await page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = async (input, init) => {
      const answer = await fetch(input, init);
      const url = input instanceof Request ? input.url : String(input);
      if (!new URL(url, location.href).pathname.endsWith('/api/v1/prospects/counts')) return answer;
      const json = (await answer.json()) as object;
      return Response.json({ ...json, total: { value: 120_000, exact: false } });
    };
  });
  await page.goto('/prospects');
  await page.getByRole('row').getByRole('checkbox').nth(1).check();
  await bar()
    .getByRole('button', { name: /^Select all about 120,000 people$/ })
    .click();
  await bar().getByRole('button', { name: 'Add to list' }).click();
  const dialog = page.getByRole('dialog', { name: /to a list$/ });
  await dialog.getByRole('textbox').fill('The many');
  await dialog.getByRole('button', { name: 'New list The many' }).click();
  await page.getByText('are being added to The many').waitFor();
  await lookAt(page, 'many-join-a-list');
  await page.getByText('5,000 people added to the list').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('5,000 people as before').waitFor();
});
