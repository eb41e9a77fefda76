import { sql } from 'drizzle-orm';
import { controlDb } from '../../db/client.ts';
import { domains, tenants } from '../../db/schema/tenancy.ts';
import type { Env } from '../../platform/env.ts';
import { watchDomain } from './watch.ts';

/** Domains found by one sweep at most: what is left is the next one's. */
const FOUND_MAX = 100;
/** How long after its last look a domain counts as forgotten: thrice the longest pause while it serves … */
const SERVING_S = 15 * 60;
/** … more than the longest pause while it waits … */
const WAITING_S = 90 * 60;
/** … and the time that a new or a removed one gets to be taken up. */
const TAKEN_UP_S = 5 * 60;

/**
 * Has those domains watched that nobody watches: their call was lost, or their object's alarm. Also those that were
 * removed and are still held elsewhere. Gives how many there were.
 */
export const watchForgotten = async (env: Env): Promise<number> => {
  const { rows } = await controlDb(env.CONTROL_DATABASE_URL).execute<{ tenant_id: string; id: string }>(sql`
    select d.tenant_id, d.id from ${domains} d join ${tenants} t on t.id = d.tenant_id
     where t.deleted_at is null and case
       when d.removed_at is not null then d.hostname_id is not null and d.removed_at < now() - make_interval(secs => ${TAKEN_UP_S})
       when d.checked_at is null then d.created_at < now() - make_interval(secs => ${TAKEN_UP_S})
       else d.checked_at < now() - make_interval(secs => case when d.verified_at is null then ${WAITING_S}::int else ${SERVING_S}::int end)
       end
     order by d.checked_at nulls first limit ${FOUND_MAX}`);
  await Promise.all(rows.map((row) => watchDomain(env, row.tenant_id, row.id)));
  return rows.length;
};
