import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FaultRule } from './faults.ts';
import type { Providers } from './server.ts';
import { at, call, KEYS, type Reply, withProviders } from './support.ts';

const ASK = '/apollo/people/match?name=Robin%20Adler&domain=acme.com';
const ask = (url: string): Promise<Reply> => call(`${url}${ASK}`, { method: 'POST', headers: KEYS.apollo });

/** Runs `use` with one rule for Apollo. */
const withFault = (
  rule: Partial<FaultRule> & Pick<FaultRule, 'fault'>,
  use: (providers: Providers) => Promise<void>,
): Promise<void> =>
  withProviders(async (providers) => {
    providers.setFaults([{ provider: 'apollo', ...rule }]);
    await use(providers);
  });

const last = (
  providers: Providers,
): {
  fault: string | null | undefined;
  units: number | undefined;
  delivered: boolean | null | undefined;
  status: number | undefined;
} => {
  const record = providers.calls().at(-1);
  return { fault: record?.fault, units: record?.billed.units, delivered: record?.delivered, status: record?.status };
};

/** Asks the control address until the last call is in the state that is waited for. */
async function untilLast(
  providers: Providers,
  ready: (delivered: boolean | null | undefined) => boolean,
): Promise<void> {
  while (!ready(providers.calls().at(-1)?.delivered)) await call(`${providers.url}/_control/health`);
}

test('without a fault the person is found and billed', () =>
  withProviders(async (providers) => {
    assert.equal((await ask(providers.url)).status, 200);
    await untilLast(providers, (delivered) => delivered === true);
    assert.deepEqual(last(providers), { fault: null, units: 1, delivered: true, status: 200 });
  }));

test('delay: a later call overtakes, the answer is right and billed', () =>
  withFault({ fault: 'delay', ms: 400 }, async (providers) => {
    const order: string[] = [];
    const slow = ask(providers.url).then((reply) => {
      order.push('slow');
      return reply;
    });
    await call(`${providers.url}/contactout/v1/stats`).then(() => order.push('quick'));
    assert.equal(at((await slow).body, 'person.first_name'), 'Robin');
    assert.deepEqual(order, ['quick', 'slow']);
    assert.equal(last({ ...providers, calls: () => providers.calls({ provider: 'apollo' }) }).units, 1);
  }));

test('drip: the answer comes in many pieces and is right', () =>
  withFault({ fault: 'drip', ms: 100 }, async (providers) => {
    const response = await fetch(`${providers.url}${ASK}`, { method: 'POST', headers: KEYS.apollo });
    const pieces: string[] = [];
    const decoder = new TextDecoder();
    for await (const piece of response.body ?? []) pieces.push(decoder.decode(piece));
    assert.ok(pieces.length > 5, `only ${pieces.length} pieces`);
    assert.equal(JSON.parse(pieces.join('')).person.first_name, 'Robin');
  }));

test('drip by the byte: a client that gives it a moment has as many bytes', () =>
  withFault({ fault: 'drip', bytesPerSecond: 1 }, async (providers) => {
    const response = await fetch(`${providers.url}${ASK}`, { method: 'POST', headers: KEYS.apollo });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    assert.equal(first?.value?.length, 1);
    await reader?.cancel();
  }));

test('a rate with a seed of its own hits some calls, with another seed others', () =>
  withProviders(async (providers) => {
    const hits = async (seed: string): Promise<string> => {
      providers.clearCalls();
      providers.setFaults([{ provider: 'apollo', fault: '500', rate: 0.5, seed }]);
      const from = providers.calls().length;
      for (let n = 0; n < 20; n += 1) await ask(providers.url);
      return providers
        .calls()
        .slice(from)
        .map(({ status }) => (status === 500 ? 'x' : '.'))
        .join('');
    };
    const [a, b] = [await hits('a'), await hits('b')];
    assert.match(a, /x/);
    assert.match(a, /\./);
    assert.notEqual(a, b);
  }));

for (const [fault, status] of [
  ['429', 429],
  ['500', 500],
  ['502', 502],
  ['503', 503],
  ['529', 529],
] as const) {
  test(`${fault}: the status in the provider's shape, nothing billed`, () =>
    withFault({ fault, retryAfter: 7 }, async (providers) => {
      const reply = await ask(providers.url);
      assert.equal(reply.status, status);
      assert.ok(at(reply.body, status === 429 ? 'message' : 'error'));
      assert.equal(reply.headers.get('retry-after'), status === 429 ? '7' : null);
      await untilLast(providers, (delivered) => delivered === true);
      assert.deepEqual(last(providers), { fault, units: 0, delivered: true, status });
    }));
}

test('malformed: complete as HTTP, no JSON, billed', () =>
  withFault({ fault: 'malformed' }, async (providers) => {
    const response = await fetch(`${providers.url}${ASK}`, { method: 'POST', headers: KEYS.apollo });
    const text = await response.text();
    assert.equal(response.status, 200);
    assert.throws(() => JSON.parse(text));
    assert.equal(last(providers).units, 1);
  }));

test('truncated: the body ends before its length, billed, not delivered', () =>
  withFault({ fault: 'truncated' }, async (providers) => {
    const response = await fetch(`${providers.url}${ASK}`, { method: 'POST', headers: KEYS.apollo });
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
    await untilLast(providers, (delivered) => delivered !== null);
    assert.deepEqual(last(providers), { fault: 'truncated', units: 1, delivered: false, status: 200 });
  }));

test('hang: nothing comes until the client gives up, billed, not delivered', () =>
  withFault({ fault: 'hang' }, async (providers) => {
    const patience = new AbortController();
    const pending = fetch(`${providers.url}${ASK}`, { method: 'POST', headers: KEYS.apollo, signal: patience.signal });
    await untilLast(providers, (delivered) => delivered === null);
    patience.abort();
    await assert.rejects(pending, { name: 'AbortError' });
    await untilLast(providers, (delivered) => delivered !== null);
    assert.deepEqual(last(providers), { fault: 'hang', units: 1, delivered: false, status: 200 });
  }));

test('hang before the work: never billed', () =>
  withFault({ fault: 'hang', stage: 'before' }, async (providers) => {
    const patience = new AbortController();
    const pending = fetch(`${providers.url}${ASK}`, { method: 'POST', headers: KEYS.apollo, signal: patience.signal });
    await untilLast(providers, (delivered) => delivered === null);
    patience.abort();
    await assert.rejects(pending);
    assert.equal(last(providers).units, 0);
  }));

test('stop ends a hanging call', async () => {
  let pending: Promise<unknown> = Promise.resolve();
  await withFault({ fault: 'hang' }, async (providers) => {
    pending = assert.rejects(ask(providers.url));
    await untilLast(providers, (delivered) => delivered === null);
  });
  await pending;
});

for (const [stage, units] of [
  ['after', 1],
  ['before', 0],
] as const) {
  test(`reset ${stage} the work: no answer, ${units} billed`, () =>
    withFault({ fault: 'reset', stage }, async (providers) => {
      await assert.rejects(ask(providers.url));
      await untilLast(providers, (delivered) => delivered !== null);
      assert.equal(last(providers).units, units);
      assert.equal(last(providers).delivered, false);
    }));
}

test('wrong-type: well-formed, every leaf of another type', () =>
  withFault({ fault: 'wrong-type' }, async (providers) => {
    const { body } = await ask(providers.url);
    assert.equal(at(body, 'person.first_name'), 5);
    assert.equal(at(body, 'person.employment_history.0.current'), 'true');
    assert.equal(typeof at(body, 'person.organization.founded_year'), 'string');
    assert.equal(last(providers).units, 1);
  }));

test('body: the given text in place of the answer', () =>
  withFault({ fault: 'body', body: '{"error":"quota"}' }, async (providers) => {
    const reply = await ask(providers.url);
    assert.equal(reply.status, 200);
    assert.deepEqual(reply.body, { error: 'quota' });
    assert.equal(last(providers).units, 1);
  }));

test('rules choose by provider, path, text and count; the first that fits wins', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const set = await call(`${url}/_control/faults`, {
      method: 'PUT',
      body: [
        { provider: 'exa', fault: '500' },
        { provider: 'apollo', path: '/organizations', fault: '503' },
        { provider: 'apollo', path: '/apollo/people', match: 'Robin Adler', fault: '500', times: 2 },
      ],
    });
    assert.equal(set.status, 200);
    const other = { method: 'POST', headers: KEYS.apollo };
    assert.equal((await call(`${url}/apollo/people/match?name=Robin%20Bishop&domain=acme.com`, other)).status, 200);
    assert.equal(
      (await call(`${url}/apollo/organizations/enrich?domain=acme.com`, { headers: KEYS.apollo })).status,
      503,
    );
    const statuses: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await ask(url)).status);
    assert.deepEqual(statuses, [500, 500, 200]);
    assert.deepEqual(
      providers.faults().map(({ hits }) => hits),
      [0, 1, 2],
    );
    await call(`${url}/_control/faults`, { method: 'DELETE' });
    assert.deepEqual((await call(`${url}/_control/faults`)).body, []);
  }));

test('rate hits its share of the calls, the same ones in every run', async () => {
  const run = async (): Promise<number[]> => {
    let hit: number[] = [];
    await withFault({ fault: '500', rate: 0.2 }, async (providers) => {
      for (let turn = 0; turn < 100; turn += 1) await ask(providers.url);
      hit = providers.calls().flatMap(({ seq, fault }) => (fault === null ? [] : [seq]));
    });
    return hit;
  };
  const first = await run();
  assert.ok(first.length >= 10 && first.length <= 30, `${first.length} of 100`);
  assert.deepEqual(await run(), first);
});

test('a plan that makes no sense is refused and changes nothing', () =>
  withProviders(async ({ url }) => {
    for (const body of [
      [{ provider: 'apollo', fault: 'explode' }],
      [{ provider: 'nobody', fault: '500' }],
      { fault: '500' },
      [{ provider: 'apollo', fault: '500', rate: 2 }],
    ]) {
      assert.equal((await call(`${url}/_control/faults`, { method: 'PUT', body })).status, 400);
    }
    assert.deepEqual((await call(`${url}/_control/faults`)).body, []);
  }));
