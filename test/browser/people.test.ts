/** The list of people by hand of a browser: gone through by keys, its rows where they were, what is ticked in reach. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './pictures.ts';
import { type Visit, visitAs } from './support.ts';

let visit: Visit;
let page: Page;

before(async () => {
  visit = await visitAs('adam@acme.example', '/prospects?view=all');
  page = visit.page;
  await row(0).waitFor();
});
after(async () => {
  await visit?.leave();
});

const row = (index: number) => page.locator(`tr[data-index="${index}"]`);
const link = (index: number) => row(index).getByRole('link');
const hasFocus = (index: number) => row(index).locator('a:focus').waitFor();
const boxOf = async (locator: ReturnType<Page['locator']>) => {
  const box = await locator.boundingBox();
  assert.ok(box, 'It is not drawn.');
  return box;
};

test('one goes through the list by keys, into a profile, on from there, and back to whom one left', async () => {
  await lookAt(page, 'people');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate('document.activeElement.id'), 'search');
  await page.keyboard.press('ArrowDown');
  await hasFocus(0);
  for (const key of ['ArrowDown', 'j', 'j', 'k']) await page.keyboard.press(key);
  await hasFocus(2);
  await page.keyboard.press('x');
  assert.equal(await row(2).getByRole('checkbox').isChecked(), true);
  await page.keyboard.press('x');
  assert.equal(await row(2).getByRole('checkbox').isChecked(), false);

  const names = [await link(2).innerText(), await link(3).innerText()];
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: names[0] }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('dialog', { name: names[1] }).waitFor();
  await lookAt(page, 'people-profile');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await hasFocus(3);
});

test('the list follows the profile that is open over it', async () => {
  await link(0).click();
  await page.getByRole('dialog').waitFor();
  for (let n = 1; n <= 15; n += 1) {
    const before = page.url();
    await page.keyboard.press('j');
    await page.waitForURL((url) => url.href !== before);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await hasFocus(15);
  await page.keyboard.press('Home');
  await hasFocus(0);
  // From anywhere else on the screen one comes back to where one was.
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('j');
  await hasFocus(0);
});

test('rows that scroll by are given other people, and the focus goes to none of them', async () => {
  await page.goto('/prospects?view=all');
  await row(20).waitFor({ state: 'attached' });
  await link(0).focus();
  await page.evaluate("for (const row of document.querySelectorAll('tr[data-index]')) row.before_ = true");
  await page.evaluate("document.querySelector('tbody').closest('div').scrollTo({ top: 40 * 52 })");
  await row(45).waitFor();
  await row(0).waitFor({ state: 'detached' });
  assert.ok(
    Number(
      await page.evaluate("[...document.querySelectorAll('tr[data-index]')].filter((row) => row.before_).length"),
    ) > 15,
  );
  assert.equal(await page.evaluate("document.activeElement.closest('tr') === null"), true);
  // At rest they stand in the order in which they are read.
  await page.waitForFunction(
    "[...document.querySelectorAll('tr[data-index]')].every((row, at, all) => at === 0 || +row.dataset.index === +all[at - 1].dataset.index + 1)",
  );
});

test('no row moves while further ones are loaded', async () => {
  const held = Promise.withResolvers<void>();
  await page.route(/api\/v1\/prospects\?.*cursor=/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto('/prospects?view=all&sort=name');
  await row(0).waitFor();
  await link(0).press('End');
  await hasFocus(99);
  const placeholder = page.locator('tr:not([data-index]) .animate-shimmer').first();
  await placeholder.waitFor();
  const before = await boxOf(row(95));
  held.resolve();
  await placeholder.waitFor({ state: 'detached' });
  await row(100).waitFor();
  assert.equal((await boxOf(row(95))).y, before.y);
});

test('what can be done with those ticked stands on one line, and hides nobody', async () => {
  await page.goto('/prospects?view=all');
  for (const width of [1024, 1280, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await row(0).getByRole('checkbox').check();
    const bar = page.getByRole('region', { name: 'Selection' });
    await bar.getByRole('button', { name: /^Select all/ }).waitFor();
    const { height } = await boxOf(bar);
    assert.ok(height < 60, `At ${width} px it is ${height} px high.`);
    // A key that goes down far enough never leaves the person beneath it.
    await link(0).focus();
    for (let n = 0; n < 20; n += 1) await page.keyboard.press('ArrowDown');
    await hasFocus(20);
    const person = await boxOf(row(20));
    assert.ok(person.y + person.height <= (await boxOf(bar)).y, `At ${width} px the bar hides the person.`);
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Clear the selection' }).click();
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await row(0).getByRole('checkbox').check();
  await lookAt(page, 'people-ticked');
  await page.getByRole('button', { name: 'Clear the selection' }).click();
});

describe('a search', () => {
  const COUNTS = '**/api/v1/prospects/counts?*';
  const howMany = () => page.locator('header', { hasText: 'Prospects' }).locator('[aria-live]');
  /** The panel of filters while its figures are the search's before, or its own. */
  const filters = (counting: boolean) =>
    page.getByRole('complementary', { name: 'Filters' }).locator(`[aria-busy="${counting}"]`);
  const search = (q: string) => page.getByLabel('Search people').fill(q);
  const rowsCame = () => page.locator('.animate-sweep').waitFor({ state: 'detached' });
  /** Holds what is asked for until it is let go. */
  const hold = async (path: string) => {
    const held = Promise.withResolvers<void>();
    await page.route(path, async (route) => {
      await held.promise;
      await route.continue().catch(() => undefined);
    });
    return held.resolve;
  };
  beforeEach(async () => {
    await page.goto('/prospects?view=all');
    await filters(false).locator('li .num').first().waitFor();
  });
  afterEach(() => page.unrouteAll());

  test('shows its rows before they are counted; until then the figures before stand on', async () => {
    const before = await howMany().innerText();
    const letGo = await hold(COUNTS);
    const asked = page.waitForRequest(COUNTS);
    await search('director');
    await asked;
    await rowsCame();
    assert.equal(await howMany().innerText(), before);
    assert.equal(await filters(true).count(), 1);
    assert.equal(await filters(true).locator('.animate-shimmer').count(), 0);
    letGo();
    await filters(false).waitFor();
    assert.notEqual(await howMany().innerText(), before);
  });

  test('that shows its last row knows how many they are', async () => {
    const letGo = await hold(COUNTS);
    const asked = page.waitForRequest(COUNTS);
    await search(await link(0).innerText());
    await asked;
    await rowsCame();
    const n = await page.locator('tr[data-index]').count();
    assert.equal(await howMany().innerText(), n === 1 ? '1 person' : `${n} people`);
    assert.equal(await filters(true).count(), 1);
    letGo();
    await filters(false).waitFor();
  });

  test('that another follows is given up', async () => {
    const letGo = await hold('**/api/v1/prospects**q=director*');
    const given = ['/api/v1/prospects', '/api/v1/prospects/counts'].map((path) =>
      page.waitForEvent('requestfailed', (request) => new URL(request.url()).pathname === path),
    );
    const asked = page.waitForRequest('**/api/v1/prospects?*q=director*');
    await search('director');
    await asked;
    await page.waitForURL((url) => url.searchParams.get('q') === 'director');
    await search('partner');
    await Promise.all(given);
    letGo();
    await rowsCame();
    await filters(false).waitFor();
  });

  test('stands where it could not be counted, and is counted by a click', async () => {
    await page.route(COUNTS, (route) => route.fulfill({ status: 400, json: {} }));
    await search('director');
    const again = page.getByRole('button', { name: 'Count again' });
    await again.waitFor();
    await row(0).waitFor();
    await lookAt(page, 'people-uncounted');
    await page.unroute(COUNTS);
    await again.click();
    await howMany().getByText('people').waitFor();
    await filters(false).locator('li .num').first().waitFor();
  });
});

test('a workspace of nobody says how to begin', async () => {
  const none = { items: [], nextCursor: null, prevCursor: null };
  const facets = Object.fromEntries(
    ['company', 'industry', 'seniority', 'country', 'tag', 'wealth', 'owner'].map((facet) => [facet, []]),
  );
  const counts = { total: { value: 0, exact: true }, facets, facetsExact: true, coverage: {}, similar: null };
  await page.route('**/api/v1/prospects?*', (route) => route.fulfill({ json: { ...none, ...counts, total: null } }));
  await page.route('**/api/v1/prospects/counts*', (route) => route.fulfill({ json: counts }));
  await page.goto('/prospects?view=all');
  await page.getByText('Nobody here yet').waitFor();
  await page.getByRole('link', { name: 'Import a CSV' }).waitFor();
  await page.getByText('0 people', { exact: true }).waitFor();
  await lookAt(page, 'people-nobody');
  await page.unrouteAll();
  await page.goto('/prospects?view=all');
  await row(0).waitFor();
});

test('how people can be reached stands beside the list, with the share of whom it is known', async () => {
  const reach = page.getByRole('complementary', { name: 'Filters' }).locator('li', { hasText: 'LinkedIn' });
  await reach.scrollIntoViewIfNeeded();
  assert.match(await reach.locator('.num').innerText(), /^\d+%$/);
  await lookAt(page, 'people-reach');
});

test('what is asked in one’s own words stands in a dialog', async () => {
  await page.getByRole('button', { name: 'In words' }).click();
  const dialog = page.getByRole('dialog', { name: 'Filters in words' });
  await dialog.getByLabel('Whom do you look for?').fill('Founders in Texas worth over $5M');
  await lookAt(page, 'people-words');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('where the search fails, nothing pretends to be on its way', async () => {
  await page.route('**/api/v1/prospects?*', (route) => route.fulfill({ status: 400, json: {} }));
  await page.getByLabel('Search people').fill('whoever');
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await lookAt(page, 'people-failed');
  assert.equal(await page.getByRole('complementary', { name: 'Filters' }).locator('.animate-shimmer').count(), 0);
  await page.unroute('**/api/v1/prospects?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Nobody matches').waitFor();
});
