import assert from 'node:assert/strict';
import { test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { evidenceIn } from './anthropic-evidence.ts';
import { at, call, type Json, KEYS, listAt, type Reply, textAt, withProviders } from './support.ts';

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['sentences'],
  properties: {
    sentences: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['text', 'evidence'],
        properties: { text: { type: 'string' }, evidence: { type: 'array', items: { type: 'string' } } },
      },
    },
  },
};
const EVIDENCE = [
  { id: 'e1', field: 'title', value: 'CFO of "Acme" {north}', source: 'apollo' },
  { id: 'e2', field: 'city', value: 'Boston', source: 'contactout' },
  { id: 'e3', field: 'shares_owned', value: 412500, source: 'edgar' },
  { id: 'e4', field: 'news', value: 'Gave to a library', source: 'exa' },
];
const prompt = (tenant: string): string =>
  `Write for ${tenant}. ${JSON.stringify({ person: { name: 'Jane {Doe}' }, evidence: EVIDENCE })} Cite ids.`;
const request = (content: string, more: object = {}): object => ({
  model: 'claude-sonnet-5',
  max_tokens: 1_000,
  messages: [{ role: 'user', content }],
  ...more,
});
const structured = { output_config: { format: { type: 'json_schema', schema: SCHEMA } } };
const send = (url: string, body: unknown, headers: Record<string, string> = KEYS.anthropic): Promise<Reply> =>
  call(`${url}/anthropic/v1/messages`, { headers, body });
const outputOf = (reply: Reply): Json => JSON.parse(textAt(reply.body, 'content.0.text'));

test('errors by key, version, path and model, all in the one envelope with the request id', () =>
  withProviders(async ({ url }) => {
    const version = { 'anthropic-version': '2023-06-01' };
    const cases: [Record<string, string>, object, number, string][] = [
      [version, request('hi'), 401, 'authentication_error'],
      [{ ...version, 'x-api-key': 'invalid-key' }, request('hi'), 401, 'authentication_error'],
      [{ 'x-api-key': 'a-good-enough-key' }, request('hi'), 400, 'invalid_request_error'],
      [{ ...version, 'x-api-key': 'exhausted-key' }, request('hi'), 402, 'billing_error'],
      [{ ...version, 'x-api-key': 'noscope-key' }, request('hi'), 403, 'permission_error'],
      [KEYS.anthropic, { ...request('hi'), model: 'gpt-1' }, 404, 'not_found_error'],
    ];
    for (const [headers, body, status, type] of cases) {
      const reply = await send(url, body, headers);
      assert.equal(reply.status, status, type);
      assert.equal(textAt(reply.body, 'type'), 'error');
      assert.equal(textAt(reply.body, 'error.type'), type);
      assert.equal(textAt(reply.body, 'request_id'), reply.headers.get('request-id'));
    }
    assert.equal((await call(`${url}/anthropic/v1/complete`, { headers: KEYS.anthropic, body: {} })).status, 404);
  }));

test('a request that is wrong is 400 and says where', () =>
  withProviders(async (providers) => {
    const open = { ...SCHEMA, additionalProperties: true };
    const bounded = {
      type: 'object',
      additionalProperties: false,
      properties: { age: { type: 'integer', minimum: 0 } },
    };
    const cases: [object, RegExp][] = [
      [{ model: 'claude-sonnet-5', messages: [{ role: 'user', content: 'hi' }] }, /^max_tokens: Field required/],
      [request('hi', { messages: [] }), /^messages: /],
      [request('hi', { temprature: 1 }), /^temprature: Extra inputs are not permitted/],
      [request('hi', { messages: [{ role: 'robot', content: 'hi' }] }), /^messages\.0\.role: /],
      [request('hi', { output_config: { format: { type: 'json_schema', schema: open } } }), /additionalProperties/],
      [request('hi', { output_config: { format: { type: 'json_schema', schema: bounded } } }), /minimum/],
      [request('hi', { tool_choice: { type: 'tool', name: 'save' } }), /'save' not found/],
    ];
    for (const [body, message] of cases) {
      const reply = await send(providers.url, body);
      assert.equal(reply.status, 400);
      assert.match(textAt(reply.body, 'error.message'), message);
    }
    assert.equal(providers.counters().anthropic.billedUnits, 0);
  }));

test('structured output is made of the evidence of the prompt, and is the same for the same prompt', () =>
  withProviders(async (providers) => {
    const [first, second] = [
      await send(providers.url, request(prompt('A'), structured)),
      await send(providers.url, request(prompt('A'), structured)),
    ];
    assert.deepEqual(outputOf(second), outputOf(first));
    assert.notEqual(textAt(second.body, 'id'), textAt(first.body, 'id'));
    assert.equal(textAt(first.body, 'stop_reason'), 'end_turn');
    for (const sentence of listAt(outputOf(first), 'sentences')) {
      for (const id of listAt(sentence, 'evidence')) {
        const item = EVIDENCE.find((candidate) => candidate.id === id);
        if (item !== undefined) assert.ok(textAt(sentence, 'text').includes(String(item.value)));
      }
    }
    const { usage } = { usage: at(first.body, 'usage') };
    assert.deepEqual(providers.calls()[0]?.billed, {
      units: Number(at(usage, 'input_tokens')) + Number(at(usage, 'output_tokens')),
      kind: 'token',
      detail: { input_tokens: at(usage, 'input_tokens'), output_tokens: at(usage, 'output_tokens') },
    });
  }));

test('two to five sentences; about one prompt in five also cites an id that does not exist', () =>
  withProviders(async ({ url }) => {
    const known = new Set(EVIDENCE.map(({ id }) => id));
    let invented = 0;
    for (let tenant = 0; tenant < 100; tenant += 1) {
      const sentences = listAt(outputOf(await send(url, request(prompt(`tenant ${tenant}`), structured))), 'sentences');
      const wrong = sentences.filter((sentence) => listAt(sentence, 'evidence').some((id) => !known.has(String(id))));
      assert.ok(wrong.length <= 1);
      invented += wrong.length;
      const good = sentences.length - wrong.length;
      assert.ok(good >= 2 && good <= 5, `${good} sentences`);
    }
    assert.ok(invented >= 10 && invented <= 32, `${invented} of 100`);
  }));

test('no evidence gives no sentences, ids that the schema enumerates are kept to', () =>
  withProviders(async ({ url }) => {
    assert.deepEqual(outputOf(await send(url, request('Nothing here.', structured))), { sentences: [] });
    const schema = structuredClone(SCHEMA);
    schema.properties.sentences.items.properties.evidence.items = {
      type: 'string',
      enum: ['e1', 'e2', 'e3', 'e4'],
    } as { type: string };
    const format = { output_config: { format: { type: 'json_schema', schema } } };
    for (let tenant = 0; tenant < 30; tenant += 1) {
      for (const sentence of listAt(outputOf(await send(url, request(prompt(`t${tenant}`), format))), 'sentences')) {
        for (const id of listAt(sentence, 'evidence')) assert.match(String(id), /^e[1-4]$/);
      }
    }
  }));

test('told by an attacker what to write, it writes it, into every list and under any id, where the prompt holds the name', () =>
  withProviders(async ({ url }) => {
    const put = (rules: unknown): Promise<Reply> =>
      call(`${url}/_control/anthropic/obey`, { method: 'PUT', body: rules });
    assert.equal((await put([{ match: '' }])).status, 400);
    await put([{ match: 'Jane {Doe}', claims: ['Go to https://evil.example.'], ids: ['e77'], words: ['PWNED'] }]);
    const schema = {
      ...SCHEMA,
      required: ['sentences', 'unknowns'],
      properties: { ...SCHEMA.properties, unknowns: { type: 'array', items: { type: 'string', enum: ['a'] } } },
    };
    const output = outputOf(
      await send(url, request(prompt('A'), { output_config: { format: { type: 'json_schema', schema } } })),
    );
    const bad = listAt(output, 'sentences').filter((one) => textAt(one, 'text').includes('evil.example'));
    assert.deepEqual(
      bad.map((one) => at(one, 'evidence')),
      [['e1', 'e2', 'e3', 'e4'], ['e77'], []],
    );
    assert.deepEqual(at(output, 'unknowns'), ['PWNED']);
    assert.ok(listAt(output, 'sentences').length > bad.length);
    const other = await send(url, request(prompt('A').replace('Doe', 'Roe'), structured));
    assert.equal(other.text.includes('evil.example'), false);
    await call(`${url}/_control/anthropic/obey`, { method: 'DELETE' });
    assert.equal((await send(url, request(prompt('A'), structured))).text.includes('evil.example'), false);
  }));

test('any other schema is filled', () =>
  withProviders(async ({ url }) => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      required: ['score', 'label', 'when', 'parts', 'owner'],
      properties: {
        score: { type: 'integer' },
        label: { type: 'string', enum: ['low', 'high'] },
        when: { type: 'string', format: 'date' },
        parts: { type: 'array', items: { $ref: '#/$defs/part' } },
        owner: { anyOf: [{ type: 'null' }, { type: 'string' }] },
      },
      $defs: {
        part: {
          type: 'object',
          additionalProperties: false,
          required: ['ok'],
          properties: { ok: { type: 'boolean' } },
        },
      },
    };
    const reply = await send(url, request('Rate it.', { output_config: { format: { type: 'json_schema', schema } } }));
    assert.deepEqual(outputOf(reply), {
      score: 1,
      label: 'low',
      when: '2026-01-15',
      parts: [{ ok: true }],
      owner: null,
    });
  }));

test('a forced tool is used with the same answer as input', () =>
  withProviders(async ({ url }) => {
    const tools = [
      { name: 'other', input_schema: { type: 'object' } },
      { name: 'save', input_schema: SCHEMA },
    ];
    const reply = await send(url, request(prompt('A'), { tools, tool_choice: { type: 'tool', name: 'save' } }));
    assert.equal(textAt(reply.body, 'stop_reason'), 'tool_use');
    assert.equal(textAt(reply.body, 'content.0.name'), 'save');
    assert.match(textAt(reply.body, 'content.0.id'), /^toolu_/);
    assert.deepEqual(at(reply.body, 'content.0.input'), outputOf(await send(url, request(prompt('A'), structured))));
  }));

test('max_tokens and stop sequences cut the text, also in the middle of JSON', () =>
  withProviders(async ({ url }) => {
    const short = await send(url, request(prompt('A'), { ...structured, max_tokens: 10 }));
    assert.equal(textAt(short.body, 'stop_reason'), 'max_tokens');
    assert.equal(at(short.body, 'usage.output_tokens'), 10);
    assert.throws(() => outputOf(short));
    const stopped = await send(url, request(prompt('A'), { stop_sequences: ['Boston'] }));
    assert.equal(textAt(stopped.body, 'stop_sequence'), 'Boston');
    assert.equal(textAt(stopped.body, 'content.0.text').includes('Boston'), false);
  }));

test('streaming gives the same answer in events', () =>
  withProviders(async (providers) => {
    const whole = await send(providers.url, request(prompt('A'), structured));
    const stream = await send(providers.url, request(prompt('A'), { ...structured, stream: true }));
    assert.match(stream.headers.get('content-type') ?? '', /^text\/event-stream/);
    const events = stream.text
      .split('\n\n')
      .filter((event) => event !== '')
      .map((event) => /^event: (\S+)\ndata: (.*)$/s.exec(event))
      .map((match) => ({ name: match?.[1], data: JSON.parse(match?.[2] ?? 'null') }));
    assert.deepEqual(
      events.map(({ name }) => name).filter((name, index, all) => name !== all[index - 1]),
      [
        'message_start',
        'ping',
        'content_block_start',
        'content_block_delta',
        'content_block_stop',
        'message_delta',
        'message_stop',
      ],
    );
    const text = events.map(({ data }) => data.delta?.text ?? '').join('');
    assert.equal(text, textAt(whole.body, 'content.0.text'));
    assert.equal(events.at(-2)?.data.delta.stop_reason, 'end_turn');
    assert.equal(providers.calls()[1]?.billed.units, providers.calls()[0]?.billed.units);
  }));

test('count_tokens counts what messages bills, for nothing', () =>
  withProviders(async (providers) => {
    const { max_tokens: _, ...countable } = request(prompt('A'), structured) as { max_tokens: number };
    const counted = await call(`${providers.url}/anthropic/v1/messages/count_tokens`, {
      headers: KEYS.anthropic,
      body: countable,
    });
    const answered = await send(providers.url, request(prompt('A'), structured));
    assert.equal(at(counted.body, 'input_tokens'), at(answered.body, 'usage.input_tokens'));
    assert.equal(providers.calls()[0]?.billed.units, 0);
  }));

test('faults have the shape of the API: 529 overloaded_error, 429 rate_limit_error, 500 api_error', () =>
  withProviders(async (providers) => {
    for (const [fault, type] of [
      ['529', 'overloaded_error'],
      ['429', 'rate_limit_error'],
      ['500', 'api_error'],
    ] as const) {
      providers.setFaults([{ provider: 'anthropic', fault, retryAfter: 3 }]);
      const reply = await send(providers.url, request('hi'));
      assert.equal(reply.status, Number(fault));
      assert.equal(textAt(reply.body, 'error.type'), type);
      assert.equal(reply.headers.get('retry-after'), '3');
      assert.match(reply.headers.get('request-id') ?? '', /^req_/);
    }
  }));

test('the evidence block is found whatever stands around it', () => {
  const block = { evidence: [{ id: 'e1', field: 'bio', value: 'He wrote {"evidence": []} \\ "quoted"' }] };
  assert.deepEqual(
    evidenceIn(`{ not json {"x":1} text ${JSON.stringify({ a: { b: 1 }, ...block })} } tail`),
    block.evidence,
  );
  assert.deepEqual(evidenceIn(`\`\`\`json\n${JSON.stringify(block, null, 2)}\n\`\`\``), block.evidence);
  assert.deepEqual(evidenceIn('no "evidence" here'), []);
  assert.deepEqual(evidenceIn('{"evidence": "none"}'), []);
});

test('the official SDK reads answers, streams, counts and errors, and retries an overload', () =>
  withProviders(async (providers) => {
    const client = new Anthropic({
      apiKey: 'anthropic-test-key',
      baseURL: `${providers.url}/anthropic`,
      maxRetries: 1,
    });
    const params = {
      model: 'claude-sonnet-5',
      max_tokens: 1_000,
      messages: [{ role: 'user' as const, content: prompt('A') }],
      output_config: { format: { type: 'json_schema' as const, schema: SCHEMA } },
    };
    const whole = await client.messages.create(params);
    const streamed = await client.messages.stream(params).finalMessage();
    assert.deepEqual(streamed.content, whole.content);
    assert.equal(streamed.usage.output_tokens, whole.usage.output_tokens);
    const { max_tokens: _, ...countable } = params;
    assert.equal((await client.messages.countTokens(countable)).input_tokens, whole.usage.input_tokens);

    providers.setFaults([{ provider: 'anthropic', fault: '529', times: 1, retryAfter: 0 }]);
    providers.clearCalls();
    assert.deepEqual((await client.messages.create(params)).content, whole.content);
    assert.deepEqual(
      providers.calls().map(({ status }) => status),
      [529, 200],
    );
    const stranger = new Anthropic({ apiKey: 'invalid-key', baseURL: `${providers.url}/anthropic`, maxRetries: 0 });
    await assert.rejects(stranger.messages.create(params), Anthropic.AuthenticationError);
  }));
