import { type Intent, type TenantDb, tenantDb } from './db/client.ts';
import { type Actor, actorScopes, type Scope } from './lib/actor.ts';
import { ProblemError } from './lib/problem.ts';
import type { Env } from './platform/env.ts';
import { type Log, makeLog } from './platform/log.ts';

/** The tenant a unit of work is for, as the edge knows it. */
export type Tenant = { id: string; slug: string; name: string; plan: string; billing: string; host: string };

/**
 * All that a verb may touch: made once per request, message, step or alarm. `db` is bound to the tenant and the actor;
 * `later` runs something that nobody waits for and that may be lost, such as a wake-up that a sweeper repeats.
 */
export type Ctx = {
  tenantId: string;
  actor: Actor;
  requestId: string;
  db: TenantDb;
  env: Env;
  log: Log;
  now(): Date;
  later(work: Promise<unknown>): void;
  /** Refuses an actor without the scope. Routes do this by their declaration; a verb called elsewhere does it itself. */
  require(scope: Scope): void;
};

type Parts = {
  env: Env;
  tenantId: string;
  actor: Actor;
  requestId: string;
  intent?: Intent;
  later(work: Promise<unknown>): void;
};

export const makeCtx = ({ env, tenantId, actor, requestId, intent = 'work', later }: Parts): Ctx => {
  const log = makeLog({ requestId, tenantId, actor: actor.kind });
  return {
    tenantId,
    actor,
    requestId,
    env,
    log,
    db: tenantDb(env.DATABASE_URL, { tenantId, actor, intent, requestId }),
    now: () => new Date(),
    later: (work) => later(work.catch((error) => log.warn('later failed', { error }))),
    require(scope) {
      if (!actorScopes(actor).has(scope)) throw new ProblemError('forbidden', `This needs the scope ${scope}.`);
    },
  };
};
