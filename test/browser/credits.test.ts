/** Enrichment one can count on, by hand of a browser: quote, progress, receipt, refund, budgets, ledger. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../dev/browser/chromium.ts';
import { PASSWORD, signIn as signInApi, startProduct } from './support.ts';

/** The browser and five services start at once on a machine that may be busy. */
const PATIENCE_MS = 60_000;
const HOST = 'acme.localhost';

let stack: Awaited<ReturnType<typeof startProduct>>;
let browser: Browser;
before(async () => {
  [stack, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  assert.deepEqual(await stack?.stop(), []);
});

const openAs = async (email: string): Promise<{ page: Page; errors: string[] }> => {
  const context = await browser.newContext({ baseURL: `http://${HOST}:${stack.port}` });
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

type Credits = { granted: number; spent: number; reserved: number; available: number; refunded: number };
type Ledger = { items: { runId: string; settled: number; refunded: number }[] };

test('a run is quoted, watched, billed to the credit, and refunded where an address bounced', async () => {
  const { page, errors } = await openAs('olivia@acme.example');
  const api = await signInApi(stack.port, HOST, 'olivia@acme.example');
  const first = page.locator('a[id^="person-"]').first();
  await first.click();
  const profile = page.getByRole('dialog');
  // Opening a stale profile enriches it: the quote is for asking once more.
  await profile.getByText(/Enriched just now|Partly enriched/).waitFor();
  await page.getByRole('button', { name: /^Enrich (again|now)$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Enrich this person' });
  await dialog.getByText('Free for everyone').waitFor();
  await dialog.getByText('Balance after').waitFor();
  await dialog.getByRole('button', { name: /^Enrich(,| for free)/ }).click();
  await dialog
    .getByRole('status')
    .filter({ hasText: /Done|Done in part/ })
    .waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();

  await page.goto('/settings/credits');
  const ledger = page.getByRole('region', { name: 'Ledger' });
  await ledger
    .getByRole('button', { name: /ContactOut/ })
    .last()
    .click();
  const receipt = page.getByRole('dialog', { name: 'Receipt' });
  await receipt.getByText('Charged').last().waitFor();
  await receipt.getByRole('button', { name: /What ContactOut brought/ }).click();
  await receipt.getByRole('button', { name: 'Bounced?' }).first().click();
  await receipt.getByRole('button', { name: 'It bounced, refund it' }).click();
  await page.getByText(/credits? refunded for what/).waitFor();
  await receipt.getByText('Refunded', { exact: true }).first().waitFor();
  await page.keyboard.press('Escape');

  // The books and the screen say the same.
  const credits = await api<Credits>('/api/v1/credits');
  const { items } = await api<Ledger>('/api/v1/credits/ledger');
  assert.ok(credits.refunded > 0);
  assert.equal(
    items.reduce((sum, { settled, refunded }) => sum + settled - refunded, 0),
    credits.spent,
  );
  assert.equal(credits.granted, credits.available + credits.reserved + credits.spent);
  const figure = new Intl.NumberFormat('en-US').format(credits.available);
  await page.getByText(figure, { exact: true }).first().waitFor();
  assert.deepEqual(errors, []);
});

test('people who are ticked are quoted, enriched as one, and watched to the end', async () => {
  const { page, errors } = await openAs('olivia@acme.example');
  const ticks = page.getByRole('checkbox', { name: /^Select (?!everyone)/ });
  for (const nth of [4, 5, 6]) await ticks.nth(nth).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Enrich' }).click();
  const dialog = page.getByRole('dialog', { name: 'Enrich 3 people' });
  await dialog.getByText('Balance after').waitFor();
  await dialog.getByText('3 people', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: /^Enrich(,| for free)/ }).click();
  await page.getByRole('heading', { name: 'Bulk enrichment', exact: true }).waitFor();
  await page.getByText('3 of 3 people').waitFor();
  await page.getByText('Done', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'All bulk enrichments' }).click();
  await page.getByRole('link', { name: '3 of 3 people' }).waitFor();

  // Who was just enriched is left out, and so there is nobody.
  await page.goto('/prospects');
  for (const nth of [4, 5, 6]) await ticks.nth(nth).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Enrich' }).click();
  await dialog.getByText('0 people', { exact: true }).waitFor();
  assert.deepEqual(errors, []);
});

test('a budget that is set is met: the quote says which cap stops it', async () => {
  const { page, errors } = await openAs('olivia@acme.example');
  await page.goto('/settings/credits');
  await page.getByLabel('Workspace, a day').fill('1,5x');
  await page.getByText('Whole credits only').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Save budgets' }).isDisabled(), true);
  await page.getByLabel('Workspace, a day').fill('1');
  await page.getByRole('button', { name: 'Save budgets' }).click();
  await page.getByText('Budgets saved').waitFor();
  await page.getByText(/Nothing is left of the workspace’s budget for today/).waitFor();

  await page.goto('/prospects');
  await page
    .getByRole('checkbox', { name: /^Select (?!everyone)/ })
    .nth(3)
    .check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Enrich' }).click();
  const dialog = page.getByRole('dialog', { name: 'Enrich 1 person' });
  await dialog.getByText(/left of the workspace’s budget for today/).waitFor();
  await page.keyboard.press('Escape');

  await page.goto('/settings/credits');
  await page.getByLabel('Workspace, a day').fill('');
  await page.getByRole('button', { name: 'Save budgets' }).click();
  await page.getByText('Budgets saved').waitFor();
  assert.deepEqual(errors, []);
});

test('training is seen above every screen while it is on', async () => {
  const { page, errors } = await openAs('olivia@acme.example');
  await page.goto('/settings/credits');
  await page.getByRole('switch', { name: 'Training' }).click();
  await page.getByText('Training: enrichments give examples').waitFor();
  await page.goto('/jobs');
  await page.getByText('Training: enrichments give examples').waitFor();
  await page.goto('/settings/credits');
  await page.getByRole('switch', { name: 'Training' }).click();
  await page.getByText('Training: enrichments give examples').waitFor({ state: 'detached' });
  await page.getByText('Training is off').waitFor();
  assert.deepEqual(errors, []);
});

test('a viewer reads the credits and changes nothing', async () => {
  const { page, errors } = await openAs('vera@acme.example');
  await page.goto('/settings/credits');
  await page.getByText('Every paid call').waitFor();
  const save = page.getByRole('button', { name: 'Save budgets' });
  assert.equal(await save.getAttribute('aria-disabled'), 'true');
  await page.goto('/settings/sources');
  await page.getByText('For owners and admins').waitFor();
  await page.goto('/prospects');
  await page.locator('a[id^="person-"]').first().waitFor();
  assert.equal(await page.getByRole('checkbox', { name: /^Select / }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Enrich all' }).count(), 0);
  assert.deepEqual(errors, []);
});

test('a viewer without bulks is not told to start one; a workspace that is not paid for starts nothing', async () => {
  const viewer = await openAs('vera@acme.example');
  await viewer.page.route(/\/api\/v1\/enrichments\?/, (route) =>
    route.fulfill({ json: { items: [], nextCursor: null } }),
  );
  await viewer.page.goto('/enrichments');
  await viewer.page.getByText(/^Those who may enrich start them/).waitFor();
  assert.deepEqual(viewer.errors, []);

  const { page, errors } = await openAs('olivia@acme.example');
  const api = await signInApi(stack.port, HOST, 'olivia@acme.example');
  const me = await api<{ tenant: object }>('/api/v1/me');
  const tenant = { ...me.tenant, billing: 'past_due', gate: 'limited', graceEndsAt: new Date(0).toISOString() };
  await page.route(/\/api\/v1\/me$/, (route) => route.fulfill({ json: { ...me, tenant } }));
  await page.goto('/settings/credits');
  await page
    .getByText(/The last invoice is not paid/)
    .first()
    .waitFor();
  for (const name of ['Save budgets', 'New team']) {
    const button = page.getByRole('button', { name });
    await button.waitFor();
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
  }
  assert.deepEqual(errors, []);
});

test('a key of one’s own is written, never read', async () => {
  const { page, errors } = await openAs('olivia@acme.example');
  await page.goto('/settings/sources');
  const key = 'a-made-up-key-of-24-9876';
  await page.getByRole('button', { name: 'Use own key for Apollo' }).click();
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Save the key' }).click();
  await page.getByText('•••• 9876').waitFor();
  await page.reload();
  await page.getByText('•••• 9876').waitFor();
  assert.equal((await page.content()).includes(key), false);
  await page.getByRole('button', { name: 'Change for Apollo' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove the key' }).click();
  await page.getByRole('button', { name: 'Use own key for Apollo' }).waitFor();
  assert.deepEqual(errors, []);
});

test('sources are put in order by the keyboard, and stay so', async () => {
  const { page, errors } = await openAs('olivia@acme.example');
  await page.goto('/settings/sources');
  const order = page.getByRole('list', { name: 'Order of sources' }).getByRole('listitem');
  await order.first().waitFor();
  await page.getByRole('button', { name: /^Move SEC EDGAR/ }).press('ArrowUp');
  const moved = await order.allInnerTexts();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Sources saved').waitFor();
  await page.reload();
  await order.first().waitFor();
  const names = (texts: string[]) => texts.map((text) => text.match(/Apollo|ContactOut|Exa|SEC EDGAR|Claude/)?.[0]);
  assert.deepEqual(names(await order.allInnerTexts()), names(moved));
  assert.deepEqual(errors, []);
});
