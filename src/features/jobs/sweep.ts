import { sql } from 'drizzle-orm';
import { controlDb } from '../../db/client.ts';
import { jobs, outbox } from '../../db/schema/jobs.ts';
import { tenants } from '../../db/schema/tenancy.ts';
import type { Env } from '../../platform/env.ts';

/** Jobs woken by one sweep at most: two batches of the queue's largest size. What is left is the next one's. */
const WAKE_MAX = 200;
/** Largest batch the queue takes (Cloudflare Queues, limits). */
const BATCH_MAX = 100;
/** A fresh job's own wake-up call gets this long before the sweeper repeats it. */
const GRACE_S = 10;

/** Work of a workspace that is locked or gone cannot be claimed: it waits, and wakes nobody. */
const ofOpenTenant = sql`exists (select from ${tenants} t where t.id = ${jobs.tenantId} and t.deleted_at is null
                        and t.billing not in ('unpaid', 'canceled', 'suspended'))`;

/**
 * Wakes whatever is stranded: jobs that nobody took up, and jobs whose worker's lease ran out. Gives how many there
 * were, and whether any work is open at all.
 */
export const sweep = async (env: Env): Promise<{ woken: number; open: boolean }> => {
  const db = controlDb(env.CONTROL_DATABASE_URL);
  const [stranded, open] = await db.batch([
    db.execute<{ tenant_id: string; id: string }>(sql`
      select tenant_id, id from ${jobs}
       where state in ('queued', 'running')
         and ${ofOpenTenant}
         and (lease_until < now() or (lease_until is null and created_at < now() - make_interval(secs => ${GRACE_S})))
       order by lease_until nulls first limit ${WAKE_MAX}`),
    db.execute<{ open: boolean }>(
      sql`select exists (select from ${jobs} where state in ('queued', 'running') and ${ofOpenTenant}) as open`,
    ),
    db.execute(
      sql`update ${outbox} set sent_at = now() where sent_at is null and created_at < now() - make_interval(secs => ${GRACE_S})`,
    ),
    db.execute(sql`delete from ${outbox} where sent_at < now() - interval '1 day'`),
  ]);
  const messages = stranded.rows.map((r) => ({ body: { tenantId: r.tenant_id, jobId: r.id } }));
  for (let i = 0; i < messages.length; i += BATCH_MAX) await env.JOBS.sendBatch(messages.slice(i, i + BATCH_MAX));
  return { woken: messages.length, open: open.rows[0]?.open ?? false };
};
