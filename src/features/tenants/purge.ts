import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { controlDb } from '../../db/client.ts';
import { outbox } from '../../db/schema/jobs.ts';
import type { Env } from '../../platform/env.ts';

/** Calls answered in one go at most: what is left is the next one's. */
const CALLS_MAX = 200;

const call = z.object({
  tenant_id: z.uuid(),
  id: z.uuid(),
  detail: z.object({ version: z.number(), keys: z.array(z.string()) }),
});

/**
 * Answers the calls for purges that every change of a tenant or a host writes: of one tenant, or of all. A call stands
 * until its keys are gone. Gives how many there were.
 */
export const purgeHosts = async (env: Env, tenantId?: string): Promise<number> => {
  const db = controlDb(env.CONTROL_DATABASE_URL);
  const { rows } = await db.execute(sql`
    select tenant_id, id, detail from ${outbox} where topic = 'hosts'
       and (${tenantId ?? null}::uuid is null or tenant_id = ${tenantId ?? null}::uuid)
     order by created_at limit ${CALLS_MAX}`);
  const calls = rows.map((r) => call.parse(r));
  const tenants = Map.groupBy(calls, (c) => c.tenant_id);
  for (const [id, its] of tenants) {
    const keys = [...new Set(its.flatMap((c) => c.detail.keys))];
    await env.HOST_CACHE.getByName(id).purge(keys, Math.max(...its.map((c) => c.detail.version)));
    const ids = JSON.stringify(its.map((c) => c.id));
    await db.execute(sql`
      delete from ${outbox} where tenant_id = ${id} and id in (select jsonb_array_elements_text(${ids}::jsonb)::uuid)`);
  }
  return calls.length;
};
