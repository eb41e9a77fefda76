import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Providers, startProviders } from './server.ts';
import { at, call, KEYS, listAt, NO_DATA, withProviders } from './support.ts';

const MATCH = '/apollo/people/match?name=Robin%20Adler&domain=acme.com';

/** Asks the server until every listed call is marked as delivered or not. */
async function untilSettled(providers: Providers): Promise<void> {
  while (providers.calls().some(({ delivered }) => delivered === null)) await call(`${providers.url}/_control/health`);
}

test('health names the providers, an unknown prefix and an unknown control route are 404', () =>
  withProviders(async ({ url }) => {
    const health = await call(`${url}/_control/health`);
    assert.deepEqual(at(health.body, 'providers'), [
      'apollo',
      'exa',
      'contactout',
      'edgar',
      'anthropic',
      'dns',
      'cloudflare',
      'edge',
    ]);
    assert.equal((await call(`${url}/clearbit/v1/people`)).status, 404);
    assert.equal((await call(`${url}/_control/nothing`)).status, 404);
  }));

test('every call is listed in order with what a test needs, and no credential in clear', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    await call(`${url}${MATCH}`, { method: 'POST', headers: { ...KEYS.apollo, 'x-trace': 'abc' } });
    await call(`${url}/contactout/v1/stats`, { headers: KEYS.contactout });
    await call(`${url}/exa/search`, {
      headers: { authorization: 'Bearer exa-secret-key' },
      body: { query: 'Robin Adler, Acme' },
    });

    await untilSettled(providers);
    const listed = await call(`${url}/_control/calls`);
    assert.deepEqual(listed.body, JSON.parse(JSON.stringify(providers.calls())));
    assert.equal(listed.text.includes('apollo-test-key') || listed.text.includes('contactout-test-key'), false);
    assert.equal(listed.text.includes('exa-secret-key'), false);
    const [first, second, third] = providers.calls();
    assert.equal(first?.provider, 'apollo');
    assert.equal(first?.method, 'POST');
    assert.equal(first?.path, '/apollo/people/match');
    assert.deepEqual(first?.query, { name: 'Robin Adler', domain: 'acme.com' });
    assert.equal(first?.headers['x-trace'], 'abc');
    assert.match(first?.headers['x-api-key'] ?? '', /^\*\*\*[0-9a-f]{8}$/);
    assert.equal(first?.personKey, 'robin adler|acme');
    assert.equal(first?.status, 200);
    assert.equal(first?.fault, null);
    assert.equal(second?.provider, 'contactout');
    assert.equal(third?.body, '{"query":"Robin Adler, Acme"}');
    assert.deepEqual(
      providers.calls().map(({ seq }) => seq),
      [1, 2, 3],
    );
  }));

test('the list filters by provider and position, and counts by provider', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    for (let round = 0; round < 2; round += 1) {
      await call(`${url}${MATCH}`, { method: 'POST', headers: KEYS.apollo });
      await call(`${url}/contactout/v1/stats`);
    }
    assert.equal(listAt({ calls: (await call(`${url}/_control/calls?provider=apollo`)).body }, 'calls').length, 2);
    assert.equal(listAt({ calls: (await call(`${url}/_control/calls?since=3`)).body }, 'calls').length, 1);
    assert.equal((await call(`${url}/_control/calls?provider=nobody`)).status, 400);
    const counters = providers.counters();
    assert.equal(counters.apollo.calls, 2);
    assert.equal(counters.apollo.billedUnits, 2);
    assert.deepEqual(counters.contactout.byStatus, { 400: 2 });
    await call(`${url}/_control/calls`, { method: 'DELETE' });
    assert.deepEqual(providers.calls(), []);
    assert.equal(providers.counters().apollo.calls, 0);
  }));

test('the log brings the list back after a restart, also with a torn last line, and numbers go on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'providers-'));
  const log = join(folder, 'calls.log');
  const match = (url: string): Promise<unknown> => call(`${url}${MATCH}`, { method: 'POST', headers: KEYS.apollo });
  try {
    let before: unknown;
    await withProviders(
      async (providers) => {
        await match(providers.url);
        await call(`${providers.url}/contactout/v1/stats`, { headers: KEYS.contactout });
        await untilSettled(providers);
        before = providers.calls();
      },
      { log },
    );
    appendFileSync(log, '{"seq":3,"prov');

    await withProviders(
      async (providers) => {
        assert.deepEqual(providers.calls(), before);
        await match(providers.url);
        await untilSettled(providers);
        before = providers.calls();
        assert.deepEqual(
          providers.calls().map(({ seq }) => seq),
          [1, 2, 3],
        );
      },
      { log },
    );

    await withProviders(
      async (providers) => {
        assert.deepEqual(providers.calls(), before);
        assert.equal(providers.counters().apollo.billedUnits, 2);
        providers.clearCalls();
      },
      { log },
    );
    assert.equal(readFileSync(log, 'utf8'), '');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a taken port is an error that names it', async () => {
  const first = await startProviders({ dataDir: NO_DATA });
  try {
    await assert.rejects(
      startProviders({ port: first.port, dataDir: NO_DATA }),
      new RegExp(`EADDRINUSE.*${first.port}`),
    );
  } finally {
    await first.stop();
  }
});

test('as a program it prints its address, keeps the log it is given, and ends on SIGTERM', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'providers-'));
  const log = join(folder, 'calls.log');
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'main.ts'), '--port', '0', '--log', log, '--data', NO_DATA],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  try {
    const [line] = await once(child.stdout, 'data');
    const url = /^providers (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line))?.[1];
    assert.ok(url, String(line));
    await call(`${url}/contactout/v1/stats`, { headers: KEYS.contactout });
    assert.equal(JSON.parse(readFileSync(log, 'utf8').split('\n')[0] ?? '').path, '/contactout/v1/stats');
  } finally {
    child.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null]);
    rmSync(folder, { recursive: true });
  }
});

test('a port that is no number is refused with the usage', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), '--port', 'many'], { stdio: 'ignore' });
  assert.deepEqual(await once(child, 'exit'), [2, null]);
});
