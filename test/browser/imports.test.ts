/** An import, by hand of a browser: sent in parts and taken up again, mapped, mended, previewed, run, and taken back. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser/chromium.ts';
import { lookAt } from './pictures.ts';
import { PASSWORD, startProduct } from './support.ts';

const GUESTS = `First Name,Last Name,Email,Company,Job Title,Place of the dinner
Wenzel,Querfurth,wenzel@quellmoor.example,Quellmoor Partners,Managing Partner,Bergen
Odalys,Brightwater,odalys@harrowgate.example,Harrowgate Trust,Trustee,Boston
Nora,Mendable,not-an-address,Nowhere,Clerk,Paris
Still,Broken,nor-this,Nowhere,Clerk,Paris
`;
/** Columns whose names say nothing to the product itself. */
const ODD = `Name,Wohnort hier,Bemerkung zwei,Unsinn
Ottilie Sonderbar,Ulm,mag Tee,aa
Volkmar Sonderbar,Graz,mag Kaffee,bb
`;
/** The same dinner a year later: one has risen, one is as before. */
const LATER = `First Name,Last Name,Email,Company,Job Title
Wenzel,Querfurth,wenzel@quellmoor.example,Quellmoor Holding,Chairman
Odalys,Brightwater,odalys@harrowgate.example,Harrowgate Trust,Trustee
`;
/** One who is left alone, and two of whom the file has no address that can be read. */
const ASIDES = `Name,Email
Sigrun Stillwater,sigrun@stillwater.example
Torben Nomail,not-one
Ylva Nomail,nor-two
`;
/** A little over one part of 8 MiB, in few rows: what is sent matters here, not what is in it. */
const LARGE_BYTES = 9 * 1024 * 1024;
const LINE = `Large,File,large@file.example,${'x'.repeat(4_000)}\n`;
/** The browser and five services start at once on a machine that may be busy. */
const PATIENCE_MS = 120_000;

let stack: Awaited<ReturnType<typeof startProduct>>;
let browser: Browser;
const dir = mkdtempSync(join(tmpdir(), 'edgewise-imports-'));
before(async () => {
  [stack, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  rmSync(dir, { recursive: true, force: true });
  assert.deepEqual(await stack?.stop(), []);
});

const openAs = async (email: string): Promise<{ page: Page; errors: string[] }> => {
  const context = await browser.newContext({ baseURL: `http://acme.localhost:${stack.port}` });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Prospects' }).waitFor();
  return { page, errors };
};

const found = async (page: Page, words: string): Promise<void> => {
  await page.goto('/prospects');
  await page.getByLabel('Search people').fill(words);
  await page.waitForURL(new RegExp(`q=${words}`));
};

test('Claude may be asked about columns that nobody is sure of, and leaves what a person chose', async () => {
  const { page, errors } = await openAs('milo@acme.example');
  await page.goto('/imports/new');
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from(ODD) });
  await page.getByRole('heading', { name: 'What is in each column?' }).waitFor();
  await page.getByLabel('What Bemerkung zwei becomes').selectOption('notes');
  await page.getByRole('button', { name: /^Ask Claude about \d+ unsure columns?$/ }).click();
  await page.getByText(/^Claude said what \d+ columns? may be/).waitFor();
  assert.equal(await page.getByLabel('What Wohnort hier becomes').inputValue(), 'city');
  assert.equal(await page.getByLabel('What Bemerkung zwei becomes').inputValue(), 'notes');
  await page.getByText('By Claude').first().waitFor();
  await lookAt(page, 'claude');
  // It is a proposal: a reload keeps whose it is, and a person has the last word.
  await page.reload();
  await page.getByText('By Claude').first().waitFor();
  const marks = await page.getByText('By Claude').count();
  await page.getByLabel('What Wohnort hier becomes').selectOption('region');
  assert.equal(await page.getByText('By Claude').count(), marks - 1);
  assert.deepEqual(errors, []);
});

test('a file becomes people by keyboard alone, and is taken back', async () => {
  const { page, errors } = await openAs('milo@acme.example');
  await page.goto('/imports/new');
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  await lookAt(page, 'upload');
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: 'guests.csv', mimeType: 'text/csv', buffer: Buffer.from(GUESTS) });

  await page.getByRole('heading', { name: 'What is in each column?' }).waitFor();
  const place = page.getByLabel('What Place of the dinner becomes');
  await place.selectOption('skip');
  await page.getByText('Your choice').waitFor();
  await page.getByRole('button', { name: /^Left out/ }).click();
  assert.equal(await page.getByRole('list', { name: 'Columns' }).getByRole('listitem').count(), 1);
  // What was chosen outlives a reload.
  await page.reload();
  await page.getByText('Your choice').waitFor();
  assert.equal(await place.inputValue(), 'skip');
  await lookAt(page, 'map');

  await page.keyboard.press('Control+Enter');
  await page.getByText(/2 rows would be refused/).waitFor();
  await lookAt(page, 'validate');
  await page.getByRole('gridcell', { name: /^not-an-address/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Email, row 4').fill('nora@mendable.example');
  await page.keyboard.press('Enter');
  await page.getByText(/1 row would be refused/).waitFor();
  await page.getByText('1 cell mended by hand').waitFor();
  await page.getByLabel('Column of a new rule').selectOption('Company');
  await page.getByLabel('New rule', { exact: true }).selectOption('title_case');
  await page.getByRole('button', { name: 'Add the rule' }).click();
  await page.getByRole('button', { name: 'Take back: Write as names for Company' }).waitFor();
  await lookAt(page, 'mended');

  await page.getByRole('heading', { name: 'What is wrong in it' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByText('3 of 4 rows come in').waitFor();
  await page.getByRole('region', { name: 'Problems that stay' }).getByText('Email').waitFor();
  await lookAt(page, 'preview');
  await page.keyboard.press('Control+Enter');
  await page.getByText('The counts add up.').waitFor();
  await page.getByRole('link', { name: /Error file, 1 row/ }).waitFor();
  await lookAt(page, 'result');
  const result = page.url();
  await found(page, 'querfurth');
  await page.getByText('1 person').waitFor();

  // A second file says something new of one of them: what, can be seen before; and it need not be run.
  await page.goto('/imports/new');
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: 'later.csv', mimeType: 'text/csv', buffer: Buffer.from(LATER) });
  await page.getByRole('heading', { name: 'What is in each column?' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('All 2 rows were checked. No problems.').waitFor();
  await page.keyboard.press('Control+Enter');
  const changes = page.getByRole('region', { name: 'Who changes' });
  await changes.getByRole('link', { name: 'Wenzel Querfurth' }).waitFor();
  assert.match(await changes.innerText(), /was\s+Managing Partner\s+becomes\s+Chairman/);
  await page.getByText('2 of 2 rows come in').waitFor();
  await lookAt(page, 'changes');

  // From the list, too, one can go back; the dialog says what that means, and leaving it changes nothing.
  await page.goto('/imports');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Undo this import?' });
  await dialog.getByText('3 people whom this import brought are taken out again.').waitFor();
  await dialog.getByText(/whom somebody has worked on since: they stay/).waitFor();
  await lookAt(page, 'undo');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.goto(result);
  await page.getByRole('button', { name: 'Undo' }).click();
  await dialog.getByRole('button', { name: 'Undo the import' }).click();
  await page.getByText('3 people taken out').waitFor();
  await lookAt(page, 'undone');
  assert.equal(await page.getByRole('button', { name: 'Undo' }).count(), 0);
  await page.goto('/imports');
  await page.getByText('Undone').waitFor();
  await found(page, 'querfurth');
  await page.getByText('Nobody').first().waitFor();
  assert.deepEqual(errors, []);
});

test('who stays left alone and what a rule leaves out is said before and after', async () => {
  const { page, errors } = await openAs('milo@acme.example');
  const status = await page.evaluate(async () => {
    const body = JSON.stringify({ entries: [{ email: 'sigrun@stillwater.example' }] });
    return (
      await fetch('/api/v1/suppressions', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    ).status;
  });
  assert.equal(status, 200);
  await page.goto('/imports/new');
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: 'asides.csv', mimeType: 'text/csv', buffer: Buffer.from(ASIDES) });
  await page.getByRole('heading', { name: 'What is in each column?' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/2 rows would be refused/).waitFor();
  await page.getByLabel('Column of a new rule').selectOption('Email');
  await page.getByLabel('New rule', { exact: true }).selectOption('drop_unreadable');
  await page.getByRole('button', { name: 'Add the rule' }).click();
  await page.getByText(/No problems/).waitFor();
  await page.getByRole('heading', { name: 'What is wrong in it' }).click();
  await page.keyboard.press('Control+Enter');
  const notes = page.getByRole('list', { name: 'Also to know' });
  await notes.getByText('1 row is of people on the suppression list. They come in').waitFor();
  await notes.getByText('2 values that cannot be read are left out, as your rules say: Email 2.').waitFor();
  await lookAt(page, 'asides');
  await page.keyboard.press('Control+Enter');
  await page.getByText('The counts add up.').waitFor();
  await notes.getByText('1 row is of people on the suppression list. They came in').waitFor();
  await notes.getByText('2 values that cannot be read were left out').waitFor();
  await lookAt(page, 'asides-done');
  assert.deepEqual(errors, []);
});

test('an upload that breaks off goes on where it was, over a reload', async () => {
  const { page, errors } = await openAs('milo@acme.example');
  const file = join(dir, 'large.csv');
  writeFileSync(file, `First Name,Last Name,Email,Remark\n${LINE.repeat(Math.ceil(LARGE_BYTES / LINE.length))}`);
  const sent: string[] = [];
  let broken = true;
  await page.route('**/parts/*', async (route) => {
    const part = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    if (broken && part === '2') return await route.abort();
    sent.push(part);
    return await route.continue();
  });
  await page.goto('/imports/new');
  const first = page.waitForResponse(/\/parts\/1$/);
  await page.getByLabel('File to import').setInputFiles(file);
  assert.equal((await first).status(), 200);
  await page.getByText('The connection is interrupted. It goes on by itself.').waitFor();
  await lookAt(page, 'interrupted');

  await page.reload();
  await page.getByText(/is here\. Choose the same file to go on\./).waitFor();
  await lookAt(page, 'go-on');
  broken = false;
  await page.getByLabel('File to import').setInputFiles(file);
  await page.getByRole('heading', { name: 'What is in each column?' }).waitFor();
  assert.deepEqual(sent, ['1', '2']);
  assert.deepEqual(errors, []);
});

test('a viewer sees what became of imports, and cannot start or undo one', async () => {
  const { page, errors } = await openAs('vera@acme.example');
  await page.goto('/imports/new');
  await page.getByText('Your role cannot import').waitFor();
  await page.getByRole('link', { name: 'All imports' }).click();
  await page.getByText('guests.csv').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Undo' }).count(), 0);
  assert.equal(await page.getByRole('link', { name: 'New import' }).count(), 0);
  assert.deepEqual(errors, []);
});
