import type { Context } from 'hono';
import type { Ctx, Tenant } from '../ctx.ts';
import type { Actor } from '../lib/actor.ts';
import type { Env } from '../platform/env.ts';
import type { Log } from '../platform/log.ts';

/** What the pipeline has found out about a request so far. */
export type Variables = {
  env: Env;
  requestId: string;
  log: Log;
  /** The host of the request, normalised; undefined where it is no valid name. */
  host: string | undefined;
  /** `root` is the product's own page, `app` a tenant's; undefined for a host that nobody has. */
  surface: 'root' | 'app' | 'site' | undefined;
  tenant: Tenant | undefined;
  actor: Actor | undefined;
  /** A Set-Cookie that tells the browser, and so the next isolate, whose its session is. */
  knownAs: string | undefined;
  /** What was believed of the session was found wrong in this request: nothing but the database is asked again. */
  misjudged: boolean | undefined;
  /** What the matched route runs in; undefined on a public one. */
  ctx: Ctx | undefined;
  /** The limits that the request was counted against, and the one of which least is left. */
  limit:
    | {
        /** As the header says them. */
        policies: string;
        tightest: { name: string; remaining: number; resetS: number };
      }
    | undefined;
  /** Name of the matched route, for the log line. */
  route: string | undefined;
};

export type AppEnv = { Bindings: object; Variables: Variables };
export type AppContext = Context<AppEnv>;
