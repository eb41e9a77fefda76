import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, handClock, KEYS, type Reply, textAt, withProviders } from './support.ts';

const times = async (count: number, ask: () => Promise<Reply>): Promise<Reply[]> => {
  const replies: Reply[] = [];
  for (let turn = 0; turn < count; turn += 1) replies.push(await ask());
  return replies;
};
const statuses = (replies: Reply[]): number[] => replies.map(({ status }) => status);

test('EDGAR: the eleventh call within a second is refused on any of its hosts, the next second is free again', async () => {
  const clock = handClock();
  await withProviders(async ({ url }) => {
    const ticker = (): Promise<Reply> => call(`${url}/edgar-www/files/company_tickers.json`, { headers: KEYS.edgar });
    assert.deepEqual(new Set(statuses(await times(10, ticker))), new Set([200]));
    const refused = await call(`${url}/edgar-data/submissions/CIK0009900001.json`, { headers: KEYS.edgar });
    assert.equal(refused.status, 429);
    assert.match(refused.text, /Request Rate Threshold Exceeded/);
    clock.advance(1_000);
    assert.equal((await ticker()).status, 200);
  }, clock);
});

test('Exa: 10 searches a second and 100 reads a second, counted apart', async () => {
  const clock = handClock();
  await withProviders(async ({ url }) => {
    const search = (): Promise<Reply> =>
      call(`${url}/exa/search`, { headers: KEYS.exa, body: { query: 'Robin Adler' } });
    assert.deepEqual(statuses(await times(11, search)), [...Array(10).fill(200), 429]);
    const refused = await search();
    assert.ok(textAt(refused.body, 'requestId') && textAt(refused.body, 'error') && textAt(refused.body, 'tag'));
    const read = await call(`${url}/exa/contents`, { headers: KEYS.exa, body: { urls: ['https://a.example/'] } });
    assert.equal(read.status, 200);
    clock.advance(1_000);
    assert.equal((await search()).status, 200);
  }, clock);
});

test('ContactOut: 60 searches a minute with the seconds to wait, other keys are not touched', async () => {
  const clock = handClock();
  await withProviders(async ({ url }) => {
    const search = (token: string): Promise<Reply> =>
      call(`${url}/contactout/v1/people/search`, { headers: { token }, body: { company: ['Acme'] } });
    assert.deepEqual(new Set(statuses(await times(60, () => search('first-team-key')))), new Set([200]));
    clock.advance(20_000);
    const refused = await search('first-team-key');
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '40');
    assert.deepEqual(refused.body, { status_code: 429, message: 'Too Many Requests' });
    assert.equal((await search('second-team-key')).status, 200);
    clock.advance(40_000);
    assert.equal((await search('first-team-key')).status, 200);
  }, clock);
});

test('Apollo: usage in headers, an unlimited window as empty header, 429 with the window in the sentence', async () => {
  const clock = handClock();
  await withProviders(async ({ url }) => {
    const search = (): Promise<Reply> =>
      call(`${url}/apollo/mixed_people/api_search?per_page=1`, { method: 'POST', headers: KEYS.apollo });
    const [first, second] = await times(2, search);
    assert.equal(first?.headers.get('x-rate-limit-minute'), '200');
    assert.equal(second?.headers.get('x-minute-usage'), '2');
    assert.equal(second?.headers.get('x-hourly-requests-left'), '5998');
    assert.equal(second?.headers.get('x-rate-limit-24-hour'), '50000');
    await times(198, search);
    const refused = await search();
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '60');
    assert.match(
      textAt(JSON.parse(textAt(refused.body, 'message')), 'message'),
      /api\/v1\/mixed_people\/api_search is 200 times per minute/,
    );

    const match = await call(`${url}/apollo/people/match?name=Robin%20Adler&domain=acme.com`, {
      method: 'POST',
      headers: KEYS.apollo,
    });
    assert.equal(match.headers.get('x-rate-limit-minute'), '1000');
    assert.equal(match.headers.get('x-rate-limit-hourly'), '');
    assert.equal(match.headers.get('x-hourly-usage'), null);
  }, clock);
});

test('Anthropic: limits and reset time in headers, 429 as rate_limit_error', async () => {
  const clock = handClock();
  await withProviders(async (providers) => {
    providers.setLimit({ provider: 'anthropic', perMinute: 2 });
    const ask = (content: string): Promise<Reply> =>
      call(`${providers.url}/anthropic/v1/messages`, {
        headers: KEYS.anthropic,
        body: { model: 'claude-sonnet-5', max_tokens: 50, messages: [{ role: 'user', content }] },
      });
    const good = await ask('hello');
    assert.equal(good.headers.get('anthropic-ratelimit-requests-limit'), '2');
    assert.equal(good.headers.get('anthropic-ratelimit-requests-remaining'), '1');
    assert.equal(good.headers.get('anthropic-ratelimit-requests-reset'), '2026-01-05T09:01:00Z');
    assert.equal(good.headers.get('anthropic-ratelimit-input-tokens-limit'), '2000000');
    const [, refused] = await times(2, () => ask('hello'));
    assert.equal(refused?.status, 429);
    assert.equal(textAt(refused?.body ?? null, 'error.type'), 'rate_limit_error');
    assert.equal(refused?.headers.get('retry-after'), '60');
    clock.advance(60_000);
    // Two prompts of some 1.1 million tokens do not fit into one minute, whatever the number of calls.
    const long = 'x'.repeat(4_400_000);
    assert.deepEqual(statuses(await times(2, () => ask(long))), [200, 429]);
  }, clock);
});

test('an override replaces the documented windows, off lifts them, DELETE brings them back', () =>
  withProviders(async ({ url }) => {
    const put = (body: unknown): Promise<Reply> => call(`${url}/_control/limits`, { method: 'PUT', body });
    const ticker = (): Promise<Reply> => call(`${url}/edgar-www/files/company_tickers.json`, { headers: KEYS.edgar });
    assert.equal((await put({ provider: 'edgar', perMinute: 2 })).status, 200);
    assert.deepEqual(statuses(await times(3, ticker)), [200, 200, 429]);
    await put({ provider: 'edgar', off: true });
    assert.deepEqual(new Set(statuses(await times(30, ticker))), new Set([200]));
    assert.deepEqual((await call(`${url}/_control/limits`)).body, [{ provider: 'edgar', off: true }]);
    await call(`${url}/_control/limits`, { method: 'DELETE' });
    assert.deepEqual((await call(`${url}/_control/limits`)).body, []);
    assert.equal((await put({ provider: 'edgar', perHour: 2 })).status, 400);
  }));
