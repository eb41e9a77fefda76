import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, call, handClock, type Json, listAt, type Reply, withProviders } from './support.ts';

const ACCEPT = { accept: 'application/dns-json' };
const FALLBACK = 'domains.localhost';

/** One question to the resolver, in Cloudflare's manner; the body is parsed whatever its type. */
async function ask(url: string, name: string, type: string, more = ''): Promise<Json> {
  const reply = await call(`${url}/dns/dns-query?name=${encodeURIComponent(name)}&type=${type}${more}`, {
    headers: ACCEPT,
  });
  assert.equal(reply.status, 200, reply.text);
  assert.equal(reply.headers.get('content-type'), 'application/dns-json');
  return JSON.parse(reply.text);
}

const post = (url: string, what: 'zones' | 'records', body: unknown): Promise<Reply> =>
  call(`${url}/_control/dns/${what}`, { method: 'POST', body });

async function script(url: string, name: string, records: unknown[], more: object = {}): Promise<void> {
  const reply = await post(url, 'zones', { name, records, ...more });
  assert.equal(reply.status, 200, reply.text);
}

const dataOf = (body: Json): Json[] => listAt(body, 'Answer').map((record) => at(record, 'data'));

test('an answer has the whole shape: names without the last dot, data with it', () =>
  withProviders(async ({ url }) => {
    await script(url, 'acme.example', [
      { name: 'Gifts.acme.example.', type: 'CNAME', data: 'shop.acme.example', ttl: 60 },
    ]);
    const body = await ask(url, 'gifts.acme.example', 'CNAME');
    assert.deepEqual(body, {
      Status: 0,
      TC: false,
      RD: true,
      RA: true,
      AD: false,
      CD: false,
      Question: [{ name: 'gifts.acme.example', type: 5 }],
      Answer: [{ name: 'gifts.acme.example', type: 5, TTL: 60, data: 'shop.acme.example.' }],
    });
    assert.deepEqual(await ask(url, 'GIFTS.acme.example.', '5', '&cd=1&do=true'), {
      ...(body as object),
      CD: true,
      Question: [{ name: 'GIFTS.acme.example', type: 5 }],
    });
  }));

test("Google's manner: last dots everywhere, texts bare, no header needed", () =>
  withProviders(async ({ url }) => {
    await script(url, 'acme.example', [{ name: 'acme.example', type: 'TXT', data: 'say "hi"' }]);
    const { body } = await call(`${url}/dns/resolve?name=acme.example&type=txt`);
    assert.deepEqual(at(body, 'Question'), [{ name: 'acme.example.', type: 16 }]);
    assert.deepEqual(at(body, 'Answer'), [{ name: 'acme.example.', type: 16, TTL: 300, data: 'say "hi"' }]);
  }));

test('TXT: each record in quotes, escapes, split after 255 bytes', () =>
  withProviders(async ({ url }) => {
    const long = `${'a'.repeat(255)}b`;
    const texts = ['say "hi" \\o/', long, 'café', ''];
    await script(
      url,
      'acme.example',
      texts.map((data) => ({ name: 't.acme.example', type: 'TXT', data })),
    );
    assert.deepEqual(dataOf(await ask(url, 't.acme.example', 'TXT')), [
      '"say \\"hi\\" \\\\o/"',
      `"${'a'.repeat(255)}" "b"`,
      '"caf\\195\\169"',
      '""',
    ]);
  }));

test('no such name, no such type and nothing but names below: the SOA says how long that may be kept', () =>
  withProviders(async ({ url }) => {
    await script(url, 'acme.example', [{ name: 'a.b.acme.example', type: 'A', data: '192.0.2.1' }], {
      negativeTtl: 77,
    });
    const gone = await ask(url, 'nope.acme.example', 'TXT');
    assert.equal(at(gone, 'Status'), 3);
    assert.equal(at(gone, 'Authority.0.name'), 'acme.example');
    assert.equal(at(gone, 'Authority.0.type'), 6);
    assert.equal(at(gone, 'Authority.0.TTL'), 77);
    assert.match(String(at(gone, 'Authority.0.data')), /^\S+\. hostmaster\.acme\.example\. \d+ 10000 2400 604800 77$/);
    for (const [name, type] of [
      ['a.b.acme.example', 'AAAA'],
      ['b.acme.example', 'A'],
      ['acme.example', 'MX'],
    ] as const) {
      const empty = await ask(url, name, type);
      assert.equal(at(empty, 'Status'), 0, name);
      assert.equal(Object.hasOwn(empty as object, 'Answer'), false, name);
      assert.equal(at(empty, 'Authority.0.TTL'), 77, name);
    }
  }));

test('what is not scripted is NXDOMAIN, under localhost too, but for the fallback name', () =>
  withProviders(async ({ url }) => {
    for (const name of ['initech.example', 'acme.localhost', `www.${FALLBACK}`, 'localhost']) {
      const body = await ask(url, name, 'A');
      assert.equal(at(body, 'Status'), 3, name);
      assert.equal(at(body, 'Authority.0.name'), '.', name);
    }
    assert.match(String(dataOf(await ask(url, FALLBACK, 'A'))[0]), /^104\.1[6-9]\./);
    assert.match(String(dataOf(await ask(url, FALLBACK, 'AAAA'))[0]), /^2606:4700:/);
    assert.equal((await post(url, 'zones', { name: 'acme.localhost' })).status, 400);
  }));

test('a CNAME is given with what it leads to, over zones, and NXDOMAIN where that is nothing', () =>
  withProviders(async ({ url }) => {
    await script(url, 'acme.example', [
      { name: 'gifts.acme.example', type: 'CNAME', data: 'www.other.example' },
      { name: 'lost.acme.example', type: 'CNAME', data: 'nowhere.example' },
      { name: 'twice.acme.example', type: 'CNAME', data: FALLBACK },
      { name: 'twice.acme.example', type: 'CNAME', data: 'www.other.example' },
      { name: 'loop.acme.example', type: 'CNAME', data: 'loop.acme.example' },
    ]);
    await script(url, 'other.example', [{ name: 'www.other.example', type: 'CNAME', data: FALLBACK }]);
    const chain = await ask(url, 'gifts.acme.example', 'A');
    assert.deepEqual(dataOf(chain), ['www.other.example.', `${FALLBACK}.`, '104.18.40.10', '172.64.147.246']);
    assert.deepEqual(
      listAt(chain, 'Answer').map((record) => at(record, 'name')),
      ['gifts.acme.example', 'www.other.example', FALLBACK, FALLBACK],
    );
    const lost = await ask(url, 'lost.acme.example', 'TXT');
    assert.equal(at(lost, 'Status'), 3);
    assert.deepEqual(dataOf(lost), ['nowhere.example.']);
    assert.deepEqual(dataOf(await ask(url, 'twice.acme.example', 'CNAME')), [`${FALLBACK}.`, 'www.other.example.']);
    const loop = await ask(url, 'loop.acme.example', 'A');
    assert.equal(at(loop, 'Status'), 2);
  }));

test("a proxied record answers addresses of Cloudflare's that are not the fallback's, and no CNAME", () =>
  withProviders(async ({ url }) => {
    await script(url, 'acme.example', [
      { name: 'gifts.acme.example', type: 'CNAME', data: FALLBACK, proxied: true },
      { name: 'www.acme.example', type: 'A', data: '192.0.2.1', proxied: true },
    ]);
    const ours = dataOf(await ask(url, FALLBACK, 'A'));
    for (const name of ['gifts.acme.example', 'www.acme.example']) {
      const seen = dataOf(await ask(url, name, 'A'));
      assert.equal(seen.length, 2);
      assert.ok(
        seen.every((data) => /^(104\.21|172\.67)\.\d+\.\d+$/.test(String(data)) && !ours.includes(data)),
        name,
      );
      assert.match(String(dataOf(await ask(url, name, 'AAAA'))[0]), /^2606:4700:30/);
    }
    const hidden = await ask(url, 'gifts.acme.example', 'CNAME');
    assert.deepEqual([at(hidden, 'Status'), Object.hasOwn(hidden as object, 'Answer')], [0, false]);
    assert.match(String(dataOf(await ask(url, 'acme.example', 'NS'))[0]), /\.ns\.cloudflare\.com\.$/);
  }));

test('an apex: ALIAS answers the addresses of its target as its own; SOA, NS, CAA, MX', () =>
  withProviders(async ({ url }) => {
    await script(url, 'apex.example', [
      { name: 'apex.example', type: 'ALIAS', data: FALLBACK },
      { name: 'apex.example', type: 'CAA', data: '0 issue "letsencrypt.org"' },
      { name: 'apex.example', type: 'MX', data: '10 mx.apex.example' },
    ]);
    const flat = await ask(url, 'apex.example', 'A');
    assert.deepEqual(dataOf(flat), dataOf(await ask(url, FALLBACK, 'A')));
    assert.equal(at(flat, 'Answer.0.name'), 'apex.example');
    assert.equal(at(await ask(url, 'apex.example', 'CNAME'), 'Authority.0.type'), 6);
    assert.equal(at(await ask(url, 'apex.example', 'SOA'), 'Answer.0.type'), 6);
    assert.equal(dataOf(await ask(url, 'apex.example', 'NS')).length, 2);
    assert.deepEqual(dataOf(await ask(url, 'apex.example', 'CAA')), ['0 issue "letsencrypt.org"']);
    assert.deepEqual(dataOf(await ask(url, 'apex.example', 'MX')), ['10 mx.apex.example.']);
    await script(url, 'ring.example', [{ name: 'ring.example', type: 'ALIAS', data: 'ring.example' }]);
    assert.equal(Object.hasOwn((await ask(url, 'ring.example', 'A')) as object, 'Answer'), false);
  }));

test('a change with cachedFor answers the old with a falling TTL until it runs out', async () => {
  const clock = handClock();
  await withProviders(async ({ url }) => {
    const name = 'gifts.acme.example';
    const seen = async (type: string): Promise<[Json, Json]> => {
      const body = await ask(url, name, type);
      return [at(body, 'Answer.0.data'), at(body, 'Answer.0.TTL')];
    };
    await script(url, 'acme.example', [{ name, type: 'CNAME', data: 'old.example' }]);
    await script(url, 'acme.example', [{ name, type: 'CNAME', data: FALLBACK, cachedFor: 240 }]);
    assert.deepEqual(await seen('CNAME'), ['old.example.', 240]);
    clock.advance(100_500);
    assert.deepEqual(await seen('A'), ['old.example.', 140]);
    clock.advance(139_500);
    assert.deepEqual(await seen('CNAME'), [`${FALLBACK}.`, 300]);

    // From an address to a CNAME: the address is what is remembered, and that there was no CNAME.
    await script(url, 'acme.example', [{ name, type: 'A', data: '192.0.2.7' }]);
    await script(url, 'acme.example', [{ name, type: 'CNAME', data: FALLBACK }], { cachedFor: 60 });
    assert.deepEqual(await seen('A'), ['192.0.2.7', 60]);
    assert.equal(at(await ask(url, name, 'CNAME'), 'Authority.0.TTL'), 60);
  }, clock);
});

test('"there is no such name" is kept too, with what is left of it', async () => {
  const clock = handClock();
  await withProviders(async ({ url }) => {
    const name = '_edgewise.gifts.acme.example';
    await script(url, 'acme.example', []);
    const record = { name, type: 'TXT', data: ['one', 'two'], cachedFor: 90 };
    assert.equal((await post(url, 'records', record)).status, 200);
    clock.advance(30_000);
    const kept = await ask(url, name, 'TXT');
    assert.deepEqual([at(kept, 'Status'), at(kept, 'Authority.0.TTL')], [3, 60]);
    clock.advance(60_000);
    assert.deepEqual(dataOf(await ask(url, name, 'TXT')), ['"one"', '"two"']);

    const remove = (): Promise<Reply> => call(`${url}/_control/dns/records`, { method: 'DELETE', body: { name } });
    assert.equal((await remove()).status, 200);
    assert.equal(at(await ask(url, name, 'TXT'), 'Status'), 3);
    assert.equal((await remove()).status, 404);
  }, clock);
});

test('a zone whose servers are silent is SERVFAIL with the reason; ANY is not implemented', () =>
  withProviders(async ({ url }) => {
    await script(url, 'dead.example', [{ name: 'dead.example', type: 'A', data: '192.0.2.1' }], { servfail: true });
    const body = await ask(url, 'dead.example', 'A');
    assert.deepEqual([at(body, 'Status'), at(body, 'Comment')], [2, ['EDE(22): No Reachable Authority']]);
    assert.equal(at(await ask(url, 'dead.example', 'ANY'), 'Status'), 4);
  }));

test('bad questions are 400 with a sentence, as the real one words them', () =>
  withProviders(async ({ url }) => {
    const wrong = async (query: string, headers: Record<string, string> = ACCEPT): Promise<string> => {
      const reply = await call(`${url}/dns/dns-query${query}`, { headers });
      assert.equal(reply.status, 400, query);
      return JSON.parse(reply.text).error;
    };
    assert.equal(
      await wrong('?name=example.com&cd=2'),
      'Invalid CD flag `2`. Expected to be empty or one of `0`, `false`, `1`, or `true`.',
    );
    for (const name of [
      '',
      'a..example',
      '.example',
      '127.0.0.1',
      `${'a'.repeat(64)}.example`,
      'm%C3%BCller.example',
    ]) {
      assert.match(await wrong(`?name=${name}`), /^Invalid query name/, name);
    }
    assert.match(await wrong('?name=a.example&type=65536'), /^Invalid query type/);
    assert.match(await wrong('?name=a.example&type=NOPE'), /^Invalid query type/);
    assert.match(await wrong('?name=a.example', { accept: 'application/dns-message' }), /dns-json/);
    assert.equal((await call(`${url}/dns/dns-query?name=a.example`, { headers: ACCEPT, method: 'POST' })).status, 405);
  }));

test('the control address refuses what is no zone, lists, and takes away', () =>
  withProviders(async ({ url }) => {
    for (const body of [
      {},
      { name: 'acme.example', records: [{ name: 'other.example', type: 'A', data: '192.0.2.1' }] },
      { name: 'acme.example', records: [{ name: 'acme.example', type: 'A', data: 'not an address' }] },
      { name: 'acme.example', records: [{ name: 'acme.example', type: 'CAA', data: 'letsencrypt.org' }] },
    ]) {
      assert.equal((await post(url, 'zones', body)).status, 400, JSON.stringify(body));
    }
    assert.equal((await post(url, 'records', { name: 'acme.example', type: 'TXT', data: 'x' })).status, 404);
    await script(url, 'acme.example', []);
    await script(url, 'sub.acme.example', [{ name: 'sub.acme.example', type: 'TXT', data: 'closest zone' }]);
    assert.deepEqual(dataOf(await ask(url, 'sub.acme.example', 'TXT')), ['"closest zone"']);
    const zones = `${url}/_control/dns/zones`;
    assert.equal(listAt({ zones: (await call(zones)).body }, 'zones').length, 2);
    assert.equal((await call(`${zones}/sub.acme.example`, { method: 'DELETE' })).status, 200);
    assert.equal((await call(`${zones}/sub.acme.example`, { method: 'DELETE' })).status, 404);
    assert.equal((await call(zones, { method: 'DELETE' })).status, 200);
    assert.deepEqual((await call(zones)).body, []);
  }));

test('calls are listed, faults and limits apply as for any provider', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    await script(url, 'acme.example', [{ name: 'acme.example', type: 'A', data: '192.0.2.1' }]);
    await ask(url, 'acme.example', 'A');
    assert.deepEqual(providers.calls({ provider: 'dns' })[0]?.query, { name: 'acme.example', type: 'A' });
    const raw = (): Promise<Reply> => call(`${url}/dns/dns-query?name=acme.example`, { headers: ACCEPT });
    providers.setFaults([{ provider: 'dns', match: 'acme.example', fault: '500', times: 1 }]);
    assert.equal((await raw()).status, 500);
    providers.setFaults([{ provider: 'dns', fault: 'malformed' }]);
    const { text } = await raw();
    assert.throws(() => JSON.parse(text));
    providers.setFaults([]);
    providers.setLimit({ provider: 'dns', perMinute: 1 });
    assert.deepEqual([(await raw()).status, (await raw()).status], [200, 429]);
  }));
