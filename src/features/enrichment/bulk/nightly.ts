import { sql } from 'drizzle-orm';
import { makeCtx } from '../../../ctx.ts';
import { controlDb } from '../../../db/client.ts';
import { databaseError } from '../../../db/errors.ts';
import { enrichmentSettings } from '../../../db/schema/enrichment.ts';
import { listMembers } from '../../../db/schema/lists.ts';
import { prospects } from '../../../db/schema/prospects.ts';
import { tenants } from '../../../db/schema/tenancy.ts';
import { newId } from '../../../lib/ids.ts';
import type { Env } from '../../../platform/env.ts';
import { makeLog } from '../../../platform/log.ts';
import { wake } from '../../jobs/accept.ts';
import { staleSql } from '../../prospects/stale.ts';
import { BULK_MAX } from '../contract.ts';
import { acceptBulk, newBulk } from './accept.ts';

/** Hours of the night (UTC) in which it may begin: it is over before most people work, and a cron that was late still has time. */
const FROM_HOUR = 1;
const UNTIL_HOUR = 5;
/** Workspaces begun by one look at most: the next is a minute later. */
const TENANTS_MAX = 50;

/**
 * Starts the night of each workspace that wants one: once a day of UTC, which the statement that takes the day decides. Who is
 * stale, those in lists first, then the longest not enriched, as many and for as many credits as the settings say. Gives how
 * many were started.
 */
export const startNights = async (
  env: Env,
  later: (work: Promise<unknown>) => void,
  now: Date = new Date(),
): Promise<number> => {
  if (now.getUTCHours() < FROM_HOUR || now.getUTCHours() >= UNTIL_HOUR) return 0;
  const day = now.toISOString().slice(0, 10);
  const { rows } = await controlDb(env.CONTROL_DATABASE_URL).execute<{ tenant_id: string }>(sql`
    select s.tenant_id from ${enrichmentSettings} s join ${tenants} t on t.id = s.tenant_id
     where s.nightly_on and (s.last_night is null or s.last_night < ${day}::date) and t.deleted_at is null
       and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full'
     order by s.last_night nulls first limit ${TENANTS_MAX}`);
  let started = 0;
  for (const { tenant_id: tenantId } of rows) {
    try {
      if (await startNight(env, tenantId, day, later)) started += 1;
    } catch (error) {
      // The workspace was locked since: the others’ night does not wait for it.
      makeLog({ tenantId }).warn('night not started', { error: databaseError(error)?.code ?? error });
    }
  }
  return started;
};

const startNight = async (
  env: Env,
  tenantId: string,
  day: string,
  later: (work: Promise<unknown>) => void,
): Promise<boolean> => {
  const actor = { kind: 'system', name: 'nightly' } as const;
  const ctx = makeCtx({ env, tenantId, actor, requestId: `nightly-${newId()}`, later });
  const bulk = newBulk({
    trigger: 'nightly',
    onlyStale: true,
    before: sql`night as (
      update ${enrichmentSettings} s set last_night = ${day}::date from ${tenants} t
       where t.id = s.tenant_id and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full'
         and s.nightly_on and (s.last_night is null or s.last_night < ${day}::date)
      returning (s.settings -> 'nightly' ->> 'credits')::bigint as credits, (s.settings -> 'nightly' ->> 'people')::int as people)`,
    creditCap: sql`(select credits from night)`,
    who: sql`
      select id, row_number() over (order by listed desc, enriched_at nulls first, id) as place
        from (
          select p.id, p.enriched_at, l.prospect_id is not null as listed
            from ${prospects} p left join (select distinct m.prospect_id from ${listMembers} m) l on l.prospect_id = p.id
           where p.deleted_at is null and ${staleSql} and exists (select from night)
           order by listed desc, p.enriched_at nulls first, p.id
           limit least((select people from night), ${BULK_MAX}::int)) s`,
  });
  const accepted = await acceptBulk(ctx, bulk);
  const begun = (accepted.rows[0]?.people ?? 0) > 0;
  if (begun) wake(ctx, bulk.jobId);
  return begun;
};
