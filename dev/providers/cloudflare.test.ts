import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, call, type Json, listAt, type Reply, textAt, withProviders } from './support.ts';

const FALLBACK = 'domains.localhost';
const ZONE = '0123456789abcdef0123456789abcdef';
const HOST = 'gifts.acme.example';
const TOKEN = 'Bearer cloudflare-test-key';

type Api = (method: string, path: string, body?: unknown, token?: string) => Promise<Reply>;
const apiOf =
  (url: string, zone = ZONE): Api =>
  (method, path, body, token = TOKEN) =>
    call(`${url}/cloudflare/client/v4/zones/${zone}/custom_hostnames${path}`, {
      method,
      headers: { authorization: token },
      ...(body === undefined ? {} : { body }),
    });

const wanted = (method = 'http', hostname = HOST) => ({
  hostname,
  ssl: { method, type: 'dv', settings: { min_tls_version: '1.2' } },
});

async function script(url: string, records: unknown[]): Promise<void> {
  const reply = await call(`${url}/_control/dns/zones`, { body: { name: 'acme.example', records } });
  assert.equal(reply.status, 200, reply.text);
}
const right = { name: HOST, type: 'CNAME', data: FALLBACK };

const codeOf = (reply: Reply): [number, Json] => {
  assert.equal(at(reply.body, 'success'), false, reply.text);
  assert.equal(at(reply.body, 'result'), null);
  return [reply.status, at(reply.body, 'errors.0.code')];
};
const has = (body: Json, name: string): boolean =>
  body !== null && typeof body === 'object' && Object.hasOwn(body, name);

/** Creates the hostname and gives its id. */
async function created(api: Api, body: unknown = wanted()): Promise<string> {
  const reply = await api('POST', '', body);
  assert.equal(reply.status, 201, reply.text);
  return textAt(reply.body, 'result.id');
}
/** One look at a hostname: `[status, ssl.status]`. */
async function look(api: Api, id: string): Promise<[Json, Json]> {
  const { body } = await api('GET', `/${id}`);
  return [at(body, 'result.status'), at(body, 'result.ssl.status')];
}

test('a new hostname has the documented shape and waits', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    const reply = await api('POST', '', {
      ...wanted('txt', 'Gifts.Acme.example'),
      custom_metadata: { tenant: 'acme' },
    });
    assert.deepEqual([reply.status, at(reply.body, 'success'), at(reply.body, 'errors')], [201, true, []]);
    const result = at(reply.body, 'result');
    assert.match(textAt(result, 'id'), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const parts = ['hostname', 'status', 'ssl.status', 'ssl.method', 'ssl.type', 'ssl.settings.min_tls_version'];
    const values = parts.map((path) => at(result, path));
    assert.deepEqual(values, [HOST, 'pending', 'initializing', 'txt', 'dv', '1.2']);
    assert.deepEqual(at(result, 'custom_metadata'), { tenant: 'acme' });
    const value = textAt(result, 'ownership_verification_http.http_body');
    const record = { type: 'txt', name: `_cf-custom-hostname.${HOST}`, value };
    assert.deepEqual(at(result, 'ownership_verification'), record);
    assert.match(textAt(result, 'verification_errors.0'), /^None of the A or AAAA records are owned/);
    assert.ok(!Number.isNaN(Date.parse(textAt(result, 'created_at'))));
  }));

test('method http: with the CNAME in place it gets active and its certificate a few looks later', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    const id = await created(api);
    assert.deepEqual(await look(api, id), ['pending', 'pending_validation']);
    assert.deepEqual(await look(api, id), ['pending', 'pending_validation']);
    const waiting = (await api('GET', `/${id}`)).body;
    assert.match(
      textAt(waiting, 'result.ssl.validation_records.0.http_url'),
      /^http:\/\/gifts\.acme\.example\/\.well-known\//,
    );

    await script(url, [right]);
    assert.deepEqual(await look(api, id), ['active', 'pending_issuance']);
    assert.deepEqual(await look(api, id), ['active', 'pending_deployment']);
    assert.deepEqual(await look(api, id), ['active', 'active']);
    const done = at((await api('GET', `/${id}`)).body, 'result');
    assert.deepEqual(
      ['ownership_verification', 'ownership_verification_http', 'verification_errors'].map((name) => has(done, name)),
      [false, false, false],
    );
    assert.equal(has(at(done, 'ssl'), 'validation_records'), false);
  }));

test('a hostname that led here and leads elsewhere has moved, keeps its certificate, and comes back', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    await script(url, [right]);
    const id = await created(api);
    for (let turn = 0; turn < 3; turn += 1) await look(api, id);
    await script(url, [{ ...right, data: 'elsewhere.example' }]);
    assert.deepEqual(await look(api, id), ['moved', 'active']);
    await script(url, [right]);
    assert.deepEqual(await look(api, id), ['active', 'active']);
    // The orange cloud hides the CNAME, so that the traffic goes to the customer's own account.
    await script(url, [{ ...right, proxied: true }]);
    assert.deepEqual(await look(api, id), ['moved', 'active']);
  }));

test('Cloudflare asks the name servers: what resolvers still keep does not count', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    await script(url, [{ ...right, data: 'elsewhere.example' }]);
    await script(url, [{ ...right, cachedFor: 240 }]);
    const id = await created(api);
    assert.deepEqual(await look(api, id), ['active', 'pending_issuance']);
  }));

test('the TXT records alone make hostname and certificate active; an apex with our addresses too', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    const id = await created(api, wanted('txt'));
    const waiting = at((await api('GET', `/${id}`)).body, 'result');
    const [name, value] = ['name', 'value'].map((part) => textAt(waiting, `ownership_verification.${part}`));
    const record = 'ssl.validation_records.0';
    assert.equal(at(waiting, `${record}.txt_name`), `_acme-challenge.${HOST}`);
    const acme = { name: `_acme-challenge.${HOST}`, type: 'TXT', data: textAt(waiting, `${record}.txt_value`) };
    await script(url, [
      { name, type: 'TXT', data: value },
      { ...acme, data: 'an old one' },
    ]);
    assert.deepEqual(await look(api, id), ['active', 'pending_validation']);
    await script(url, [{ name, type: 'TXT', data: value }, acme]);
    assert.deepEqual(await look(api, id), ['active', 'pending_issuance']);

    await call(`${url}/_control/dns/zones`, {
      body: { name: 'apex.example', records: [{ name: 'apex.example', type: 'ALIAS', data: FALLBACK }] },
    });
    assert.deepEqual(await look(api, await created(api, wanted('http', 'apex.example'))), [
      'active',
      'pending_issuance',
    ]);
  }));

test('CAA records that name another authority hold the certificate back and are said', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    const caa = { name: 'acme.example', type: 'CAA', data: '0 issue "letsencrypt.org"' };
    await script(url, [right, caa]);
    const id = await created(api);
    const { body } = await api('GET', `/${id}`);
    assert.deepEqual([at(body, 'result.status'), at(body, 'result.ssl.status')], ['active', 'pending_validation']);
    assert.match(textAt(body, 'result.ssl.validation_errors.0.message'), /^caa_error: .*acme\.example/);
    await script(url, [right, caa, { ...caa, data: '0 issue "pki.goog; cansignhttpexchanges=yes"' }]);
    assert.deepEqual(await look(api, id), ['active', 'pending_issuance']);
  }));

test('PATCH asks for validation again, another method gets other tokens', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    const id = await created(api);
    const before = at((await api('GET', `/${id}`)).body, 'result.ssl.validation_records.0');
    const reply = await api('PATCH', `/${id}`, { ssl: { method: 'txt', type: 'dv' } });
    assert.equal(reply.status, 202);
    assert.deepEqual(
      [at(reply.body, 'result.ssl.method'), at(reply.body, 'result.ssl.status')],
      ['txt', 'initializing'],
    );
    assert.equal(at(reply.body, 'result.ssl.settings.min_tls_version'), '1.2');
    const after = at((await api('GET', `/${id}`)).body, 'result.ssl.validation_records.0');
    assert.ok(has(before, 'http_url') && has(after, 'txt_value') && !has(after, 'http_url'));
    assert.deepEqual(codeOf(await api('PATCH', `/${id}`, { ssl: { method: 'dance', type: 'dv' } })), [400, 1432]);
  }));

test('the list finds parts of names, pages, and belongs to its zone', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    const ids: string[] = [];
    for (let turn = 0; turn < 7; turn += 1) ids.push(await created(api, wanted('http', `h${turn}.acme.example`)));
    await created(api, wanted('http', 'www.globex.example'));
    const found = await api('GET', '?hostname=h3.acme.example');
    assert.deepEqual([at(found.body, 'result.0.id'), listAt(found.body, 'result').length], [ids[3], 1]);
    const part = await api('GET', '?hostname=acme.example&per_page=5&page=2');
    assert.equal(listAt(part.body, 'result').length, 2);
    assert.deepEqual(at(part.body, 'result_info'), { page: 2, per_page: 5, count: 2, total_count: 7, total_pages: 2 });
    assert.deepEqual(at((await api('GET', '?hostname=initech.example')).body, 'result'), []);
    assert.deepEqual(codeOf(await api('GET', `?hostname=h&id=${ids[0]}`)), [400, 1438]);

    const other = apiOf(url, 'f'.repeat(32));
    assert.deepEqual(at((await other('GET', '')).body, 'result'), []);
    assert.deepEqual(codeOf(await other('GET', `/${ids[0]}`)), [404, 1436]);
    assert.deepEqual(codeOf(await other('POST', '', wanted('http', 'h0.acme.example'))), [409, 1406]);
  }));

test('DELETE answers the bare id, then it is gone; a new one of that name has other tokens', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    const first = at((await api('POST', '', wanted())).body, 'result');
    const id = textAt(first, 'id');
    assert.deepEqual(codeOf(await api('POST', '', wanted())), [409, 1406]);
    const gone = await api('DELETE', `/${id}`);
    assert.deepEqual([gone.status, gone.body], [200, { id }]);
    assert.deepEqual(codeOf(await api('DELETE', `/${id}`)), [404, 1436]);
    assert.deepEqual(codeOf(await api('GET', `/${id}`)), [404, 1436]);
    const second = at((await api('POST', '', wanted())).body, 'result');
    for (const path of ['id', 'ownership_verification.value']) assert.notEqual(at(second, path), at(first, path));
  }));

test('names and settings are refused with the real codes', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    for (const [hostname, code] of [
      ['müller.example', 1408],
      ['192.0.2.1', 1407],
      ['*.acme.example', 1407],
      ['a b.example', 1407],
      [`${'a.'.repeat(130)}example`, 1407],
      ['acme.localhost', 1409],
      ['shop.example.com', 1411],
      ['co.uk', 1410],
      ['example', 1410],
    ] as const) {
      assert.deepEqual(codeOf(await api('POST', '', wanted('http', hostname))), [400, code], hostname);
    }
    const ssl = (settings: unknown): Promise<Reply> => api('POST', '', { hostname: HOST, ssl: settings });
    assert.deepEqual(codeOf(await ssl(undefined)), [400, 1434]);
    assert.deepEqual(codeOf(await ssl({ method: 'http' })), [400, 1440]);
    assert.deepEqual(codeOf(await ssl({ method: 'http', type: 'ev' })), [400, 1433]);
    assert.deepEqual(
      codeOf(await ssl({ method: 'http', type: 'dv', settings: { min_tls_version: '9' } })),
      [400, 1425],
    );
    assert.deepEqual(codeOf(await api('POST', '', 'no object')), [400, 1400]);
    assert.deepEqual(codeOf(await api('GET', '/not-an-id')), [400, 1435]);
    assert.deepEqual(codeOf(await api('PUT', '')), [404, 7003]);
    assert.deepEqual(codeOf(await apiOf(url, 'short')('GET', '')), [404, 7003]);
  }));

test('tokens: none, another form, unknown, without the right, without quota', () =>
  withProviders(async (providers) => {
    const api = apiOf(providers.url);
    const bare = await call(`${providers.url}/cloudflare/client/v4/zones/${ZONE}/custom_hostnames`);
    assert.deepEqual(codeOf(bare), [400, 9106]);
    const malformed = await api('GET', '', undefined, 'Token abcdefghij');
    assert.deepEqual(codeOf(malformed), [400, 6003]);
    assert.equal(at(malformed.body, 'errors.0.error_chain.0.code'), 6111);
    assert.deepEqual(codeOf(await api('GET', '', undefined, 'Bearer invalid-key')), [403, 10000]);
    assert.deepEqual(codeOf(await api('GET', '', undefined, 'Bearer noscope-key')), [403, 9109]);
    assert.deepEqual(codeOf(await api('POST', '', wanted(), 'Bearer exhausted-key')), [403, 1405]);
    assert.equal((await api('GET', '', undefined, 'Bearer exhausted-key')).status, 200);
    assert.equal(JSON.stringify(providers.calls()).includes('cloudflare-test-key'), false);
    assert.equal(providers.calls({ provider: 'cloudflare' }).length, 6);
  }));

test('states can be forced before and after a hostname is there, and lifted', () =>
  withProviders(async ({ url }) => {
    const api = apiOf(url);
    const force = (body: unknown): Promise<Reply> =>
      call(`${url}/_control/cloudflare/hostnames/${HOST}`, { method: 'POST', body });
    await script(url, [right]);
    assert.equal((await force({ status: 'blocked', errors: ['flagged for abuse'] })).status, 200);
    const id = await created(api);
    const blocked = at((await api('GET', `/${id}`)).body, 'result');
    assert.deepEqual([at(blocked, 'status'), at(blocked, 'verification_errors')], ['blocked', ['flagged for abuse']]);
    assert.equal(has(at(blocked, 'ssl'), 'validation_errors'), false);

    await force({ ssl: 'validation_timed_out', errors: ['the authority gave up'] });
    const late = at((await api('GET', `/${id}`)).body, 'result');
    assert.deepEqual([at(late, 'status'), at(late, 'ssl.status')], ['active', 'validation_timed_out']);
    assert.deepEqual(at(late, 'ssl.validation_errors'), [{ message: 'the authority gave up' }]);
    assert.ok(has(at(late, 'ssl'), 'validation_records') && !has(late, 'verification_errors'));

    await force({});
    assert.deepEqual(await look(api, id), ['active', 'active']);
    assert.equal((await force({ status: 'sleepy' })).status, 400);

    const listed = (await call(`${url}/_control/cloudflare/hostnames`)).body;
    assert.deepEqual(listed, [{ hostname: HOST, id, zoneId: ZONE, status: 'active', ssl: 'active', forced: null }]);
    const remove = (): Promise<Reply> => call(`${url}/_control/cloudflare/hostnames/${HOST}`, { method: 'DELETE' });
    assert.deepEqual([(await remove()).status, (await remove()).status], [200, 404]);
    assert.deepEqual(codeOf(await api('GET', `/${id}`)), [404, 1436]);
  }));

test('faults in its own shape', () =>
  withProviders(async (providers) => {
    const api = apiOf(providers.url);
    for (const { fault, code } of [{ fault: '429', code: 971 } as const, { fault: '500', code: 1500 } as const]) {
      providers.setFaults([{ provider: 'cloudflare', fault, retryAfter: 9, times: 1 }]);
      const reply = await api('POST', '', wanted());
      assert.deepEqual(codeOf(reply), [Number(fault), code]);
      assert.equal(reply.headers.get('retry-after'), fault === '429' ? '9' : null);
    }
    providers.setFaults([{ provider: 'cloudflare', fault: '502', times: 1 }]);
    assert.equal((await api('GET', '')).text, 'error code: 502');
    // The answer is lost, the work is done: the next one is told that it is there.
    providers.setFaults([{ provider: 'cloudflare', fault: 'reset', times: 1 }]);
    await assert.rejects(api('POST', '', wanted()));
    assert.deepEqual(codeOf(await api('POST', '', wanted())), [409, 1406]);
  }));
