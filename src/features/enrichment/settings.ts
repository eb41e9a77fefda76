import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { enrichmentSettings as table } from '../../db/schema/enrichment.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { SOURCES } from '../prospects/contract.ts';
import { type EnrichmentSettings, enrichmentSettings } from './contract.ts';

/** As it is where a workspace said nothing: all at once, nothing by night. */
export const DEFAULT_SETTINGS: EnrichmentSettings = {
  mode: 'side_by_side',
  order: [...SOURCES],
  fields: ['email'],
  off: [],
  nightly: { on: false, credits: 100, people: 500 },
  onSignal: false,
};

/** What is stored, or the default where nothing is, or what is stored is of a form that is no more. */
export const readStored = (stored: unknown): EnrichmentSettings =>
  enrichmentSettings.safeParse(stored).data ?? DEFAULT_SETTINGS;

export const getSettings = async (ctx: Ctx): Promise<EnrichmentSettings> => {
  const [row] = await ctx.db.select({ settings: table.settings }).from(table);
  return readStored(row?.settings);
};

/** Replaces the settings, with what they were on the record. They hold from the next run. */
export const putSettings = async (ctx: Ctx, settings: EnrichmentSettings): Promise<EnrichmentSettings> => {
  ctx.require('tenant:manage');
  const said = JSON.stringify(settings);
  await ctx.db.batch([
    ctx.db.execute(sql`
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, 'enrichment.settings_changed', 'tenant',
             ${ctx.tenantId}, jsonb_build_object('before', (select settings from ${table}), 'after', ${said}::jsonb)`),
    ctx.db.execute(sql`
      insert into ${table} (settings, nightly_on, updated_by)
      values (${said}::jsonb, ${settings.nightly.on}, ${actorId(ctx.actor)})
      on conflict (tenant_id) do update set settings = excluded.settings, nightly_on = excluded.nightly_on,
        updated_at = now(), updated_by = excluded.updated_by`),
  ]);
  return settings;
};
