import type { Tenant } from '../../ctx.ts';
import { Bucket } from '../../lib/bucket.ts';
import { Lru } from '../../lib/lru.ts';
import type { Env } from '../../platform/env.ts';
import type { Log } from '../../platform/log.ts';
import { classifyHost, isSlug } from './host-name.ts';
import { type HostRecord, hostRecord, type Resolved, readRecord, resolvedOf } from './record.ts';

/** How long an isolate believes what it read. Safe to be longer: the database refuses what was decided by an old record. */
const MEMO_MS = 5_000;
/**
 * How long a tenant's name is still believed while KV does not answer and look-ups are spent: a flood of made-up names is no
 * reason to tell a workspace's members that it does not exist.
 */
const STALE_MS = 5 * 60_000;
/** Hosts an isolate remembers; a flood of made-up names pushes out no more than these. */
const MEMO_MAX = 2_000;
/** How long a name that nobody has stays unknown: a tenant made meanwhile appears within this. */
const UNKNOWN_MS = 30_000;
/** Unknown names an isolate remembers, kept apart so that a flood of them evicts no tenant. */
const UNKNOWN_MAX = 5_000;
/**
 * Names that nobody has may cost an isolate this many look-ups at once, and so many a second after. Beyond, a name that
 * neither memory nor KV knows counts as unknown without being looked up; tenants in use are known to one of them.
 */
const MISSES_BURST = 200;
const MISSES_PER_S = 5;
/** Requests for one name that come while it is looked up cost one look-up together; none takes longer. */
const ASKED_MS = 2_000;
/** A hint that takes longer than this is worth less than asking the database. */
const KV_MAX_MS = 150;

const known = new Lru<{ resolved: Resolved; freshUntil: number }>(MEMO_MAX);
const unknown = new Lru<true>(UNKNOWN_MAX);
const misses = new Bucket(MISSES_BURST, MISSES_PER_S);
const asked = new Lru<true>(UNKNOWN_MAX);

/**
 * Whether a name may be looked up, which is paid for before it is known what comes of it: else all that ask at once would see
 * the same last look-up. `refund` is for a name that somebody has.
 */
const payFor = (host: string, now: number): { refund: () => void } | undefined => {
  if (asked.get(host, now)) return { refund: () => undefined };
  if (!misses.take(now)) return undefined;
  asked.set(host, true, now + ASKED_MS);
  return { refund: () => misses.give() };
};

/** What a record at hand is told by: whose it is, and how old. */
export const believed = (tenant: Pick<Tenant, 'id' | 'epoch'> | undefined): string | undefined =>
  tenant && `${tenant.id} ${tenant.epoch}`;

type Later = (work: Promise<unknown>) => void;

/** The key that KV has a host's record under; undefined for a name that no tenant can have. */
export const keyOf = (host: string, appDomain: string): string | undefined => {
  const kind = classifyHost(host, appDomain);
  if (kind.kind === 'slug') return isSlug(kind.slug) ? `slug:${kind.slug}` : undefined;
  return kind.kind === 'domain' ? `domain:${host}` : undefined;
};

const fromKv = async (env: Env, key: string, host: string, log: Log): Promise<HostRecord | undefined> => {
  try {
    const raw = await Promise.race([
      env.HOSTS.get(key, 'json'),
      new Promise<undefined>((done) => setTimeout(done, KV_MAX_MS)),
    ]);
    const record = hostRecord.safeParse(raw);
    // A record of another host is a lie, however it came there.
    return record.success && record.data.host === host ? record.data : undefined;
  } catch (error) {
    log.warn('hosts unavailable', { error });
    return undefined;
  }
};

const fromDatabase = async (env: Env, key: string, host: string, log: Log, later: Later, at?: string) => {
  const record = await readRecord(env, host);
  if (!record) return undefined;
  const resolved = resolvedOf(record);
  // A former name is not kept: its end, and whoever has it then, are the database's alone.
  if (resolved.movedTo || believed(resolved.tenant) === at) return resolved;
  // Through the tenant's own object, one after another, so that a slow reader never puts an old record back.
  const kept = env.HOST_CACHE.getByName(record.tenant.id).put(key, JSON.stringify(record), record.version);
  later(kept.catch((error) => log.warn('hosts not written', { error })));
  return resolved;
};

const remember = (host: string, resolved: Resolved, now: number): Resolved => {
  known.set(host, { resolved, freshUntil: now + MEMO_MS }, now + STALE_MS);
  return resolved;
};

/** Whose host this is, as far as this isolate remembers: nothing is waited for. */
export const remembered = (host: string): Resolved | undefined => {
  const now = Date.now();
  const memo = known.get(host, now);
  return memo && memo.freshUntil > now ? memo.resolved : undefined;
};

/** The same of a memory that is old. A former name is none: its end is the database's alone. */
const oldMemory = (host: string, now: number): Resolved | undefined => {
  const memo = known.get(host, now)?.resolved;
  return memo?.movedTo ? undefined : memo;
};

/**
 * Whose host this is: from the isolate's memory, else KV, else the database; undefined for a name that nobody has.
 * Requests do not share a look-up: a promise of a request that is cancelled would leave the others hanging.
 */
export const resolveHost = async (env: Env, host: string, log: Log, later: Later): Promise<Resolved | undefined> => {
  const now = Date.now();
  const memo = remembered(host);
  if (memo) return memo;
  if (unknown.get(host, now)) return undefined;
  const key = keyOf(host, env.APP_DOMAIN);
  if (key === undefined) return undefined;
  const hint = await fromKv(env, key, host, log);
  if (hint) return remember(host, resolvedOf(hint), now);
  const paid = payFor(host, now);
  if (!paid) return oldMemory(host, now);
  const resolved = await fromDatabase(env, key, host, log, later);
  if (resolved) {
    paid.refund();
    return remember(host, resolved, now);
  }
  known.delete(host);
  unknown.set(host, true, now + UNKNOWN_MS);
  return undefined;
};

/**
 * Whose host this is by the database alone, past every memory, which it puts right where it is another than that of `at`.
 */
export const resolveAnew = async (
  env: Env,
  host: string,
  log: Log,
  later: Later,
  at: string | undefined,
): Promise<Resolved | undefined> => {
  const key = keyOf(host, env.APP_DOMAIN);
  const resolved = key === undefined ? undefined : await fromDatabase(env, key, host, log, later, at);
  if (resolved) remember(host, resolved, Date.now());
  else known.delete(host);
  return resolved;
};
