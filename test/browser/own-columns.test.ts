/** Fields of a workspace's own as columns of the list, by hand of a browser: chosen, kept in a view, exported, and gone with their field. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './pictures.ts';
import { type Visit, visitAs } from './support.ts';

let visit: Visit;
let page: Page;

const FIELDS = [
  { name: 'Boats owned', key: 'Boats', type: 'number' },
  { name: 'Member since', type: 'date' },
  { name: 'Donor', type: 'boolean' },
  { name: 'Tier', type: 'choice', options: ['Gold', 'Silver', 'Platinum'] },
  { name: 'Club page', type: 'url' },
];

before(async () => {
  visit = await visitAs('adam@acme.example', '/prospects');
  ({ page } = visit);
  await rows().first().waitFor();
  await page.evaluate(async (fields) => {
    const send = async (method: string, path: string, body: unknown) => {
      const r = await fetch(path, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!r.ok) throw new Error(await r.text());
    };
    for (const field of fields) await send('POST', '/api/v1/custom-fields', field);
    const found = (await (await fetch('/api/v1/prospects?limit=20&sort=name')).json()) as { items: { id: string }[] };
    for (const [at, { id }] of found.items.entries()) {
      const custom: Record<string, string> = { Boats: String(at * 700) };
      if (at % 3 > 0) custom['Member since'] = `20${10 + at}-0${1 + (at % 9)}-12`;
      if (at % 4 > 0) custom.Donor = at % 2 ? 'yes' : 'no';
      if (at % 5 > 0) custom.Tier = ['Gold', 'Silver', 'Platinum'][at % 3] ?? '';
      if (at % 2 > 0) custom['Club page'] = `https://www.club-${at}.example/members/${at}`;
      await send('PATCH', `/api/v1/prospects/${id}`, { custom });
    }
  }, FIELDS);
});
after(() => visit?.leave());

const rows = () => page.getByRole('row').getByRole('link');
const heads = () => page.getByRole('columnheader').allInnerTexts();
const columnsOf = () => new URL(page.url()).searchParams.getAll('columns');
const own = () => page.getByRole('list', { name: 'Your own fields' });

test('fields of one’s own are chosen under a heading of their own, and cells say what they are', async () => {
  await page.goto('/prospects?sort=name&columns=company&columns=email');
  await rows().first().waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await own().getByRole('checkbox', { name: 'Boats owned' }).waitFor();
  await lookAt(page, 'own-fields-offered');
  // A phone has no such menu: it closed.
  await page.getByRole('button', { name: 'Columns' }).click();
  // Who is chosen goes up among the others.
  for (const { name } of FIELDS) await own().getByRole('checkbox', { name }).click();
  await own().waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { name: 'E-mail' }).uncheck();
  // In another order than that of the menu: by the keys of its handle.
  await page.getByRole('button', { name: /^Move Tier, column 5/ }).focus();
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: 'Boats owned' }).waitFor();
  const keys = ['custom.Tier', 'company', 'custom.Boats', 'custom.Member since', 'custom.Donor', 'custom.Club page'];
  await page.waitForURL((url) => url.searchParams.getAll('columns').join() === keys.join());
  assert.deepEqual((await heads()).slice(-6), ['Tier', 'Company', 'Boats owned', 'Member since', 'Donor', 'Club page']);
  const second = page.getByRole('row').nth(2);
  for (const text of ['Silver', '700', 'Feb 12, 2011', 'Yes']) await second.getByRole('cell', { name: text }).waitFor();
  const link = second.getByRole('link', { name: 'club-1.example/members/1' });
  assert.equal(await link.getAttribute('href'), 'https://www.club-1.example/members/1');
  await lookAt(page, 'own-columns');
});

test('a view keeps them, its link shows them, and the file of the list has them in its order', async () => {
  await page.getByRole('button', { name: /^View:/ }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view' }).click();
  const form = page.getByRole('dialog', { name: 'Save as a new view' });
  await form.getByLabel('Name').fill('Sailors');
  await form.getByRole('button', { name: 'Save the view' }).click();
  await page.getByRole('button', { name: 'View: Sailors', exact: true }).waitFor();
  await page.goto(`/prospects?view=${new URL(page.url()).searchParams.get('view')}`);
  await page.getByRole('columnheader', { name: 'Club page' }).waitFor();
  assert.equal(columnsOf()[0], 'custom.Tier');

  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export people' });
  await dialog.getByText('8 of').waitFor();
  await lookAt(page, 'own-columns-export');
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  const path = await (await coming).path();
  const [head, first] = readFileSync(path, 'utf8').replace('\uFEFF', '').split('\r\n');
  assert.equal(
    head,
    'Name,Title,Custom: Tier,Company,Custom: Boats,Custom: Member since,Custom: Donor,Custom: Club page',
  );
  assert.match(first ?? '', /,0,/);
});

test('an archived field leaves the list and the view without a word, and is there again when it is restored', async () => {
  const view = page.url();
  await page.goto('/settings/fields');
  await page.getByRole('button', { name: 'Archive Tier' }).click();
  await page.getByRole('list', { name: 'Archived fields' }).getByText('Tier').waitFor();
  await page.goto(view);
  await page.getByRole('columnheader', { name: 'Club page' }).waitFor();
  await page.getByRole('columnheader', { name: 'Tier' }).waitFor({ state: 'detached' });
  await rows().first().waitFor();
  assert.deepEqual((await heads()).slice(-5), ['Company', 'Boats owned', 'Member since', 'Donor', 'Club page']);
  await page.goto('/settings/fields');
  await page.getByRole('button', { name: 'Restore Tier' }).click();
  await page.getByRole('list', { name: 'Fields', exact: true }).getByText('Tier').waitFor();
  await page.goto(view);
  await page.getByRole('columnheader', { name: 'Tier' }).waitFor();
});
