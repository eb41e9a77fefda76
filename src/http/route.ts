import type { Hono } from 'hono';
import type * as z from 'zod';
import type { Ctx } from '../ctx.ts';
import type { Intent } from '../db/client.ts';
import type { Scope } from '../lib/actor.ts';
import type { FlagKey } from '../lib/flags.ts';
import { parserOf } from '../lib/parse.ts';
import { ProblemError } from '../lib/problem.ts';
import { secureJson } from './security-headers.ts';
import type { AppContext, AppEnv } from './types.ts';

type Shape = z.ZodType | undefined;
type Out<T extends Shape> = T extends z.ZodType ? z.output<T> : undefined;

/** What a route is given: its parsed parts, and the raw context for what streams. */
export type RouteInput<P extends Shape, Q extends Shape, B extends Shape> = {
  params: Out<P>;
  query: Out<Q>;
  body: Out<B>;
  c: AppContext;
};

/**
 * One operation of the API. `scope` is required: there is no route that forgot to ask who may call it, and `public`
 * has to be said. `answer` parses what goes out, so that no column leaves that the contract does not name; a route
 * without one answers a Response of its own (a stream, a file, a socket).
 */
export type Route = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: `/${string}`;
  scope: Scope | 'public';
  tag: string;
  summary: string;
  description?: string | undefined;
  params?: Shape;
  query?: Shape;
  body?: Shape;
  /** Media types of a body that the route reads by itself, each with its schema or in words. */
  bodyTypes?: Record<string, string | z.ZodType> | undefined;
  answer?: z.ZodType | undefined;
  answerType?: string | undefined;
  status: number;
  /** What the billing state must admit: reading asks for `read` and the rest for `work`, unless it says otherwise. */
  intent: Intent;
  /** The flag that switches it off. */
  flag?: FlagKey | undefined;
  /** Whether a repeated Idempotency-Key is answered by the pipeline or by the verb itself. Unsafe methods only. */
  idempotency: 'pipeline' | 'verb' | 'none';
  handle(ctx: Ctx | undefined, input: RouteInput<Shape, Shape, Shape>): Promise<unknown>;
};

type Definition<P extends Shape, Q extends Shape, B extends Shape, A extends Shape, S extends Scope | 'public'> = Omit<
  Route,
  'params' | 'query' | 'body' | 'answer' | 'handle' | 'scope' | 'status' | 'idempotency' | 'intent'
> & {
  scope: S;
  params?: P;
  query?: Q;
  body?: B;
  answer?: A;
  status?: number;
  idempotency?: Route['idempotency'];
  intent?: Intent;
  handle(
    ctx: S extends 'public' ? undefined : Ctx,
    input: RouteInput<P, Q, B>,
  ): Promise<A extends z.ZodType ? z.input<A> : Response>;
};

export const route = <
  const S extends Scope | 'public',
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
>(
  definition: Definition<P, Q, B, A, S>,
): Route => {
  const fallback = definition.method === 'get' || definition.scope === 'public' ? 'none' : 'pipeline';
  // The generic parts are checked where a route is defined; the table of all routes holds them without their types.
  const intent: Intent = definition.method === 'get' ? 'read' : 'work';
  return { status: 200, idempotency: fallback, intent, ...definition } as unknown as Route;
};

type ZodIssue = { path: PropertyKey[]; message: string };

/** Issues in the words of the person who sent the values. */
const issuesOf = (issues: readonly ZodIssue[]) =>
  issues.slice(0, 20).map((i) => ({ path: i.path.map(String).join('.'), message: i.message }));

/** Throws what is wrong with a part of a request. */
export const refuse = (target: 'param' | 'query' | 'json', issues: readonly ZodIssue[]): never => {
  // An id that is none is answered as one that is not there: neither tells whether it exists elsewhere.
  if (target === 'param') throw new ProblemError('not_found');
  const list = issuesOf(issues);
  if (target === 'query' && list.every((i) => i.path === 'cursor')) throw new ProblemError('bad_cursor');
  throw new ProblemError('invalid', list.map((i) => (i.path ? `${i.path}: ${i.message}` : i.message)).join('; '), {
    issues: list,
  });
};

/** A part of a request's address, parsed; undefined where the route takes none. */
export const parsePart = (target: 'param' | 'query', schema: Shape, value: unknown): unknown => {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  return result.success ? result.data : refuse(target, result.error.issues);
};

/** The query by name: a text, or a list of them where a name comes more than once. */
export const queryOf = (c: AppContext): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );

export const parseBody = (schema: z.ZodType, value: unknown): unknown => {
  const result = schema.safeParse(value);
  return result.success ? result.data : refuse('json', result.error.issues);
};

/** Largest JSON body: the largest verb takes a few hundred ids; files have routes of their own. */
const JSON_BODY_MAX = 1024 * 1024;

/** Reads a JSON body, counting what comes rather than believing what is announced. An empty body is `{}`. */
export const readJson = async (c: AppContext): Promise<unknown> => {
  const type = c.req.header('content-type');
  const text = await readBody(c.req.raw, JSON_BODY_MAX);
  if (text.trim() === '') return {};
  if (type && !/^application\/(json|[\w.+-]*\+json)\b/i.test(type)) {
    throw new ProblemError('unsupported_media_type', 'Send application/json.');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('bad_request', 'The body is not JSON.');
  }
};

/** A request's body as text of at most `max` bytes. Throws `payload_too_large` as soon as more have come. */
export const readBody = async (request: Request, max: number): Promise<string> => {
  if (!request.body) return '';
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > max) throw new ProblemError('payload_too_large', `At most ${max} bytes.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

/** How the pipeline turns an authenticated request into the context its verb runs in. */
export type Enter = (c: AppContext, r: Route) => Promise<Ctx | undefined>;
/** Wraps the work of an unsafe route so that a repeated key runs it once. */
export type Idempotent = (
  c: AppContext,
  ctx: Ctx,
  r: Pick<Route, 'method' | 'path'>,
  body: string,
  run: () => Promise<Response>,
) => Promise<Response>;

/** What surrounds every route. */
export type Pipeline = {
  enter: Enter;
  idempotent: Idempotent;
  /** After an error: a fresh context where only what was remembered was wrong. Throws what the caller is to be told. */
  again(error: unknown, c: AppContext, r: Route): Promise<Ctx | undefined>;
  /** Whether the error says that nothing has happened yet, so that a change too can be run again. */
  untouched(error: unknown): boolean;
  /** Has the database judge the caller before a body is read that cannot be read twice. */
  knock(ctx: Ctx): Promise<unknown>;
};

/** Puts one route into the app: authentication and gates, then the parts parsed, then the verb, then what goes out. */
export const mount = (app: Hono<AppEnv>, r: Route, pipeline: Pipeline): void => {
  const name = `${r.method.toUpperCase()} /api${r.path}`;
  const parseAnswer = r.answer && parserOf(r.answer);
  const answer = (c: AppContext, value: unknown): Response =>
    parseAnswer ? secureJson(c, parseAnswer(value), r.status) : (value as Response);
  const handle = async (c: AppContext): Promise<Response> => {
    c.set('route', name);
    const entered = await pipeline.enter(c, r);
    c.set('ctx', entered);
    const params = r.params && parsePart('param', r.params, c.req.param());
    const query = r.query && parsePart('query', r.query, queryOf(c));
    if (entered && r.bodyTypes && !r.body) {
      await pipeline.knock(entered).catch(async (error) => c.set('ctx', await pipeline.again(error, c, r)));
    }
    const json = r.body ? await readJson(c) : undefined;
    const body = r.body && parseBody(r.body, json);
    const attempt = async (ctx: Ctx | undefined): Promise<Response> => {
      const run = async () => answer(c, await r.handle(ctx, { params, query, body, c }));
      if (!ctx || r.idempotency !== 'pipeline') return run();
      return pipeline.idempotent(c, ctx, r, JSON.stringify(json ?? null), run);
    };
    try {
      return await attempt(c.get('ctx'));
    } catch (error) {
      const fresh = await pipeline.again(error, c, r);
      // A change is not run twice, but the next request must not be judged by the same wrong memory.
      if (r.method === 'get' || pipeline.untouched(error)) return attempt(fresh);
      throw error;
    }
  };
  const path = `/api${r.path}`.replace(/\{(\w+)\}/g, ':$1');
  app.on([r.method.toUpperCase()], [path], handle);
};
