import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Tenant } from '../../ctx.ts';
import { controlDb } from '../../db/client.ts';
import { type Flag, flagFor, flagRules, tenantFlag } from '../../lib/flags.ts';
import type { Env } from '../../platform/env.ts';
import { classifyHost } from './host-name.ts';
import { planOf } from './plans.ts';

const moment = z.iso.datetime({ offset: true }).nullable();

/** What KV holds under a host: a hint with its version, never a permission. `movedTo` is the slug that a former one leads to. */
export const hostRecord = z.object({
  v: z.literal(2),
  host: z.string(),
  surface: z.enum(['app', 'site']),
  movedTo: z.string().optional(),
  version: z.int(),
  flagsVersion: z.int(),
  tenant: z.object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    plan: z.string(),
    billing: z.string(),
    trialEndsAt: moment,
    graceEndsAt: moment,
    limits: z.record(z.string(), z.number()),
  }),
  flags: z.record(z.string(), tenantFlag),
});
export type HostRecord = z.infer<typeof hostRecord>;

export type Resolved = { surface: 'app' | 'site'; tenant: Tenant; movedTo: string | undefined };

export const resolvedOf = (r: HostRecord): Resolved => ({
  surface: r.surface,
  movedTo: r.movedTo,
  tenant: { ...r.tenant, host: r.host, flags: r.flags, epoch: `${r.version}.${r.flagsVersion}` },
});

const row = z.object({
  surface: z.enum(['app', 'site']),
  moved: z.boolean(),
  version: z.coerce.number(),
  flags_version: z.coerce.number(),
  tenant: hostRecord.shape.tenant,
  flags: z.array(z.object({ key: z.string(), enabled: z.boolean(), killed: z.boolean(), rules: flagRules })),
});

/** The tenants that a host means, with the surface, and whether by a slug that it had before. */
const hosts = (kind: ReturnType<typeof classifyHost>) =>
  kind.kind === 'slug'
    ? sql`select t.*, 'app' as surface, false as moved from tenants t where t.slug = ${kind.slug}
          union all
          select t.*, 'app', true from former_slugs f join tenants t on t.id = f.tenant_id
           where f.slug = ${kind.slug} and f.ends_at > now()`
    : sql`select t.*, d.surface, false as moved from domains d join tenants t on t.id = d.tenant_id
           where d.host = ${kind.kind === 'domain' ? kind.host : ''} and d.verified_at is not null`;

/** The record of a host as it is now, in one read; undefined for a name that nobody has. */
export const readRecord = async (env: Env, host: string): Promise<HostRecord | undefined> => {
  const { rows } = await controlDb(env.CONTROL_DATABASE_URL).execute(sql`
    select h.surface, h.moved, h.version, s.version as flags_version,
      jsonb_build_object('id', h.id, 'slug', h.slug, 'name', h.name, 'plan', h.plan, 'billing', h.billing,
        'trialEndsAt', h.trial_ends_at, 'graceEndsAt', h.grace_ends_at, 'limits', h.limits) as tenant,
      coalesce((select jsonb_agg(jsonb_build_object('key', f.key, 'enabled', f.enabled, 'killed', f.killed, 'rules', f.rules))
        from platform.flags f), '[]') as flags
      from (${hosts(classifyHost(host, env.APP_DOMAIN))}) h, platform.state s
     where h.deleted_at is null and s.id = 'flags' limit 1`);
  if (!rows[0]) return undefined;
  const found = row.parse(rows[0]);
  const { tenant } = found;
  const flags = found.flags.map((flag: Flag) => [flag.key, flagFor(flag, { id: tenant.id, plan: planOf(tenant) })]);
  return {
    v: 2,
    host,
    surface: found.surface,
    ...(found.moved && { movedTo: tenant.slug }),
    version: found.version,
    flagsVersion: found.flags_version,
    tenant,
    flags: Object.fromEntries(flags),
  };
};
