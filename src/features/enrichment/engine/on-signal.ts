import { sql } from 'drizzle-orm';
import { makeCtx } from '../../../ctx.ts';
import { controlDb } from '../../../db/client.ts';
import { databaseError } from '../../../db/errors.ts';
import { outbox } from '../../../db/schema/jobs.ts';
import { tenants } from '../../../db/schema/tenancy.ts';
import { newId } from '../../../lib/ids.ts';
import type { Env } from '../../../platform/env.ts';
import { makeLog } from '../../../platform/log.ts';
import { wake } from '../../jobs/accept.ts';
import { suppressionOf } from '../../suppression/check.ts';
import { newRun, startStatement } from './start.ts';

/** Calls taken up by one look at most: what is left is the next one's. */
const CALLS_MAX = 100;
/** A signal that nobody could act on for so long is no news any more. */
const FORGOTTEN = '1 day';

type Call = { tenant_id: string; prospect_id: string };

/**
 * Starts an enrichment of each stale prospect that has a new signal, where the workspace wants it: once for all signals since
 * the last one, as the outbox holds one call a prospect. A signal that an enrichment brings calls nobody. Gives how many were
 * started.
 */
export const startSignalled = async (env: Env, later: (work: Promise<unknown>) => void): Promise<number> => {
  const db = controlDb(env.CONTROL_DATABASE_URL);
  const [calls] = await db.batch([
    db.execute<Call>(sql`
      select o.tenant_id, o.ref as prospect_id from ${outbox} o join ${tenants} t on t.id = o.tenant_id
       where o.topic = 'signal' and t.deleted_at is null
         and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full'
       order by o.created_at limit ${CALLS_MAX}`),
    db.execute(sql`delete from ${outbox} o where o.topic = 'signal' and o.created_at < now() - ${FORGOTTEN}::interval`),
  ]);
  let started = 0;
  for (const { tenant_id: tenantId, prospect_id: prospectId } of calls.rows) {
    const actor = { kind: 'system', name: 'signals' } as const;
    const ctx = makeCtx({ env, tenantId, actor, requestId: `signal-${newId()}`, later });
    const run = newRun(prospectId, 'signal');
    try {
      // The call is answered in the transaction that acts on it, or has seen that there is nothing to do.
      const [begun] = await ctx.db.batch([
        startStatement(ctx, run, await suppressionOf(ctx)),
        ctx.db.execute(sql`delete from ${outbox} o where o.topic = 'signal' and o.ref = ${prospectId}`),
      ]);
      if (begun.rows.length === 0) continue;
      wake(ctx, run.jobId);
      started += 1;
    } catch (error) {
      // The workspace was locked since: the others’ turn does not wait for it.
      makeLog({ tenantId }).warn('signal not acted on', { error: databaseError(error)?.code ?? error });
    }
  }
  return started;
};
