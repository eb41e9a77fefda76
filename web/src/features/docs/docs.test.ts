import { describe, expect, it } from 'vitest';
import { curlOf, shellQuote } from './curl.ts';
import { groupsOf, type OpenApi, resolve } from './openapi.ts';
import { boundsWords, exampleOf, objectWithin, typeWords } from './schema-words.ts';

const api: OpenApi = {
  info: { title: 'T', version: '1' },
  tags: [{ name: 'Second' }, { name: 'Unused' }],
  components: {
    schemas: {
      Person: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
      Loop: { $ref: '#/components/schemas/Loop' },
      'a/b': { type: 'boolean' },
    },
  },
  paths: {
    '/api/v1/people/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: { tags: ['First'], summary: 'Read' },
      post: {
        tags: ['Second'],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Person' } } } },
      },
    },
    '/api/auth/sign-in': {
      post: { parameters: [{ name: 'q', in: 'query', required: true, schema: { const: 'a b' } }] },
    },
  },
};
const endpoint = (id: string) => {
  const found = groupsOf(api)
    .flatMap((group) => group.endpoints)
    .find((one) => one.id === id);
  if (found === undefined) throw new Error(`no endpoint ${id}`);
  return found;
};

describe('groupsOf', () => {
  it('keeps the order of the tags, adds others after them, and shows no empty one', () => {
    expect(groupsOf(api).map(({ name }) => name)).toEqual(['Second', 'First', 'Other']);
  });

  it('gives an operation the parameters of its path', () => {
    expect(endpoint('get-api-v1-people-id').parameters.map(({ name }) => name)).toEqual(['id']);
  });
});

describe('resolve', () => {
  it('follows references, and those with escaped names', () => {
    expect(resolve(api, { $ref: '#/components/schemas/a~1b' })).toEqual({ type: 'boolean' });
  });

  it('comes back from a loop and from a reference to nothing', () => {
    expect(resolve(api, { $ref: '#/components/schemas/Loop' })).toBeDefined();
    expect(resolve(api, { $ref: '#/nowhere/at/all' })).toEqual({});
  });
});

describe('schemas in words', () => {
  it.each([
    [{ type: 'string', format: 'uuid' }, 'string (uuid)'],
    [{ type: ['integer', 'null'] }, 'integer or null'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string or null'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Person' } }, 'array of object'],
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{}, 'any'],
  ])('says the type of %j', (schema, words) => {
    expect(typeWords(api, schema)).toBe(words);
  });

  it('says bounds, but not those of the language', () => {
    expect(boundsWords({ minimum: 1, maximum: 200 })).toBe('1 to 200');
    expect(boundsWords({ maxLength: 120 })).toBe('at most 120 characters');
    expect(boundsWords({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })).toBeNull();
  });

  it('finds the object below arrays and unions', () => {
    const schema = { anyOf: [{ type: 'null' }, { type: 'array', items: { $ref: '#/components/schemas/Person' } }] };
    expect(Object.keys(objectWithin(api, schema)?.properties ?? {})).toEqual(['name']);
    expect(objectWithin(api, { type: 'string' })).toBeNull();
  });

  it('makes an example that fits', () => {
    expect(exampleOf(api, { $ref: '#/components/schemas/Person' })).toEqual({ name: 'text' });
    expect(exampleOf(api, { type: 'integer', minimum: 5 })).toBe(5);
    expect(exampleOf(api, { type: 'array', items: { enum: ['x'] } })).toEqual(['x']);
  });
});

describe('curlOf', () => {
  it('sends a body, the cookies and a key', () => {
    expect(curlOf(api, endpoint('post-api-v1-people-id'), 'https://a.example')).toBe(
      [
        "curl -X POST 'https://a.example/api/v1/people/{id}'",
        '--cookie cookies.txt',
        '-H "Idempotency-Key: $(uuidgen)"',
        "-H 'Content-Type: application/json'",
        `-d '{"name":"text"}'`,
      ].join(' \\\n  '),
    );
  });

  it('keeps the cookies of a sign-in, and names what must be asked', () => {
    expect(curlOf(api, endpoint('post-api-auth-sign-in'), 'https://a.example')).toBe(
      "curl -X POST 'https://a.example/api/auth/sign-in?q=a%20b' \\\n  --cookie-jar cookies.txt",
    );
  });

  it('points to a file where the description tells no shape of the body', () => {
    const requestBody = { content: { 'application/json': { schema: { description: 'a name' } } } };
    const call = curlOf(api, { ...endpoint('post-api-v1-people-id'), operation: { requestBody } }, 'https://a.example');
    expect(call.endsWith('-d @body.json')).toBe(true);
  });

  it('quotes for a shell', () => {
    expect(shellQuote("it's $HOME")).toBe("'it'\\''s $HOME'");
  });
});
