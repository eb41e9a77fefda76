import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startProviders } from './server.ts';
import { at, call, handClock, listAt, NO_DATA, type Reply, withProviders } from './support.ts';

const FALLBACK = 'domains.localhost';
const ZONE = '0123456789abcdef0123456789abcdef';
const HOST = 'gifts.acme.example';
const PATH = '/.well-known/edgewise/t0ken?x=1';

const probe = (url: string, target = `https://${HOST}${PATH}`): Promise<Reply> =>
  call(`${url}/edge/probe?url=${encodeURIComponent(target)}`);
const errorOf = (reply: Reply): unknown => {
  assert.equal(reply.status, 502, reply.text);
  assert.equal(reply.headers.get('x-edge-error'), at(reply.body, 'error'));
  return at(reply.body, 'error');
};

/** A Worker that is none: it answers with what it was asked. */
async function withWorker(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
const echo: RequestListener = (request, response) => {
  const redirect = request.url === PATH ? { location: 'https://elsewhere.example/' } : {};
  response.writeHead(request.url === PATH ? 302 : 200, { 'x-worker': 'yes', ...redirect });
  response.end(`${request.method} ${request.headers.host} ${request.url}`);
};

async function script(url: string, records: unknown[]): Promise<void> {
  const reply = await call(`${url}/_control/dns/zones`, { body: { name: 'acme.example', records } });
  assert.equal(reply.status, 200, reply.text);
}
const right = { name: HOST, type: 'CNAME', data: FALLBACK };

/** Makes the hostname and looks until hostname and certificate are active. */
async function ready(url: string, looks = 3): Promise<void> {
  const api = `${url}/cloudflare/client/v4/zones/${ZONE}/custom_hostnames`;
  const headers = { authorization: 'Bearer cloudflare-test-key' };
  const made = await call(api, { headers, body: { hostname: HOST, ssl: { method: 'http', type: 'dv' } } });
  assert.equal(made.status, 201, made.text);
  for (let turn = 0; turn < looks; turn += 1) await call(`${api}/${String(at(made.body, 'result.id'))}`, { headers });
}

test("the Worker's own answer comes through under the visitor's host, redirects unfollowed", () =>
  withWorker(echo, (worker) =>
    withProviders(
      async ({ url }) => {
        await script(url, [right]);
        await ready(url);
        const reply = await fetch(`${url}/edge/probe?url=${encodeURIComponent(`https://${HOST}${PATH}`)}`, {
          redirect: 'manual',
        });
        assert.equal(reply.status, 302);
        assert.equal(reply.headers.get('x-worker'), 'yes');
        assert.equal(reply.headers.get('x-edge-error'), null);
        assert.equal(await reply.text(), `GET ${HOST} ${PATH}`);
      },
      { domains: { worker } },
    ),
  ));

test('without a name, a certificate, a way here or a Worker: the error says which', () =>
  withWorker(echo, (worker) =>
    withProviders(async ({ url }) => {
      const tell = (to: string | null): Promise<Reply> =>
        call(`${url}/_control/edge/worker`, { method: 'PUT', body: { url: to } });
      assert.equal(errorOf(await probe(url)), 'dns');
      await script(url, [right]);
      assert.equal(errorOf(await probe(url)), 'tls');
      await ready(url, 2);
      assert.equal(errorOf(await probe(url)), 'tls', 'the certificate is on its way');
      await call(`${url}/_control/cloudflare/hostnames/${HOST}`, { body: { ssl: 'active' } });
      assert.equal(errorOf(await probe(url)), 'refused', 'no Worker is known');
      assert.equal((await tell(worker)).status, 200);
      assert.equal((await probe(url, `https://${HOST}/`)).text, `GET ${HOST} /`);
      await script(url, [{ ...right, proxied: true }]);
      assert.equal(errorOf(await probe(url)), 'refused');
      await script(url, [{ name: HOST, type: 'A', data: '203.0.113.10' }]);
      assert.equal(errorOf(await probe(url)), 'refused');
      await script(url, [{ ...right, data: 'nowhere.example' }]);
      assert.equal(errorOf(await probe(url)), 'dns');
      await script(url, [right]);
      await call(`${url}/_control/cloudflare/hostnames/${HOST}`, { body: { status: 'moved', ssl: 'active' } });
      assert.equal(errorOf(await probe(url)), 'tls');
      assert.equal((await tell('ftp://x')).status, 400);
    }),
  ));

test('a visitor goes where resolvers still send him', async () => {
  const clock = handClock();
  await withWorker(echo, (worker) =>
    withProviders(
      async ({ url }) => {
        await script(url, [{ name: HOST, type: 'A', data: '203.0.113.10' }]);
        await script(url, [{ ...right, cachedFor: 240 }]);
        await call(`${url}/_control/dns/records`, {
          method: 'DELETE',
          body: { name: HOST, type: 'A' },
        });
        await ready(url);
        assert.equal((await probe(url, `https://${HOST}/`)).status, 502);
        clock.advance(240_000);
        assert.equal((await probe(url, `https://${HOST}/`)).text, `GET ${HOST} /`);
      },
      { now: clock.now, domains: { worker } },
    ),
  );
});

test('a Worker that is gone refuses', async () => {
  let gone = '';
  await withWorker(echo, async (worker) => {
    gone = worker;
  });
  await withProviders(
    async ({ url }) => {
      await script(url, [right]);
      await ready(url);
      assert.equal(errorOf(await probe(url)), 'refused');
    },
    { domains: { worker: gone } },
  );
});

test('an answer can be forced, with the token of the path, and lifted', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const force = (body: unknown): Promise<Reply> =>
      call(`${url}/_control/edge/hosts/${HOST}`, { method: 'POST', body });
    await force({ error: 'timeout' });
    assert.equal(errorOf(await probe(url)), 'timeout');
    await force({ status: 201, body: '{token} at {host}', headers: { 'x-own': '1' } });
    const reply = await probe(url);
    assert.deepEqual([reply.status, reply.text, reply.headers.get('x-own')], [201, `t0ken at ${HOST}`, '1']);
    assert.equal(errorOf(await probe(url, 'https://other.example/')), 'dns', 'other hosts are not touched');
    assert.deepEqual(Object.keys((await call(`${url}/_control/edge/hosts`)).body as object), [HOST]);
    assert.equal((await call(`${url}/_control/edge/hosts/${HOST}`, { method: 'DELETE' })).status, 200);
    assert.equal(errorOf(await probe(url)), 'dns');
    assert.equal((await force({ error: 'tired' })).status, 400);
    assert.equal((await probe(url, `http://${HOST}/`)).status, 400);
    assert.equal((await probe(url, 'no address')).status, 400);
    assert.equal((await call(`${url}/edge/other`)).status, 404);
    assert.equal(providers.calls({ provider: 'edge' }).at(0)?.query.url, `https://${HOST}${PATH}`);
  }));

test('demo zones show each kind of fault, and what was scripted or made by hand survives a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'domains-'));
  const domains = { state: join(folder, 'domains.json'), demo: true };
  const ask = async (url: string, name: string, type: string): Promise<Reply['body']> =>
    (await call(`${url}/dns/resolve?name=${name}&type=${type}`)).body;
  try {
    await withProviders(
      async ({ url }) => {
        const cname = async (name: string) => at(await ask(url, name, 'CNAME'), 'Answer.0.data');
        assert.equal(await cname(HOST), `${FALLBACK}.`);
        assert.equal(await cname('www.globex.example'), 'shops.old-host.example.');
        assert.equal(at(await ask(url, 'proxied.acme.example', 'CNAME'), 'Authority.0.type'), 6);
        assert.equal(at(await ask(url, 'apex.example', 'A'), 'Answer.0.data'), '203.0.113.10');
        const cached = await ask(url, 'cached.acme.example', 'CNAME');
        assert.equal(at(cached, 'Answer.0.data'), 'shops.old-host.example.');
        assert.ok(Number(at(cached, 'Answer.0.TTL')) > 3_000);
        await ready(url);
        await call(`${url}/_control/dns/records`, { body: { name: `_edgewise.${HOST}`, type: 'TXT', data: 'proof' } });
      },
      { domains },
    );
    await withProviders(
      async ({ url }) => {
        assert.equal(at(await ask(url, `_edgewise.${HOST}`, 'TXT'), 'Answer.0.data'), 'proof');
        const rows = listAt({ rows: (await call(`${url}/_control/cloudflare/hostnames`)).body }, 'rows');
        assert.deepEqual([at(rows, '0.hostname'), at(rows, '0.ssl')], [HOST, 'active']);
      },
      { domains },
    );
    assert.equal(JSON.parse(readFileSync(domains.state, 'utf8')).hostnames.length, 1);
    writeFileSync(domains.state, '{"zones":7}');
    await assert.rejects(startProviders({ dataDir: NO_DATA, domains }), /delete it to begin anew/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
