import { type Intent, type TenantDb, tenantDb } from './db/client.ts';
import { type Actor, actorScopes, type Scope } from './lib/actor.ts';
import type { TenantFlag } from './lib/flags.ts';
import { ProblemError } from './lib/problem.ts';
import type { Env } from './platform/env.ts';
import { type Log, makeLog } from './platform/log.ts';

/**
 * The tenant a unit of work is for, as the edge knows it: a hint. `epoch` says how old it is, so that the database can
 * refuse what was decided by one that is older than the truth. Moments are ISO 8601.
 */
export type Tenant = {
  id: string;
  slug: string;
  name: string;
  /** The host of the request. */
  host: string;
  plan: string;
  billing: string;
  trialEndsAt: string | null;
  graceEndsAt: string | null;
  limits: Record<string, number>;
  flags: Record<string, TenantFlag>;
  epoch: string;
};

/**
 * All that a verb may touch: made once per request, message, step or alarm. `db` is bound to the tenant and the actor;
 * `later` runs something that nobody waits for and that may be lost, such as a wake-up that a sweeper repeats.
 */
export type Ctx = {
  tenantId: string;
  /** What a request was judged by; background work judges by nothing but the database. */
  tenant: Tenant | undefined;
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
  tenant?: Tenant;
  actor: Actor;
  requestId: string;
  intent?: Intent;
  later(work: Promise<unknown>): void;
};

export const makeCtx = ({ env, tenantId, tenant, actor, requestId, intent = 'work', later }: Parts): Ctx => {
  const log = makeLog({ requestId, tenantId, actor: actor.kind });
  let db: TenantDb | undefined;
  return {
    tenantId,
    tenant,
    actor,
    requestId,
    env,
    log,
    // Made when it is first used: a request that is refused before that pays nothing for it.
    get db() {
      db ??= tenantDb(env.DATABASE_URL, { tenantId, actor, intent, requestId, epoch: tenant?.epoch ?? null });
      return db;
    },
    now: () => new Date(),
    later: (work) => later(work.catch((error) => log.warn('later failed', { error }))),
    require(scope) {
      if (!actorScopes(actor).has(scope)) throw new ProblemError('forbidden', `This needs the scope ${scope}.`);
    },
  };
};
