import { sql } from 'drizzle-orm';
import { makeCtx } from '../../../ctx.ts';
import { controlDb } from '../../../db/client.ts';
import { databaseError } from '../../../db/errors.ts';
import { summaries } from '../../../db/schema/summaries.ts';
import { tenants } from '../../../db/schema/tenancy.ts';
import { newId } from '../../../lib/ids.ts';
import type { Env } from '../../../platform/env.ts';
import { makeLog } from '../../../platform/log.ts';
import { wake } from '../../jobs/accept.ts';
import { suppressionOf } from '../../suppression/check.ts';
import { newRun, startStatement } from '../engine/start.ts';

/** Summaries taken up by one look at most: what is left is the next one's. */
const DUE_MAX = 50;
/** A summary that was taken up is not taken up again so soon: its run says when, or that it is there. */
const PAUSE = '15 minutes';

/**
 * Has those summaries asked for again whose time has come: one run each, of Claude alone, through the same work as any
 * other. Where a run is on already, that one asks. Gives how many runs were started.
 */
export const retrySummaries = async (env: Env, later: (work: Promise<unknown>) => void): Promise<number> => {
  const { rows } = await controlDb(env.CONTROL_DATABASE_URL).execute<{ tenant_id: string; prospect_id: string }>(sql`
    select s.tenant_id, s.prospect_id from ${summaries} s join ${tenants} t on t.id = s.tenant_id
     where s.retry_at <= now() and t.deleted_at is null
       and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full'
     order by s.retry_at limit ${DUE_MAX}`);
  let started = 0;
  for (const { tenant_id: tenantId, prospect_id: prospectId } of rows) {
    const actor = { kind: 'system', name: 'summaries' } as const;
    const ctx = makeCtx({ env, tenantId, actor, requestId: `summaries-${newId()}`, later });
    const run = newRun(prospectId, 'request', ['claude']);
    try {
      const [begun] = await ctx.db.batch([
        startStatement(ctx, run, await suppressionOf(ctx)),
        ctx.db.execute(sql`
          update ${summaries} set retry_at = now() + ${PAUSE}::interval
           where prospect_id = ${prospectId} and retry_at <= now()`),
      ]);
      if (begun.rows.length === 0) continue;
      wake(ctx, run.jobId);
      started += 1;
    } catch (error) {
      // The workspace was locked since, or the prospect is gone: the others’ turn does not wait for it.
      makeLog({ tenantId }).warn('summary not asked again', { error: databaseError(error)?.code ?? error });
    }
  }
  return started;
};
