import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { enrichmentSettings } from '../../../db/schema/enrichment.ts';
import { enrichmentRuns, fieldValues } from '../../../db/schema/prospects.ts';
import { tenants } from '../../../db/schema/tenancy.ts';
import { assertFence, endJob } from '../../jobs/claim.ts';
import { SOURCES, type Source } from '../../prospects/contract.ts';
import { PLANS, type Plan as TenantPlan } from '../../tenants/contract.ts';
import { planOf } from '../../tenants/plans.ts';
import type { EnrichmentSettings } from '../contract.ts';
import { readStored } from '../settings.ts';
import { persist, type Run } from './as-run.ts';

/**
 * What a worker has to do: the run of its job, the sources it has, and how the tenant wants them asked. `startedAt` is when
 * the run was accepted (ms). Nothing of the person is in it.
 */
export type Plan = Run & {
  sources: Source[];
  startedAt: number;
  tenantPlan: TenantPlan;
  settings: Pick<EnrichmentSettings, 'mode' | 'order' | 'fields' | 'off'>;
};

const row = z.object({
  id: z.string(),
  prospect_id: z.string(),
  sources: z.array(z.enum(SOURCES)),
  started: z.coerce.number(),
  settings: z.unknown(),
  plan: z.string(),
  billing: z.string(),
});
const GONE = { code: 'gone', message: 'The prospect is no longer there.' };

const isPlan = (text: string): text is TenantPlan => (PLANS as readonly string[]).includes(text);

/** Reads the run of a job and marks it as on. Undefined where it is gone with its prospect; the job has ended then. */
export const planRun = async (ctx: Ctx, jobId: string, fence: number): Promise<Plan | undefined> => {
  const claim = { id: jobId, fence };
  const [, found] = await persist(() =>
    ctx.db.batch([
      assertFence(ctx, claim),
      ctx.db.execute(sql`
        with run as (
          update ${enrichmentRuns} set status = 'running', parked_until = null
           where job_id = ${jobId} and status in ('queued', 'running')
          returning id, prospect_id, sources, created_at)
        select run.id, prospect_id, to_jsonb(sources) as sources, extract(epoch from run.created_at) * 1000 as started,
               (select s.settings from ${enrichmentSettings} s) as settings, t.plan, t.billing
          from run, ${tenants} t where t.id = app.tenant()`),
    ]),
  );
  const read = row.safeParse(found.rows[0]);
  if (read.success) {
    const { id, prospect_id, sources, started, settings, plan, billing } = read.data;
    const { mode, order, fields, off } = readStored(settings);
    const tenantPlan = planOf({ plan: isPlan(plan) ? plan : 'free', billing: billing as 'active' });
    return {
      ...{ runId: id, prospectId: prospect_id, jobId, fence },
      sources,
      startedAt: Math.round(started),
      tenantPlan,
      settings: { mode, order, fields, off },
    };
  }
  await persist(() => ctx.db.batch([assertFence(ctx, claim), endJob(ctx, claim, 'failed', GONE)]));
  return undefined;
};

/** Of some fields those for which this run has brought a value that its source has checked. */
export const validatedFields = async (ctx: Ctx, run: Run, fields: readonly string[]): Promise<Set<string>> => {
  const { rows } = await ctx.db.execute<{ field: string }>(sql`
    select distinct v.field from ${fieldValues} v
     where v.prospect_id = ${run.prospectId} and v.run_id = ${run.runId} and (v.verified or v.confidence >= 0.9)
       and v.field in (select jsonb_array_elements_text(${JSON.stringify(fields)}::jsonb))`);
  return new Set(rows.map(({ field }) => field));
};
