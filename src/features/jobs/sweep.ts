import { sql } from 'drizzle-orm';
import { controlDb } from '../../db/client.ts';
import { jobs, outbox } from '../../db/schema/jobs.ts';
import { idempotency, tenants } from '../../db/schema/tenancy.ts';
import type { Env, JobMessage } from '../../platform/env.ts';
import { purgeHosts } from '../tenants/purge.ts';

/** Jobs woken by one sweep at most: two batches of the queue's largest size. What is left is the next one's. */
const WAKE_MAX = 200;
/** Largest batch the queue takes (Cloudflare Queues, limits). */
const BATCH_MAX = 100;
/** Hours that the first answer to a key is kept. */
const ANSWERS_KEPT_H = 30;
/** A fresh job's own wake-up call gets this long before the sweeper repeats it. */
const GRACE_S = 10;
/** A call that the sweeper sent gets this long to be answered: a busy queue holds it for a while, a broken one for ever. */
const REPEAT_S = 30;

/** Work of a workspace that is not open for it cannot be claimed: it waits, and wakes nobody. */
const ofOpenTenant = sql`exists (select from ${tenants} t where t.id = j.tenant_id and t.deleted_at is null
                        and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full')`;

/** Calls that nobody answered in time, by their rows. */
const unanswered = sql`
  select j.tenant_id, j.id, o.id as call from ${outbox} o
    join ${jobs} j on j.tenant_id = o.tenant_id and j.id = o.ref and j.state in ('queued', 'running')
   where o.topic = 'job' and ${ofOpenTenant}
     and o.created_at < now() - make_interval(secs => ${GRACE_S})
     and (o.sent_at is null or o.sent_at < now() - make_interval(secs => ${REPEAT_S}))
   order by o.created_at limit ${WAKE_MAX}`;

/** Work whose worker was not heard of within its lease, or said when to be called again. */
const left = sql`
  select j.tenant_id, j.id, null::uuid as call from ${jobs} j
   where j.state in ('queued', 'running') and j.lease_until < now() and ${ofOpenTenant}
   order by j.lease_until limit ${WAKE_MAX}`;

type Stranded = { tenant_id: string; id: string; call: string | null };

/**
 * Wakes whatever is stranded: calls of the outbox that nobody answered, and jobs whose worker's lease ran out; and purges
 * the hosts that changed. Gives how many jobs there were, and whether any work is open at all.
 */
export const sweep = async (env: Env): Promise<{ woken: number; open: boolean }> => {
  await purgeHosts(env);
  const db = controlDb(env.CONTROL_DATABASE_URL);
  const [calls, leases, open] = await db.batch([
    db.execute<Stranded>(unanswered),
    db.execute<Stranded>(left),
    db.execute<{ open: boolean }>(
      sql`select exists (select from ${jobs} j where j.state in ('queued', 'running') and ${ofOpenTenant}) as open`,
    ),
    // Calls for work that ended without being claimed, as one that was cancelled in the queue.
    db.execute(sql`
      delete from ${outbox} o where o.topic = 'job'
         and not exists (select from ${jobs} j where j.tenant_id = o.tenant_id and j.id = o.ref and j.state in ('queued', 'running'))`),
    // First answers are honoured for a day; kept a while longer, so that nobody who is a little late meets a gap.
    db.execute(sql`delete from ${idempotency} where created_at < now() - make_interval(hours => ${ANSWERS_KEPT_H})`),
  ]);
  const stranded = [...calls.rows, ...leases.rows].slice(0, WAKE_MAX);
  await send(env, stranded);
  const sent = stranded.flatMap((s) => s.call ?? []);
  // Only what the queue has taken is marked: a crash before this sends twice, and a job is claimed once.
  if (sent.length > 0) {
    await db.execute(
      sql`update ${outbox} set sent_at = now() where id in (select jsonb_array_elements_text(${JSON.stringify(sent)}::jsonb)::uuid)`,
    );
  }
  return { woken: stranded.length, open: open.rows[0]?.open ?? false };
};

const send = async (env: Env, stranded: readonly Stranded[]): Promise<void> => {
  const messages = stranded.map((s): { body: JobMessage } => ({ body: { tenantId: s.tenant_id, jobId: s.id } }));
  for (let i = 0; i < messages.length; i += BATCH_MAX) await env.JOBS.sendBatch(messages.slice(i, i + BATCH_MAX));
};
