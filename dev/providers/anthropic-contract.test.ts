/** The product's own client and the emulator, both against Anthropic's specification. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { test } from 'node:test';
import type { Evidence } from '../../src/features/enrichment/summary/evidence.ts';
import { ANSWER_SHAPE, promptOf, SUMMARY_SHAPE } from '../../src/features/enrichment/summary/exchange.ts';
import { askModel, costMicros, type Said } from '../../src/platform/llm.ts';
import { messageBody, schemaProblem } from './anthropic-request.ts';
import { lookup, problems, type Schema } from './schema-check.ts';
import { call, hasShared, KEYS, SHARED, withProviders } from './support.ts';

const MODEL = 'claude-haiku-4-5';
const EVIDENCE: Evidence[] = [
  { id: 'v1', field: 'name', value: 'Ann Lee', source: 'import', sourceUrl: null, date: '2026-01-05' },
  { id: 'v2', field: 'title', value: 'CFO of "Acme" {north}', source: 'apollo', sourceUrl: null, date: '2026-01-05' },
];
const { system, user } = promptOf(EVIDENCE);
const ask = (url: string, key = 'contract-test-key', maxTokens = 1_500): Promise<Said> =>
  askModel(
    { ANTHROPIC_URL: url, ANTHROPIC_MODEL: MODEL },
    key,
    { system, user, shape: SUMMARY_SHAPE, maxTokens },
    Date.now() + 30_000,
    {
      headers: { 'x-request-id': '01900000-0000-7000-8000-000000000001' },
    },
  );

type Seen = { path: string; headers: IncomingHttpHeaders; body: unknown };
/** What the client sends, and what it makes of an answer. */
const exchange = async (
  status: number,
  answer: string,
  headers: Record<string, string> = {},
): Promise<{ said: Said; seen: Seen[] }> => {
  const seen: Seen[] = [];
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part);
    seen.push({
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: JSON.parse(Buffer.concat(parts).toString()),
    });
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1', ...headers }).end(answer);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    return { said: await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), seen };
  } finally {
    server.closeAllConnections();
    server.close();
  }
};
const message = (more: object = {}): string =>
  JSON.stringify({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: MODEL,
    content: [{ type: 'text', text: '{"sentences":[]}', citations: null }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 7, output_tokens: 3 },
    ...more,
  });

test('the request is one that structured outputs take, with our own name for it and a key, once', async () => {
  const { seen } = await exchange(200, message());
  assert.equal(seen.length, 1);
  const [{ path, headers, body } = { path: '', headers: {}, body: {} }] = seen;
  assert.equal(path, '/v1/messages');
  assert.match(String(headers['anthropic-version']), /^\d{4}-\d\d-\d\d$/);
  assert.equal(headers['x-request-id'], '01900000-0000-7000-8000-000000000001');
  assert.ok(headers['x-api-key'] === 'contract-test-key' || headers.authorization === 'Bearer contract-test-key');
  const parsed = messageBody.parse(body);
  assert.equal(schemaProblem(parsed.output_config?.format?.schema), null);
  assert.deepEqual([parsed.tools, parsed.stream], [undefined, undefined]);
});

test('every way to stop, and every answer that is none, is told apart', async () => {
  const kinds = async (status: number, answer: string, headers?: Record<string, string>) =>
    (await exchange(status, answer, headers)).said;
  assert.deepEqual(await kinds(200, message()), {
    kind: 'json',
    value: { sentences: [] },
    model: MODEL,
    usage: { inputTokens: 7, outputTokens: 3 },
    requestId: 'req_1',
  });
  for (const [stop, reason] of [
    ['refusal', 'refusal'],
    ['max_tokens', 'cut'],
    ['model_context_window_exceeded', 'cut'],
  ] as const) {
    const said = await kinds(200, message({ stop_reason: stop, content: [{ type: 'text', text: '{"sen' }] }));
    assert.deepEqual([said.kind, 'reason' in said && said.reason], ['stopped', reason]);
  }
  for (const answer of [
    message({ content: [{ type: 'text', text: 'Here you are' }] }),
    message({ content: null }),
    message({ model: 7 }),
    'null',
    '{',
    '[]',
  ])
    assert.equal((await kinds(200, answer)).kind, 'unreadable', answer);
  for (const status of [400, 401, 402, 403, 404, 413, 500, 504]) {
    const said = await kinds(
      status,
      JSON.stringify({ type: 'error', error: { type: 'x', message: 'y' }, request_id: 'req_1' }),
    );
    assert.deepEqual([said.kind, said.kind === 'refused' && said.answer.status], ['refused', status]);
  }
});

test('a call costs what its model does, and an unknown model the dearest', () => {
  const usage = { inputTokens: 1_000, outputTokens: 100 };
  assert.deepEqual(
    ['claude-haiku-4-5', 'claude-sonnet-5', 'claude-opus-5', 'claude-new-9'].map((model) => costMicros(model, usage)),
    [1_500, 4_500, 7_500, 22_500],
  );
});

if (hasShared('contracts/anthropic/anthropic-messages.cut.json')) {
  const spec: unknown = JSON.parse(
    readFileSync(resolve(SHARED, 'contracts/anthropic/anthropic-messages.cut.json'), 'utf8'),
  );
  const schema = (name: string): Schema => lookup(spec, ['components', 'schemas', name]);

  test('the client’s request fits the specification', async () => {
    const { seen } = await exchange(200, message());
    const body = schema('CreateMessageParams');
    assert.ok(Object.keys(body).length > 0, 'the specification has no CreateMessageParams');
    assert.deepEqual(problems(body, seen[0]?.body, spec), []);
    // It would be seen if it did not.
    assert.notDeepEqual(problems(body, { ...(seen[0]?.body as object), max_tokens: 'many' }, spec), []);
  });

  test('the emulator’s answer to the client’s own request fits it too, refusals and errors as well', () =>
    withProviders(async (providers) => {
      const { seen } = await exchange(200, message());
      const send = async (body: unknown, headers: Record<string, string> = KEYS.anthropic) =>
        (await call(`${providers.url}/anthropic/v1/messages`, { headers, body })).body;
      const answer = await send(seen[0]?.body);
      assert.deepEqual(problems(schema('Message'), answer, spec), []);
      const said = await ask(`${providers.url}/anthropic`);
      assert.equal(said.kind, 'json');
      assert.ok(said.kind === 'json' && ANSWER_SHAPE.safeParse(said.value).success);
      const bad = { ...(seen[0]?.body as object), max_tokens: 0 };
      for (const [body, headers] of [
        [bad, KEYS.anthropic],
        [seen[0]?.body, { ...KEYS.anthropic, 'x-api-key': 'invalid-key' }],
      ] as const)
        assert.deepEqual(problems(schema('ErrorResponse'), await send(body, headers), spec), []);
      for (const fault of ['429', '500', '529'] as const) {
        providers.setFaults([{ provider: 'anthropic', fault }]);
        assert.deepEqual(problems(schema('ErrorResponse'), await send(seen[0]?.body), spec), [], fault);
      }
      providers.setFaults([]);
      assert.equal((await ask(`${providers.url}/anthropic`, 'contract-test-key', 20)).kind, 'stopped');
    }));
}
