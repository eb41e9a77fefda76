import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, call, KEYS, listAt, type Reply, textAt, withProviders } from './support.ts';

const post = (url: string, path: string, body: unknown, headers: Record<string, string> = KEYS.exa): Promise<Reply> =>
  call(`${url}/exa${path}`, { headers, body });
// Somebody whom the search finds in person; the share of people for whom it does not has a test of its own.
const QUERY = '"Robin Castle" CFO at Acme Robotics';

test('401, 402 and 403 by key, with requestId, error and tag; Bearer works too', () =>
  withProviders(async ({ url }) => {
    const cases: [Record<string, string>, number, string | null][] = [
      [{}, 401, 'INVALID_API_KEY'],
      [{ 'x-api-key': 'invalid-key' }, 401, 'INVALID_API_KEY'],
      [{ 'x-api-key': 'exhausted-key' }, 402, 'NO_MORE_CREDITS'],
      [{ 'x-api-key': 'noscope-key' }, 403, 'ACCESS_DENIED'],
      [{ authorization: 'Bearer good-exa-key' }, 200, null],
    ];
    for (const [headers, status, tag] of cases) {
      const reply = await post(url, '/search', { query: QUERY }, headers);
      assert.equal(reply.status, status);
      assert.ok(textAt(reply.body, 'requestId'));
      if (tag !== null) assert.equal(textAt(reply.body, 'tag'), tag);
    }
  }));

test('people: profiles with entities, the person asked for or namesakes, the same every time but for the request id', () =>
  withProviders(async ({ url }) => {
    const ask = (): Promise<Reply> =>
      post(url, '/search', { query: QUERY, category: 'people', contents: { text: true } });
    const [first, second] = [await ask(), await ask()];
    const results = listAt(first.body, 'results');
    assert.deepEqual(listAt(second.body, 'results'), results);
    assert.notEqual(textAt(second.body, 'requestId'), textAt(first.body, 'requestId'));
    assert.ok(results.length >= 1 && results.length <= 4);
    for (const result of results) {
      assert.match(textAt(result, 'url'), /^https:\/\/www\.linkedin\.com\/in\/robin-castle-/);
      assert.equal(textAt(result, 'entities.0.properties.name'), 'Robin Castle');
    }
    assert.equal(textAt(results[0] ?? null, 'entities.0.properties.workHistory.0.company.name'), 'Acme Robotics');
    assert.equal(textAt(results[0] ?? null, 'entities.0.properties.workHistory.0.title'), 'CFO');
  }));

test('for some people only namesakes at other companies are found', () =>
  withProviders(async (providers) => {
    providers.setLimit({ provider: 'exa', off: true });
    let elsewhere = 0;
    for (let number = 0; number < 100; number += 1) {
      const reply = await post(providers.url, '/search', {
        query: `"Robin Number${number}" "Acme Robotics"`,
        category: 'people',
      });
      const companies = listAt(reply.body, 'results').map((result) =>
        textAt(result, 'entities.0.properties.workHistory.0.company.name'),
      );
      if (!companies.includes('Acme Robotics')) elsewhere += 1;
    }
    assert.ok(elsewhere >= 5 && elsewhere <= 28, `${elsewhere} of 100`);
  }));

test('no category: pages that mention person and company; filters by domain, date and number hold', () =>
  withProviders(async ({ url, setLimit }) => {
    setLimit({ provider: 'exa', off: true });
    const search = async (query: string, more: object = {}): Promise<string[]> =>
      listAt((await post(url, '/search', { query, ...more })).body, 'results').map((result) => textAt(result, 'url'));
    // Of a few people at least one has all four sorts of pages.
    const people = ['Robin Adler', 'Robin Bishop', 'Robin Castle', 'Robin Dorsey', 'Robin Ellery', 'Robin Frost'];
    const all = await Promise.all(
      people.map(async (name) => ({ name, urls: await search(`"${name}" "Acme Robotics"`) })),
    );
    const rich = all.find(({ urls }) => urls.length === 4);
    assert.ok(rich);
    const query = `"${rich.name}" "Acme Robotics"`;
    assert.equal((await search(query, { numResults: 2 })).length, 2);
    assert.deepEqual(
      new Set((await search(query, { includeDomains: ['tradewire.example'] })).map((found) => new URL(found).hostname)),
      new Set(['tradewire.example']),
    );
    assert.equal((await search(query, { excludeDomains: ['tradewire.example'] })).length, 3);
    assert.equal((await search(query, { startPublishedDate: '2027-01-01T00:00:00.000Z' })).length, 0);
    const { body } = await post(url, '/search', { query, text: true });
    for (const result of listAt(body, 'results')) assert.match(textAt(result, 'text'), /Acme Robotics/);
    assert.deepEqual(await search('what is a bond'), []);
  }));

test('people refuses what its category does not support', () =>
  withProviders(async ({ url }) => {
    for (const more of [
      { startPublishedDate: '2025-01-01' },
      { excludeDomains: ['x.com'] },
      { includeDomains: ['x.com'] },
    ]) {
      const reply = await post(url, '/search', { query: QUERY, category: 'people', ...more });
      assert.equal(reply.status, 400);
    }
    assert.equal(
      (await post(url, '/search', { query: QUERY, category: 'people', includeDomains: ['linkedin.com'] })).status,
      200,
    );
    assert.equal((await post(url, '/search', { category: 'people' })).status, 400);
    assert.equal((await post(url, '/search', { query: QUERY, numResults: 101 })).status, 400);
  }));

test('costs: search plus a tenth of a cent per page and sort of content; billed is the same sum', () =>
  withProviders(async (providers) => {
    const reply = await post(providers.url, '/search', { query: QUERY, contents: { text: true, highlights: true } });
    const pages = listAt(reply.body, 'results').length;
    const total = Number(at(reply.body, 'costDollars.total'));
    assert.equal(total, Math.round((0.005 + pages * 0.002) * 1e6) / 1e6);
    assert.equal(providers.calls()[0]?.billed.units, total);
    assert.equal(providers.calls()[0]?.billed.kind, 'usd');
    const deep = await post(providers.url, '/search', {
      query: QUERY,
      type: 'deep',
      outputSchema: { type: 'object', properties: { worth: { type: 'number' } } },
    });
    assert.equal(at(deep.body, 'costDollars.total'), 0.015);
    assert.equal(typeof at(deep.body, 'output.content.worth'), 'number');
    const nothing = await post(providers.url, '/search', { query: 'what is a bond' });
    assert.equal(at(nothing.body, 'costDollars.total'), 0.005);
  }));

test('contents: 200 with a status for every address, text that fits the search, bad addresses as error', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const found = await post(url, '/search', { query: QUERY, text: true });
    const [first] = listAt(found.body, 'results');
    const address = textAt(first ?? null, 'url');
    const urls = [
      address,
      'https://www.linkedin.com/in/robin-castle-at-acme-robotics',
      'https://site.example/missing',
      'not a url',
    ];
    const reply = await post(url, '/contents', { urls, text: true });
    assert.equal(reply.status, 200);
    assert.deepEqual(
      listAt(reply.body, 'statuses').map((status) => [textAt(status, 'id'), textAt(status, 'status')]),
      [
        [urls[0], 'success'],
        [urls[1], 'success'],
        [urls[2], 'error'],
        [urls[3], 'error'],
      ],
    );
    assert.deepEqual(at(reply.body, 'statuses.2.error'), { tag: 'CRAWL_NOT_FOUND', httpStatusCode: 404 });
    assert.equal(textAt(reply.body, 'statuses.3.error.tag'), 'UNSUPPORTED_URL');
    assert.equal(listAt(reply.body, 'results').length, 2);
    assert.match(textAt(reply.body, 'results.0.text'), /Robin Castle/);
    assert.match(textAt(reply.body, 'results.1.text'), /Acme Robotics/);
    assert.equal(providers.calls().at(-1)?.billed.units, 0.002);
    assert.equal((await post(url, '/contents', {})).status, 400);
  }));

test('findSimilar leaves the page itself out; answer cites; answer streams', () =>
  withProviders(async ({ url }) => {
    const found = await post(url, '/search', { query: QUERY });
    const address = textAt(found.body, 'results.0.url');
    const similar = await post(url, '/findSimilar', { url: address, excludeSourceDomain: true });
    assert.equal(similar.status, 200);
    assert.equal(
      listAt(similar.body, 'results').some((result) => textAt(result, 'url') === address),
      false,
    );

    const answer = await post(url, '/answer', { query: `Who is ${QUERY.replaceAll('"', '')}?`, text: true });
    assert.match(textAt(answer.body, 'answer'), /Robin Castle/);
    assert.ok(textAt(answer.body, 'citations.0.text'));
    const stream = await post(url, '/answer', { query: QUERY, stream: true });
    assert.match(stream.headers.get('content-type') ?? '', /^text\/event-stream/);
    const events = stream.text
      .split('\n\n')
      .filter((event) => event !== '')
      .map((event) => JSON.parse(event.replace(/^data: /, '')));
    assert.match(events[0].answer, /Robin Castle/);
    assert.ok(events[1].citations.length > 0);
    assert.equal((await post(url, '/research', {})).status, 404);
  }));
