import type { Hono } from 'hono';
import type * as z from 'zod';
import { parseBody, parsePart, readJson } from '../../http/route.ts';
import { secureJson } from '../../http/security-headers.ts';
import type { AppContext, AppEnv } from '../../http/types.ts';
import type { ConsoleCtx } from './ask.ts';
import { identify, limitOperator } from './operator.ts';

type Shape = z.ZodType | undefined;
type Out<T extends Shape> = T extends z.ZodType ? z.output<T> : undefined;
type Input<P extends Shape, Q extends Shape, B extends Shape> = {
  params: Out<P>;
  query: Out<Q>;
  body: Out<B>;
  c: AppContext;
};

/**
 * One operation of the operator's console, below `/api/console`. Every route is for operators on the root host; to
 * anyone else, and elsewhere, it is a path that is not there. `sign-in` is the one that makes an operator of somebody:
 * it gets no context, and undefined from it says that nobody came in.
 */
export type ConsoleRoute = {
  method: 'get' | 'post' | 'put';
  path: `/${string}`;
  scope: 'console' | 'sign-in';
  params?: Shape;
  query?: Shape;
  body?: Shape;
  answer?: z.ZodType | undefined;
  handle(ctx: ConsoleCtx | undefined, input: Input<Shape, Shape, Shape>): Promise<unknown>;
};

type Definition<S, P extends Shape, Q extends Shape, B extends Shape, A extends Shape> = Omit<
  ConsoleRoute,
  'scope' | 'params' | 'query' | 'body' | 'answer' | 'handle'
> & {
  scope: S;
  params?: P;
  query?: Q;
  body?: B;
  answer?: A;
  handle(
    ctx: S extends 'console' ? ConsoleCtx : undefined,
    input: Input<P, Q, B>,
  ): Promise<A extends z.ZodType ? z.input<A> : Response | undefined>;
};

export const consoleRoute = <
  const S extends ConsoleRoute['scope'],
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  A extends Shape = undefined,
>(
  definition: Definition<S, P, Q, B, A>,
): ConsoleRoute =>
  // The generic parts are checked where a route is defined; the table holds them without their types.
  definition as unknown as ConsoleRoute;

const answerOf = async (c: AppContext, r: ConsoleRoute, ctx: ConsoleCtx | undefined): Promise<Response | undefined> => {
  const params = parsePart('param', r.params, c.req.param());
  const query = parsePart('query', r.query, c.req.query());
  const body = r.body && parseBody(r.body, await readJson(c));
  const value = await r.handle(ctx, { params, query, body, c });
  return r.answer ? secureJson(c, r.answer.parse(value), 200) : (value as Response | undefined);
};

/** The path as the router writes it. */
export const consolePath = (r: ConsoleRoute): string => `/api/console${r.path}`.replace(/\{(\w+)\}/g, ':$1');

/** Puts the routes into the app. Whoever is not let in goes on to what answers paths that are not there. */
export const mountConsole = (app: Hono<AppEnv>, routes: readonly ConsoleRoute[]): void => {
  for (const r of routes) {
    app.on([r.method.toUpperCase()], [consolePath(r)], async (c, next) => {
      if (r.scope === 'sign-in') {
        const response = c.var.surface === 'root' ? await answerOf(c, r, undefined) : undefined;
        return response ?? next();
      }
      const operator = await identify(c);
      if (!operator) return next();
      c.set('route', `${r.method.toUpperCase()} /api/console${r.path}`);
      await limitOperator(c, operator);
      const { env, requestId, log } = c.var;
      const later = (work: Promise<unknown>) =>
        c.executionCtx.waitUntil(work.catch((error) => log.warn('later failed', { error })));
      return answerOf(c, r, { operator, env, requestId, later });
    });
  }
};
