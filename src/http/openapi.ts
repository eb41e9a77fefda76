import * as z from 'zod';
import { problem } from '../lib/problem.ts';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  }) as Json;
  return rest;
};

const parameters = (schema: z.ZodType, where: 'path' | 'query'): Json[] => {
  const object = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  const required = new Set(object.required);
  return Object.entries(object.properties ?? {}).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === 'path' || required.has(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
};

const IDEMPOTENCY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Makes a repeated call run once, for a day',
  schema: { type: 'string', maxLength: 255 },
};

const bodyOf = (body: string | z.ZodType): Json =>
  typeof body === 'string' ? { description: body } : schemaOf(body, 'input');

const operation = (r: Route): Json => {
  const unsafe = r.method !== 'get';
  const body = r.body
    ? { 'application/json': { schema: schemaOf(r.body, 'input') } }
    : r.bodyTypes && Object.fromEntries(Object.entries(r.bodyTypes).map(([type, d]) => [type, { schema: bodyOf(d) }]));
  const answer = r.answer
    ? { 'application/json': { schema: schemaOf(r.answer, 'output') } }
    : { [r.answerType ?? 'application/octet-stream']: {} };
  return {
    tags: [r.tag],
    operationId: `${r.method}${r.path.replace(/[^a-z0-9]+(\w)/gi, (_, x: string) => x.toUpperCase()).replace(/\W/g, '')}`,
    summary: r.summary,
    ...(r.description ? { description: r.description } : {}),
    ...(r.scope === 'public' ? { security: [] } : { 'x-scope': r.scope }),
    parameters: [
      ...(r.params ? parameters(r.params, 'path') : []),
      ...(r.query ? parameters(r.query, 'query') : []),
      ...(unsafe && r.idempotency !== 'none' ? [IDEMPOTENCY] : []),
    ],
    ...(body ? { requestBody: { required: Boolean(r.body), content: body } } : {}),
    responses: {
      [r.status]: { description: 'Done', content: answer },
      default: {
        description: 'A problem (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
};

/** The description of the API (OpenAPI 3.1), made of the same schemas that check the requests. */
export const openapi = (routes: readonly Route[]): Json => {
  const paths: Record<string, Json> = {};
  for (const r of routes) {
    const path = `/api${r.path}`;
    paths[path] = { ...paths[path], [r.method]: operation(r) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Edgewise', version: '1', description: 'Prospect and wealth intelligence.' },
    servers: [{ url: '/' }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'edgewise-session' } },
      schemas: { Problem: schemaOf(problem, 'output') },
    },
  };
};
