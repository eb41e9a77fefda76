/** Exports by hand of a browser: what is chosen, what comes of it, and what is said where nothing does. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PDF } from '@libpdf/core';
import { readXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
import type { Download, Page } from 'playwright-core';
import { type Postgres, startPostgres } from '../../dev/postgres/server.ts';
import type { ExportFile } from '../../src/features/exports/contract.ts';
import { lookAt } from './pictures.ts';
import { type Visit, visitAs } from './support.ts';

const DATABASE = 'edgewise';

let dir: string;
let postgres: Postgres;
let visit: Visit;
let page: Page;

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'edgewise-exports-'));
  postgres = await startPostgres({ dir: join(dir, 'postgres'), durable: false });
  visit = await visitAs('adam@acme.example', '/prospects?title=director&sort=name', postgres.url());
  ({ page } = visit);
  await people().first().waitFor();
});
after(async () => {
  await visit?.leave();
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const people = () => page.getByRole('row').getByRole('link');
const dialog = () => page.getByRole('dialog', { name: 'Export people' });
const dock = () => page.getByRole('region', { name: 'Export' });
const open = () => page.getByRole('button', { name: 'Export', exact: true }).first().click();
const dismiss = () => dock().getByRole('button', { name: 'Dismiss' }).click();

/** What a press brings. */
const pressed = async (press: () => Promise<unknown>): Promise<Download> => {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return download;
};
const bytesOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path());
const downloaded = () => pressed(() => dialog().getByRole('button', { name: 'Download' }).click());
/** Rows of a CSV after its byte order mark. */
const csvOf = (bytes: Buffer): string[][] => {
  assert.equal(bytes.subarray(0, 3).toString('hex'), 'efbbbf');
  return Papa.parse<string[]>(bytes.subarray(3).toString(), { skipEmptyLines: true }).data;
};

const sql = async (text: string): Promise<void> => {
  const client = postgres.client(DATABASE);
  await client.connect();
  await client.query(text);
  await client.end();
};
const HALF_DONE: Omit<ExportFile, 'id'> = {
  jobId: '01900000-0000-7000-8000-00000000e001',
  status: 'running',
  format: 'csv',
  columns: ['title', 'name', 'email'],
  provenance: false,
  selected: null,
  filter: {},
  sort: 'newest',
  rows: { done: 120, total: 300 },
  leftOut: 0,
  bytes: 12_000,
  error: null,
  createdBy: 'demo-acme-adam',
  createdAt: '2026-03-04T12:00:00.000Z',
  startedAt: '2026-03-04T12:00:01.000Z',
  finishedAt: null,
  expiresAt: null,
};
const SAVED_OF_ACME = `where tenant_id = (select id from tenants where slug = 'acme')`;

test('the file has the columns chosen, in the order they were put, in each of its formats', async () => {
  await open();
  await dialog().getByText('CSV', { exact: true }).click();
  await dialog().getByRole('button', { name: 'All', exact: true }).click();
  await dialog().getByRole('button', { name: 'None', exact: true }).click();
  assert.equal(await dialog().getByRole('button', { name: 'Download' }).isDisabled(), true);
  await dialog().getByRole('checkbox', { name: 'Name', exact: true }).check();
  await dialog().getByRole('checkbox', { name: 'Email', exact: true }).check();
  await dialog().getByRole('checkbox', { name: 'Title', exact: true }).check();
  await dialog()
    .getByRole('button', { name: /^Move Title, / })
    .focus();
  // Above the name: each press moves it by one, and the handle goes with it.
  for (let at = 7; at > 1; at -= 1) {
    await dialog()
      .getByRole('button', { name: `Move Title, number ${at} of` })
      .press('ArrowUp');
  }
  await dialog().getByRole('button', { name: 'Move Title, number 1 of' }).waitFor();
  await dialog().getByRole('switch', { name: 'Where each value is from' }).click();
  await lookAt(page, 'export-dialog');

  const csv = await downloaded();
  assert.match(csv.suggestedFilename(), /^prospects-\d{4}-\d\d-\d\d\.csv$/);
  const origin = (field: string) => ['', ': source', ': fetched at', ': confidence'].map((part) => field + part);
  const [head, ...rows] = csvOf(await bytesOf(csv));
  assert.deepEqual(head, [...origin('Title'), ...origin('Name'), ...origin('Email')]);
  assert.ok(rows.length > 0);
  for (const row of rows) assert.match(row[0] ?? '', /director/i);
  await dock().getByText('Export saved').waitFor();
  await dock()
    .getByText(`${rows.length.toLocaleString('en-US')} rows`)
    .waitFor();
  await lookAt(page, 'export-saved');
  await dismiss();

  // What was chosen the last time is chosen again.
  await open();
  await dialog().getByRole('switch', { name: 'Where each value is from' }).click();
  await dialog().getByText('JSON lines').click();
  const lines = await downloaded();
  assert.match(lines.suggestedFilename(), /\.jsonl$/);
  const records = (await bytesOf(lines)).toString().trimEnd().split('\n');
  assert.deepEqual(
    records.map((line) => Object.entries(JSON.parse(line) as object)),
    rows.map((row) => [
      ['title', row[0]],
      ['name', row[4]],
      ['email', row[8] === '' ? null : row[8]],
    ]),
  );
  await dismiss();

  await open();
  await dialog().getByText('Excel').click();
  const book = await downloaded();
  assert.match(book.suggestedFilename(), /\.xlsx$/);
  const sheet = (await readXlsx(await bytesOf(book))).sheets[0]?.rows ?? [];
  assert.deepEqual(sheet[0], ['Title', 'Name', 'Email']);
  assert.deepEqual(
    sheet.slice(1).map((row) => [row[0], row[1]]),
    rows.map((row) => [row[0], row[4]]),
  );
  await dismiss();
});

test('a file made in the background is watched, fetched by its link, and its link holds for it alone', async () => {
  // The first looks find it half done: the file itself is made in no time.
  await page.route(/\/api\/v1\/exports\/[0-9a-f-]{36}$/, (route) => {
    const id = route.request().url().slice(-36);
    return route.fulfill({ json: { ...HALF_DONE, id } satisfies ExportFile });
  });
  await open();
  await dialog().getByText('CSV', { exact: true }).click();
  await dialog().getByRole('button', { name: 'In the background' }).click();
  await dock().getByText('Running, 120 of 300 rows').waitFor();
  await dock().getByRole('button', { name: 'Cancel' }).waitFor();
  await lookAt(page, 'export-making');
  await page.unrouteAll({ behavior: 'wait' });
  await dock()
    .getByText(/^Ready, [\d,]+ rows$/)
    .waitFor();
  await lookAt(page, 'export-ready');
  const file = await pressed(() => dock().getByRole('button', { name: 'Download' }).click());
  assert.deepEqual(csvOf(await bytesOf(file))[0], ['Title', 'Name', 'Email']);
  await dock().getByText('Export saved').waitFor();
  await dismiss();

  await page.goto('/exports');
  const first = page.getByRole('listitem').filter({ hasText: 'CSV, 3 columns' }).first();
  await first.getByText('Ready').waitFor();
  await lookAt(page, 'exports');
  const links = await page.evaluate(async () => {
    const { items } = (await (await fetch('/api/v1/exports')).json()) as { items: { id: string }[] };
    const made = await fetch(`/api/v1/exports/${items[0]?.id}/link`, { method: 'POST' });
    const { url } = (await made.json()) as { url: string };
    const { pathname } = new URL(url);
    const other = pathname.replace(/\../, (first) => (first === '.A' ? '.B' : '.A'));
    return Promise.all([pathname, other].map(async (path) => (await fetch(path)).status));
  });
  assert.deepEqual(links, [200, 404]);
});

test('a file whose time is over says so, in the dock and in the list', async () => {
  await page.goto('/prospects?title=director');
  await people().first().waitFor();
  await open();
  await dialog().getByRole('button', { name: 'In the background' }).click();
  await dock()
    .getByText(/^Ready, /)
    .waitFor();
  await sql(`update export_files set expires_at = now() - interval '1 second' ${SAVED_OF_ACME}`);
  await dock().getByRole('button', { name: 'Download' }).click();
  await dock().getByText('Export failed').waitFor();
  await dock()
    .getByText(/expired/)
    .waitFor();
  await lookAt(page, 'export-expired');
  await dismiss();
  await page.goto('/exports');
  await page.getByRole('listitem').getByText('Expired').first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Download' }).count(), 0);
  await lookAt(page, 'exports-expired');
});

test('what breaks is told and tried again, what the plan does not cover is refused, and of nobody there is no file', async () => {
  await page.goto('/prospects?title=director');
  await people().first().waitFor();
  await page.route('**/api/v1/exports/prospects', (route) => route.fulfill({ status: 503, body: 'Busy' }), {
    times: 1,
  });
  await open();
  await dialog().getByRole('button', { name: 'Download' }).click();
  await dock().getByText('Export failed').waitFor();
  await lookAt(page, 'export-failed');
  const again = await pressed(() => dock().getByRole('button', { name: 'Try again' }).click());
  assert.ok((await bytesOf(again)).byteLength > 0);
  await dismiss();

  // A part of a file is none.
  await page.route('**/api/v1/exports/prospects', (route) => route.fulfill({ body: 'Name\r\nHalf a file\r\n' }), {
    times: 1,
  });
  await open();
  await dialog().getByRole('button', { name: 'Download' }).click();
  await dock()
    .getByText(/nothing was saved/)
    .waitFor();
  await dismiss();

  // The dialog knew of a larger plan than there is by now.
  await open();
  await dialog().getByRole('button', { name: 'Download' }).waitFor();
  await sql(`update tenants set limits = jsonb_set(limits, '{exportRows}', '3') where slug = 'acme'`);
  await dialog().getByRole('button', { name: 'Download' }).click();
  await dock().getByText('Your plan covers files of 3 rows', { exact: false }).waitFor();
  await dock().getByRole('link', { name: 'See usage' }).waitFor();
  assert.equal(await dock().getByRole('button', { name: 'Try again' }).count(), 0);
  await lookAt(page, 'export-refused');
  await dismiss();
  await page.reload();
  await people().first().waitFor();
  await open();
  await dialog().getByText('Your plan covers files of 3 rows: narrow it down.').waitFor();
  assert.equal(await dialog().getByRole('button', { name: 'Download' }).isDisabled(), true);
  await lookAt(page, 'export-over');
  await page.keyboard.press('Escape');
  await sql(`update tenants set limits = limits - 'exportRows' where slug = 'acme'`);

  await page.goto('/prospects?q=nobody+of+this+name');
  await page.getByText('Nobody matches').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Export', exact: true }).isDisabled(), true);
});

test('the dossier of a profile is a PDF that opens, about the person', async () => {
  await page.goto('/prospects?title=manager');
  const name = (await people().first().textContent()) ?? '';
  await people().first().click();
  const link = page.getByRole('link', { name: 'PDF' });
  await link.waitFor();
  const bytes = await bytesOf(await pressed(() => link.click()));
  assert.equal(bytes.subarray(0, 5).toString('latin1'), '%PDF-');
  const pdf = await PDF.load(new Uint8Array(bytes));
  const text = pdf
    .getPages()
    .map((one) => one.extractText().text)
    .join('\n');
  assert.ok(text.includes(name), `${name} is not in ${text.slice(0, 300)}`);
});
