import { expect, test } from 'vitest';
import { bounceWords } from './bounce-words.ts';
import { bulkCost, bulkProgress, bulkState, PEOPLE_WORDS, settledPeople } from './bulk-words.ts';
import { basisWords, capWords, chosenCost, isCharged, type SourceQuote } from './quote-words.ts';
import { billLines, notCharged, type ReceiptSource, receiptTitle, share, sourceCost } from './receipt-words.ts';
import { sourcesOf, whoOf } from './run-target.ts';

const quoted = (over: Partial<SourceQuote>): SourceQuote => ({
  source: 'apollo',
  state: 'asked',
  people: 10,
  paidBefore: 0,
  median: 6,
  worst: 10,
  priceMax: 1,
  basis: { from: 'tenant', sample: 40, hitRate: 0.6, creditsPerHit: 1 },
  ...over,
});

const billed = (over: Partial<ReceiptSource>): ReceiptSource => ({
  source: 'contactout',
  status: 'found',
  reason: null,
  state: 'settled',
  keyOwner: 'platform',
  quoted: 3,
  reserved: 3,
  settled: 3,
  refunded: 0,
  why: null,
  requestId: null,
  providerRequestId: null,
  fields: [],
  ...over,
});

test('a quote says what its figures rest on', () => {
  expect(basisWords(quoted({}))).toBe('Found 60% of your last 40 calls');
  expect(basisWords(quoted({ basis: { from: 'platform', sample: 1, hitRate: 0.5, creditsPerHit: 1 } }))).toBe(
    'Found 50% of everyone’s last 1 call',
  );
  expect(basisWords(quoted({ basis: { from: 'prior', sample: 0, hitRate: 0.7, creditsPerHit: 1 } }))).toBe(
    'Assumed to find 70%: nothing was measured yet',
  );
  expect(basisWords(quoted({ paidBefore: 10 }))).toBe('Paid before and still fresh');
  expect(basisWords(quoted({ state: 'no_key' }))).toMatch(/skipped/);
});

test('only what is chosen is summed, and who is paid already costs nothing', () => {
  const sources = [quoted({}), quoted({ source: 'exa', median: 2, worst: 4 })];
  expect(chosenCost(sources, new Set(['exa']))).toEqual({ median: 2, worst: 4 });
  expect(chosenCost(sources, new Set())).toEqual({ median: 0, worst: 0 });
  expect(isCharged(quoted({ paidBefore: 10 }))).toBe(false);
});

test('a cap is spoken of only where it changes something', () => {
  const cost = { median: 6, worst: 10 };
  expect(capWords(null, cost)).toBeNull();
  expect(capWords(10, cost)).toBeNull();
  expect(capWords(8, cost)).toMatch(/unlucky/);
  expect(capWords(5, cost)).toMatch(/probably stop/);
  expect(capWords(0, cost)).toMatch(/Nothing paid/);
});

test('who is meant goes without the order of the list; all sources go unnamed', () => {
  expect(whoOf({ kind: 'filter', filters: { q: 'ada', sort: 'name' } })).toEqual({ filter: { q: 'ada' } });
  expect(whoOf({ kind: 'one', prospectId: 'p', name: 'Ada' })).toEqual({ ids: ['p'] });
  expect(sourcesOf(new Set(['exa', 'edgar']), ['exa', 'edgar'])).toEqual({});
  expect(sourcesOf(new Set(['edgar']), ['exa', 'edgar'])).toEqual({ sources: ['edgar'] });
});

test('a line of the bill says what became of what was set aside', () => {
  expect(sourceCost(billed({}))).toBe('3 credits');
  expect(sourceCost(billed({ state: 'refunded', settled: 0 }))).toBe('Not charged');
  expect(sourceCost(billed({ state: 'reserved', settled: 0 }))).toBe('3 set aside');
  expect(sourceCost(billed({ state: 'unknown', settled: 0 }))).toBe('3 being checked');
  expect(sourceCost(billed({ refunded: 1 }))).toBe('2 after a refund of 1');
  expect(sourceCost(billed({ state: null }))).toBe('No charge');
  expect(sourceCost(billed({ state: null, status: 'queued' }))).toBe('');
  expect(sourceCost(billed({ keyOwner: 'tenant' }))).toBe('Your own key');
});

test('the bill adds up: set aside is charged, not charged, or still out', () => {
  const sources = [
    billed({ settled: 1 }),
    billed({ state: 'refunded', reserved: 1, settled: 0 }),
    billed({ state: 'reserved', reserved: 2, settled: 0 }),
  ];
  const lines = billLines({ reserved: 6, settled: 1, refunded: 0, sources });
  expect(lines).toEqual({ reserved: 6, released: 3, open: 2, settled: 1, refunded: 0, paid: 1 });
  expect(lines.reserved).toBe(lines.settled + lines.released + lines.open);
  expect(notCharged(billed({ state: 'unknown', settled: 0 }))).toBe(0);
});

test('a share has four places at most', () => {
  expect(share(1)).toBe('1');
  expect(share(0.3333)).toBe('0.3333');
  expect(share(0.1 + 0.2)).toBe('0.3');
});

test('a run is told by its sources while it is on', () => {
  const sources = [billed({}), billed({ status: 'running' })];
  expect(receiptTitle({ status: 'running', sources }).text).toBe('1 of 2 sources done');
  expect(receiptTitle({ status: 'partial', sources }).tone).toBe('warn');
});

test('a bounce says what came back, or why nothing did', () => {
  expect(bounceWords([])).toMatch(/Nothing was paid/);
  expect(
    bounceWords([
      { entryId: 'a', source: 'apollo', credits: 1 },
      { entryId: 'b', source: 'contactout', credits: 1 },
    ]),
  ).toBe('2 credits refunded for what Apollo and ContactOut gave.');
});

const PEOPLE = {
  total: 12,
  queued: 2,
  running: 2,
  waiting: 1,
  done: 3,
  partial: 1,
  failed: 1,
  cancelled: 0,
  skipped: 1,
  overCap: 2,
};

test('a bulk’s people add up, whoever waits counted as running', () => {
  expect(PEOPLE_WORDS.reduce((sum, { key }) => sum + PEOPLE[key], 0)).toBe(PEOPLE.total);
  expect(settledPeople({ people: PEOPLE })).toBe(8);
  expect(bulkProgress({ people: PEOPLE })).toBe('8 of 12 people, 1 waits for a source');
});

test('a bulk that did not reach everyone does not look done', () => {
  const people = { ...PEOPLE, queued: 0, running: 0, waiting: 0, done: 7 };
  expect(bulkProgress({ people })).toBe('12 people, 2 not reached');
  expect(bulkState({ state: 'done', cancelRequested: false, people })).toEqual({ word: 'Cap reached', tone: 'warn' });
  expect(bulkProgress({ people: { ...people, done: 9, overCap: 0 } })).toBe('12 of 12 people');
  expect(bulkState({ state: 'done', cancelRequested: false, people: { ...people, overCap: 0 } }).word).toBe('Done');
});

test('a bulk that was told to stop is stopping until it has', () => {
  expect(bulkState({ state: 'running', cancelRequested: true, people: PEOPLE }).word).toBe('Stopping');
  expect(bulkState({ state: 'cancelled', cancelRequested: true, people: PEOPLE }).word).toBe('Cancelled');
  expect(bulkCost({ credits: { cap: 50, used: 12, reserved: 3 } })).toBe('12 of 50 credits charged and 3 set aside');
  expect(bulkCost({ credits: { cap: null, used: 1, reserved: 0 } })).toBe('1 credit charged');
});
