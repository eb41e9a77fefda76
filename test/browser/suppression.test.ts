/** Somebody is left alone, and is not any more, by hand of a browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './pictures.ts';
import { type Visit, visitAs } from './support.ts';

let visit: Visit;
let page: Page;

before(async () => {
  visit = await visitAs('adam@acme.example', '/settings/suppression');
  ({ page } = visit);
});
after(() => visit?.leave());

test('addresses are pasted, shown masked, found by the whole of them, and lifted', async () => {
  await page.getByText('Nobody is suppressed').waitFor();
  await lookAt(page, 'suppression-empty');
  await page.getByRole('button', { name: 'Add', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add to the suppression list' });
  await dialog.getByLabel('One a line').fill('quiet.reader@hushfield.example\n+1 212 555 0177\nnobody-at-all');
  await dialog.getByLabel('Reason, if you like').fill('Asked by letter');
  await dialog.getByRole('list', { name: 'Lines that are left out' }).waitFor();
  await lookAt(page, 'suppression-add');
  await dialog.getByRole('button', { name: 'Add 2 addresses' }).click();
  await page.getByText('q…@hushfield.example').waitFor();
  await lookAt(page, 'suppression-list');

  const look = page.getByRole('searchbox', { name: /^Look up a whole/ });
  await look.fill('Quiet.Reader@hushfield.example');
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByText('…77').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Lift q…@hushfield.example' }).click();
  await page.getByText('Not on the list').waitFor();
});

test('who is suppressed is marked, is in no export, and is again once that is lifted', async () => {
  await page.goto('/prospects');
  const person = page.getByRole('row').getByRole('link').first();
  const name = (await person.textContent()) ?? '';
  const exported = () =>
    page.evaluate(async () => (await (await fetch('/api/v1/exports/prospects.csv?columns=name')).text()).split('\n'));
  const isIn = async () => (await exported()).some((line) => line.includes(name));
  assert.equal(await isIn(), true);

  await person.click();
  await page.getByRole('button', { name: 'Suppress', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Suppress ${name}` });
  await lookAt(page, 'suppress-dialog');
  await dialog.getByRole('button', { name: 'Suppress', exact: true }).click();
  await page.getByText('On the suppression list: in no export, enriched by nobody.').waitFor();
  await lookAt(page, 'suppressed-profile');
  assert.equal(await isIn(), false);

  await page.getByRole('button', { name: 'Lift', exact: true }).click();
  await page.getByText('On the suppression list: in no export, enriched by nobody.').waitFor({ state: 'hidden' });
  assert.equal(await isIn(), true);
});

test('all that match are suppressed by a job, after they were counted, and lifted by its undoing', async () => {
  await page.goto('/prospects?title=director');
  const ticks = page.getByRole('checkbox', { name: /^Select(?! everyone)/ });
  await ticks.first().check();
  const bar = page.getByRole('region', { name: 'Selection' });
  const all = bar.getByRole('button', { name: /^Select all/ });
  const many = /[\d,]+/.exec((await all.textContent()) ?? '')?.[0] ?? '';
  await all.click();
  await bar.getByRole('button', { name: 'Suppress' }).click();
  const dialog = page.getByRole('dialog', { name: `Suppress ${many} people` });
  await dialog.getByText('It runs as a job, and can be undone.').waitFor();
  await lookAt(page, 'suppress-all');
  await dialog.getByRole('button', { name: 'Suppress', exact: true }).click();
  // Two who are known by the same are on the list once.
  await page.getByText(/^[\d,]+ people suppressed/).waitFor();
  await page.getByRole('row').getByText('On the suppression list.').first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(/^[\d,]+ people as before$/).waitFor();
  await page.getByRole('row').getByText('On the suppression list.').first().waitFor({ state: 'detached' });
});
