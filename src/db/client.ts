import {
  type HTTPTransactionOptions,
  type NeonQueryFunction,
  type NeonQueryPromise,
  neon,
  neonConfig,
} from '@neondatabase/serverless';
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http';
import type { Actor } from '../lib/actor.ts';
import { isFoundSafe, markSafe } from './boot-check.ts';
import * as authTables from './schema/auth.ts';
import * as credits from './schema/credits.ts';
import * as exportTables from './schema/exports.ts';
import * as imports from './schema/imports.ts';
import * as jobs from './schema/jobs.ts';
import * as lists from './schema/lists.ts';
import * as prospects from './schema/prospects.ts';
import * as records from './schema/records.ts';
import * as segments from './schema/segments.ts';
import * as summaries from './schema/summaries.ts';
import * as tenancy from './schema/tenancy.ts';
import * as viewTables from './schema/views.ts';

/** Every table of tenants, by name. */
const tables = {
  ...tenancy,
  ...credits,
  ...jobs,
  ...prospects,
  ...lists,
  ...segments,
  ...viewTables,
  ...imports,
  ...exportTables,
  ...records,
  ...summaries,
};
export type TenantDb = NeonHttpDatabase<typeof tables>;
export type AuthDb = NeonHttpDatabase<typeof authTables>;
export type ControlDb = NeonHttpDatabase<
  Pick<typeof tables, 'tenants' | 'domains' | 'jobs' | 'outbox' | 'summaries' | 'creditLedger'>
>;

/**
 * Longest wait for the database to answer one round trip. Above the roles' own statement timeouts, so that the
 * database ends slow work first and says so.
 */
const ROUND_TRIP_MAX_MS = 65_000;

const isLoopback = (host: string) => host === '127.0.0.1' || host === 'localhost';
// A loopback host is an endpoint of Neon's protocol on that very port; any other keeps the driver's own rule.
neonConfig.fetchEndpoint = (host, port) =>
  isLoopback(host) ? `http://${host}:${port}/sql` : `https://${host.replace(/^[^.]+\./, 'api.')}/sql`;

/** What the driver reads of an answer: a Response around what is here already would cost a twentieth of a request. */
type Answer = Pick<Response, 'ok' | 'status' | 'text' | 'json'>;

/**
 * One round trip, whole or ended. Its timer ends with it: a signal by `AbortSignal.timeout` stays for its whole time, and
 * one invocation may have 10 000 timers, which fast work of a thousand statements reached.
 */
const roundTrip = async (input: RequestInfo, init?: RequestInit): Promise<Answer> => {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException(`No answer within ${ROUND_TRIP_MAX_MS} ms`, 'TimeoutError')),
    ROUND_TRIP_MAX_MS,
  );
  try {
    const answer = await fetch(input, { ...init, signal: late.signal });
    const text = await answer.text();
    return {
      ok: answer.ok,
      status: answer.status,
      text: () => Promise.resolve(text),
      json: async () => JSON.parse(text),
    };
  } finally {
    clearTimeout(timer);
  }
};
neonConfig.fetchFunction = roundTrip;

type Sql = NeonQueryFunction<false, false>;
type Query = NeonQueryPromise<false, false>;
type QueryOptions = Parameters<Sql['query']>[2];
type Transaction = HTTPTransactionOptions<boolean, boolean>;

const connect = (url: string): Sql => neon(url);

/**
 * What a request is for: `work` changes or costs something, `read` shows what is there, `own` takes out one's own data
 * or asks for privacy, `any` is who am I and paying. The tenant's billing state says which of them it admits.
 */
export type Intent = 'work' | 'read' | 'own' | 'any';

/** Who enters which tenant, and why. `epoch` is how old the record is that the caller was judged by; null where by none. */
export type Entrance = { tenantId: string; actor: Actor; intent: Intent; requestId: string; epoch: string | null };

type Who = { subject: string; session: string | null; role: string | null };

const WHO: { [K in Actor['kind']]: (actor: Extract<Actor, { kind: K }>) => Who } = {
  member: (a) => ({ subject: a.userId, session: a.sessionId, role: a.role }),
  job: (a) => ({ subject: a.jobId, session: null, role: null }),
  system: (a) => ({ subject: a.name, session: null, role: null }),
};

/**
 * A database bound to one tenant and one actor. Every call of it, single or batch, is ONE round trip and ONE
 * transaction. The first one of an isolate has the database's own safety checked; each has `app.enter` judge the
 * caller before anything else: it refuses a revoked session, a changed role, a locked tenant or an old
 * record of it, and else sets the context that row-level security reads. There is no other way to a tenant's rows.
 */
export const tenantDb = (url: string, entrance: Entrance): TenantDb => {
  const sql = connect(url);
  const { tenantId, actor, intent, requestId } = entrance;
  const who = WHO[actor.kind] as (actor: Actor) => Who;
  // What is found good once is good for the request: an old record is refused before anything has happened.
  let { epoch } = entrance;
  const enter = () => {
    const { subject, session, role } = who(actor);
    return sql.query('select app.enter($1, $2, $3, $4, $5, $6, $7, $8)', [
      tenantId,
      actor.kind,
      subject,
      session,
      role,
      intent,
      requestId,
      epoch,
    ]);
  };
  const run = async (queries: Query[], options: Transaction = {}) => {
    const checks = isFoundSafe(url) ? [] : [sql.query('select app.assert_safe()')];
    const results = await sql.transaction([...checks, enter(), ...queries], options as object);
    epoch = null;
    if (checks.length > 0) markSafe(url);
    return results.slice(checks.length + 1);
  };
  const client = {
    // Drizzle awaits what `query` gives; the driver's own promise would go out alone, so `then` is ours.
    query(text: string, params?: unknown[], options?: QueryOptions) {
      const query = sql.query(text, params, options) as Query;
      const exec = async () => (await run([query]))[0];
      return Object.assign(query, {
        // biome-ignore lint/suspicious/noThenProperty: the driver's query is a lazy promise, and stays one
        then: (ok: (v: unknown) => unknown, no: (e: unknown) => unknown) => exec().then(ok, no),
        catch: (no: (e: unknown) => unknown) => exec().catch(no),
        finally: (end: () => void) => exec().finally(end),
      });
    },
    transaction: run,
  };
  // Without the tables: they are only for relational queries, which we don't write, and are worked out at each call.
  return drizzle({ client: client as unknown as Sql }) as unknown as TenantDb;
};

/** Users and sessions. No tenant's rows are within its reach but the memberships it checks at sign-in. */
export const authDb = (url: string): AuthDb => drizzle({ client: connect(url), schema: authTables });

/** Host to tenant, and the sweeper's look over open work: reads of a few columns over all tenants. */
export const controlDb = (url: string): ControlDb => drizzle({ client: connect(url) }) as unknown as ControlDb;
