import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import * as z from 'zod';
import type { Tenant } from '../../ctx.ts';
import { controlDb } from '../../db/client.ts';
import { domains, tenants } from '../../db/schema/tenancy.ts';
import { Lru } from '../../lib/lru.ts';
import type { Env } from '../../platform/env.ts';
import type { Log } from '../../platform/log.ts';
import { classifyHost, isSlug } from './host-name.ts';

/** How long an isolate believes what it read: short, because nothing can tell it that a tenant changed. */
const MEMO_MS = 5_000;
/** Hosts an isolate remembers; a flood of made-up names pushes out no more than these. */
const MEMO_MAX = 2_000;
/** How long a name that nobody has stays unknown: a tenant made meanwhile appears within this. */
const UNKNOWN_MS = 30_000;
/** Unknown names an isolate remembers, kept apart so that a flood of them evicts no tenant. */
const UNKNOWN_MAX = 5_000;
/** Life of the KV keys `slug:` and `domain:` in seconds. */
const SLUG_TTL_S = 600;
const DOMAIN_TTL_S = 300;
/** A hint that takes longer than this is worth less than asking the database. */
const KV_MAX_MS = 200;

/** What KV holds under a host: a hint with its version, never a permission. */
const hostRecord = z.object({
  v: z.literal(1),
  host: z.string(),
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  plan: z.string(),
  billing: z.string(),
  version: z.int(),
  surface: z.enum(['app', 'site']),
});
type HostRecord = z.infer<typeof hostRecord>;

export type Resolved = { surface: 'app' | 'site'; tenant: Tenant };

const known = new Lru<Resolved>(MEMO_MAX);
const unknown = new Lru<true>(UNKNOWN_MAX);

const resolvedOf = (r: HostRecord): Resolved => ({
  surface: r.surface,
  tenant: { id: r.id, slug: r.slug, name: r.name, plan: r.plan, billing: r.billing, host: r.host },
});

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

const tenantColumns = {
  id: tenants.id,
  slug: tenants.slug,
  name: tenants.name,
  plan: tenants.plan,
  billing: tenants.billing,
  version: tenants.version,
};

const fromDatabase = async (env: Env, host: string): Promise<HostRecord | undefined> => {
  const db = controlDb(env.CONTROL_DATABASE_URL);
  const kind = classifyHost(host, env.APP_DOMAIN);
  if (kind.kind === 'slug') {
    const [row] = await db
      .select(tenantColumns)
      .from(tenants)
      .where(and(eq(tenants.slug, kind.slug), isNull(tenants.deletedAt)));
    return row && { v: 1, host, surface: 'app', ...row };
  }
  const [row] = await db
    .select({ ...tenantColumns, surface: domains.surface })
    .from(domains)
    .innerJoin(tenants, eq(tenants.id, domains.tenantId))
    .where(and(eq(domains.host, host), isNotNull(domains.verifiedAt), isNull(tenants.deletedAt)));
  return row && { v: 1, host, ...row, surface: row.surface === 'site' ? 'site' : 'app' };
};

const lookUp = async (env: Env, host: string, log: Log, later: (p: Promise<unknown>) => void) => {
  const kind = classifyHost(host, env.APP_DOMAIN);
  if (kind.kind === 'root' || (kind.kind === 'slug' && !isSlug(kind.slug))) return undefined;
  const key = kind.kind === 'slug' ? `slug:${kind.slug}` : `domain:${host}`;
  const hint = await fromKv(env, key, host, log);
  if (hint) return resolvedOf(hint);
  const record = await fromDatabase(env, host);
  if (!record) return undefined;
  const expirationTtl = kind.kind === 'slug' ? SLUG_TTL_S : DOMAIN_TTL_S;
  later(
    env.HOSTS.put(key, JSON.stringify(record), { expirationTtl }).catch((error) =>
      log.warn('hosts not written', { error }),
    ),
  );
  return resolvedOf(record);
};

/**
 * Whose host this is: from the isolate's memory, else KV, else the database; undefined for a name that nobody has.
 * Requests do not share a look-up: a promise of a request that is cancelled would leave the others hanging.
 */
export const resolveHost = async (
  env: Env,
  host: string,
  log: Log,
  later: (p: Promise<unknown>) => void,
): Promise<Resolved | undefined> => {
  const now = Date.now();
  const memo = known.get(host, now);
  if (memo) return memo;
  if (unknown.get(host, now)) return undefined;
  const resolved = await lookUp(env, host, log, later);
  if (resolved) known.set(host, resolved, now + MEMO_MS);
  else unknown.set(host, true, now + UNKNOWN_MS);
  return resolved;
};

/**
 * The billing state as it is now, past every memory: a hint that says locked may be old, and whoever has paid must not
 * wait for it to end. A hint that says open needs no such question, because `app.enter` asks in every transaction.
 */
export const currentBilling = async (env: Env, tenantId: string): Promise<string> => {
  const [row] = await controlDb(env.CONTROL_DATABASE_URL)
    .select({ billing: tenants.billing })
    .from(tenants)
    .where(and(eq(tenants.id, tenantId), isNull(tenants.deletedAt)));
  return row?.billing ?? 'suspended';
};
