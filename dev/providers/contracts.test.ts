import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { isObject, lookup, missingKeys, problems, type Schema } from './schema-check.ts';
import { at, call, firstPerson, hasShared, type Json, KEYS, type Reply, SHARED, withProviders } from './support.ts';
import { readYaml } from './yaml-subset.ts';

const read = (file: string): string => readFileSync(resolve(SHARED, 'contracts', file), 'utf8');

test('the checker sees what is wrong', () => {
  const root = { defs: { id: { type: 'string' } } };
  const schema: Schema = {
    type: 'object',
    required: ['id'],
    additionalProperties: false,
    properties: {
      id: { $ref: '#/defs/id' },
      sort: { enum: ['a'] },
      list: { type: 'array', items: { type: 'integer' } },
    },
  };
  assert.deepEqual(problems(schema, { id: 'x', sort: 'a', list: [1] }, root), []);
  for (const bad of [{}, { id: 1 }, { id: 'x', sort: 'b' }, { id: 'x', list: [1.5] }, { id: 'x', more: 1 }, null, []]) {
    assert.notDeepEqual(problems(schema, bad, root), [], JSON.stringify(bad));
  }
  assert.deepEqual(missingKeys({ a: { b: 1 }, c: [{ d: 1 }] }, { a: {}, c: [{}] }, 3), ['$.a.b', '$.c.0.d']);
});

test('the YAML reader knows maps, lists, flow lists over lines, and leaves samples out', () => {
  const text =
    'a:\n  - b: 1\n    c: [x, "y"]\n  - d\nexample:\n  { no: yaml }\ne:\n  enum:\n    [\n      "p",\n      "q",\n    ]\n  description: |\n    a: b\n  type:\n    - string\n    - "null"\n';
  assert.deepEqual(readYaml(text), {
    a: [{ b: 1, c: ['x', 'y'] }, 'd'],
    e: { enum: ['p', 'q'], type: ['string', 'null'] },
  });
});

if (hasShared('contracts/apollo/apollo-search-enrich.cut.json')) {
  const spec: unknown = JSON.parse(read('apollo/apollo-search-enrich.cut.json'));
  const content = (method: string, path: string): Schema =>
    lookup(spec, ['paths', path, method, 'responses', '200', 'content', 'application/json']);
  const conforms = (method: string, path: string, reply: Reply, except: string[]): void => {
    assert.equal(reply.status, 200);
    const media = content(method, path);
    if (isObject(media.schema)) assert.deepEqual(problems(media.schema, reply.body, spec, { nulls: true }), []);
    const example = lookup(media, ['examples', 'Result']).value;
    const missing = missingKeys(example, reply.body, 4).filter((key) => !except.some((start) => key.startsWith(start)));
    assert.deepEqual(missing, []);
  };

  test('Apollo answers have the types of the specification and every key of its examples', () =>
    withProviders(async ({ url }) => {
      const post = (path: string, body?: unknown): Promise<Reply> =>
        call(`${url}/apollo${path}`, { method: 'POST', headers: KEYS.apollo, ...(body === undefined ? {} : { body }) });
      const found = await firstPerson(async (name) => {
        const { body } = await post(`/people/match?name=${encodeURIComponent(name)}&domain=acme.com`);
        return at(body, 'person') !== null && at(body, 'person.email') !== null;
      });
      // Contacts and accounts exist only for people and companies that the team has saved before, waterfall only where it was asked for.
      conforms('post', '/people/match', await post(`/people/match?name=${encodeURIComponent(found)}&domain=acme.com`), [
        '$.person.contact',
        '$.waterfall',
        '$.person.organization.industry_tag_hash',
      ]);
      const bulk = await post('/people/bulk_match', { details: [{ name: found, domain: 'acme.com' }] });
      conforms('post', '/people/bulk_match', bulk, [
        '$.matches.0.contact',
        '$.matches.0.account',
        '$.waterfall',
        '$.matches.0.organization.industry_tag_hash',
      ]);
      conforms('post', '/mixed_people/api_search', await post('/mixed_people/api_search?per_page=3'), []);
      const organization = await call(`${url}/apollo/organizations/enrich?domain=acme.com`, { headers: KEYS.apollo });
      conforms('get', '/organizations/enrich', organization, [
        '$.organization.industry_tag_hash.',
        '$.organization.account',
        '$.organization.departmental_head_count.',
      ]);
    }));
}

if (hasShared('contracts/exa/exa-openapi-spec.yaml')) {
  const spec = readYaml(read('exa/exa-openapi-spec.yaml'));
  const schema = (name: string): Schema =>
    lookup(spec, ['components', 'responses', name, 'content', 'application/json', 'schema']);

  test('Exa answers fit the specification', () =>
    withProviders(async ({ url }) => {
      const post = async (path: string, body: unknown): Promise<Json> =>
        (await call(`${url}/exa${path}`, { headers: KEYS.exa, body })).body;
      const query = 'Robin Castle CFO at Acme Robotics';
      const contents = { text: true, highlights: true, summary: {} };
      const cases: [string, Json][] = [
        ['SearchResponse', await post('/search', { query, category: 'people', contents })],
        ['SearchResponse', await post('/search', { query, contents })],
        ['SearchResponse', await post('/search', { query, type: 'deep' })],
        [
          'FindSimilarResponse',
          await post('/findSimilar', { url: 'https://www.linkedin.com/in/robin-castle-at-acme' }),
        ],
        [
          'ContentsResponse',
          await post('/contents', { urls: ['https://site.example/a', 'https://site.example/missing'] }),
        ],
        ['AnswerResponse', await post('/answer', { query })],
      ];
      for (const [name, body] of cases) {
        const [first] = Object.keys(lookup({ body }, ['body']));
        assert.ok(first, name);
        assert.deepEqual(problems(schema(name), body, spec), [], name);
      }
      assert.deepEqual(
        problems(
          lookup(spec, ['components', 'schemas', 'PersonEntity']),
          at(cases[0]?.[1] ?? null, 'results.0.entities.0'),
          spec,
        ),
        [],
      );
      assert.ok(Number(at(cases[0]?.[1] ?? null, 'costDollars.total')) > 0);
    }));
}

if (hasShared('contracts/anthropic/anthropic-messages.cut.json')) {
  const spec: unknown = JSON.parse(read('anthropic/anthropic-messages.cut.json'));
  const schema = (name: string): Schema => lookup(spec, ['components', 'schemas', name]);

  test('Anthropic answers and errors fit the specification', () =>
    withProviders(async (providers) => {
      const send = async (body: object, path = '/v1/messages'): Promise<Json> =>
        (await call(`${providers.url}/anthropic${path}`, { headers: KEYS.anthropic, body })).body;
      const base = { model: 'claude-sonnet-5', messages: [{ role: 'user', content: 'hi' }] };
      const tools = [{ name: 'save', input_schema: { type: 'object', properties: { ok: { type: 'boolean' } } } }];
      assert.deepEqual(problems(schema('Message'), await send({ ...base, max_tokens: 50 }), spec), []);
      const forced = await send({ ...base, max_tokens: 50, tools, tool_choice: { type: 'tool', name: 'save' } });
      assert.deepEqual(problems(schema('Message'), forced, spec), []);
      assert.deepEqual(
        problems(schema('CountMessageTokensResponse'), await send(base, '/v1/messages/count_tokens'), spec),
        [],
      );
      assert.deepEqual(problems(schema('ErrorResponse'), await send(base), spec), []);
      for (const fault of ['429', '500', '529'] as const) {
        providers.setFaults([{ provider: 'anthropic', fault }]);
        assert.deepEqual(problems(schema('ErrorResponse'), await send({ ...base, max_tokens: 50 }), spec), [], fault);
      }
    }));
}

if (hasShared('contracts/contactout/example-responses.json')) {
  const examples: unknown = JSON.parse(read('contactout/example-responses.json'));

  test('ContactOut answers have every key of the documented examples', () =>
    withProviders(async ({ url }) => {
      const get = (path: string): Promise<Reply> => call(`${url}/contactout${path}`, { headers: KEYS.contactout });
      const profileOf = (name: string): string =>
        encodeURIComponent(`https://www.linkedin.com/in/${name.toLowerCase().replace(' ', '-')}-of-acme-com`);
      const name = await firstPerson(async (candidate) => {
        const reply = await get(`/v1/linkedin/enrich?profile=${profileOf(candidate)}`);
        return !Array.isArray(at(reply.body, 'profile'));
      });
      const email = `${name.toLowerCase().replace(' ', '.')}@acme.com`;
      const search = await call(`${url}/contactout/v1/people/search`, {
        headers: KEYS.contactout,
        body: { company: ['Foxglove Robotics'], reveal_info: true },
      });
      const cases: [string, Json, string[]][] = [
        // Lists that are empty for everybody here have no rows to compare.
        ['GET /v1/linkedin/enrich 200 found', (await get(`/v1/linkedin/enrich?profile=${profileOf(name)}`)).body, []],
        [
          'GET /v1/people/linkedin 200',
          (await get(`/v1/people/linkedin?profile=${profileOf(name)}`)).body,
          ['$.profile.work_email_status.'],
        ],
        ['GET /v1/email/enrich 200', (await get(`/v1/email/enrich?email=${email}`)).body, []],
        ['GET /v1/email/verify 200', (await get(`/v1/email/verify?email=${email}`)).body, []],
        ['GET /v1/stats 200 postpaid', (await get('/v1/stats')).body, []],
        ['POST /v1/people/search 200', search.body, ['$.profiles.']],
      ];
      for (const [title, body, except] of cases) {
        const missing = missingKeys(lookup(examples, [title]), body, 4).filter(
          (key) => !except.some((start) => key.startsWith(start)),
        );
        assert.deepEqual(missing, [], title);
      }
      const row = (value: unknown): unknown => Object.values(lookup({ value }, ['value', 'profiles']))[0];
      const missing = missingKeys(row(lookup(examples, ['POST /v1/people/search 200'])), row(search.body), 3);
      assert.deepEqual(
        missing.filter((key) => !key.includes('.work_email_status.')),
        [],
      );
    }));
}
