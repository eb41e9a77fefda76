import { beginCall } from '../../../src/features/enrichment/engine/begin-call.ts';
import { enrich } from '../../../src/features/enrichment/engine/enrich.ts';
import { planRun } from '../../../src/features/enrichment/engine/plan.ts';
import { newId } from '../../../src/lib/ids.ts';
import type { Env } from '../../../src/platform/env.ts';
import type { Member } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { accepted, claimNow, jobCtx, plainSteps, quietEnv, type Started } from '../enrichment/support.ts';

/** A secret as an operator makes one: an id and 32 random bytes. */
export const newSecret = (id: string): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...bytes));
  return `${id}:${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
};

/** A whole enrichment of somebody, by hand: nobody is woken for it. */
export const enrichNow = async (member: Member, name: string, env: Env = quietEnv()): Promise<Started> => {
  const run = await accepted(member, name);
  const { fence } = await claimNow(member.tenant.id, run.jobId);
  await enrich(jobCtx(member.tenant.id, run.jobId, env), plainSteps, run.jobId, fence);
  return run;
};

/** Takes up one source of a run of its own, as a worker would just before it calls. */
export const begun = async (member: Member, source: 'apollo' | 'exa' | 'contactout', name: string) => {
  const run = await accepted(member, name);
  const { fence } = await claimNow(member.tenant.id, run.jobId);
  const ctx = jobCtx(member.tenant.id, run.jobId);
  const plan = await planRun(ctx, run.jobId, fence);
  if (!plan) throw new Error('No plan');
  return { run, ctx, plan, begun: await beginCall(ctx, plan, source, newId()) };
};

/** Whatever is not as the books must be: a transfer that a balance or a counter does not know of, or the other way. */
export const bookFaults = async (tenantId: string): Promise<string[]> => {
  const rows = await admin`
    with a as (select * from credit_accounts where tenant_id = ${tenantId}),
    t as (
      select play, account, sum(amount)::bigint as balance from (
        select play, to_account as account, amount from credit_transfers where tenant_id = ${tenantId}
        union all
        select play, from_account, -amount from credit_transfers where tenant_id = ${tenantId}) both_sides
       group by 1, 2),
    is_so as (
      select 'all accounts' as what, 0::bigint as has, (select coalesce(sum(balance), 0) from t)::bigint as must
      union all
      select v.what, v.has, coalesce(v.must, 0) from a, lateral (values
        ('granted', a.granted, (select -sum(balance) from t where account = 'granted' and not play)),
        ('reserved', a.reserved, (select sum(balance) from t where account = 'reserved' and not play)),
        ('spent', a.spent, (select sum(balance) from t where account like 'spent:%' and not play)),
        ('available', a.granted - a.reserved - a.spent, (select sum(balance) from t where account = 'available' and not play)),
        ('play granted', a.play_granted, (select -sum(balance) from t where account = 'granted' and play)),
        ('play reserved', a.play_reserved, (select sum(balance) from t where account = 'reserved' and play)),
        ('play spent', a.play_spent, (select sum(balance) from t where account like 'spent:%' and play)),
        ('entries aside', a.reserved, (select sum(reserved) from credit_ledger
          where tenant_id = ${tenantId} and not play and state in ('reserved', 'unknown'))),
        ('entries settled', a.spent, (select sum(settled - refunded) from credit_ledger where tenant_id = ${tenantId} and not play)),
        ('used today', a.spent + a.reserved, (select used from credit_counters
          where tenant_id = ${tenantId} and scope = 'day' and period = to_char(now() at time zone 'UTC', 'YYYY-MM-DD'))),
        ('used this month', a.spent + a.reserved, (select used from credit_counters
          where tenant_id = ${tenantId} and scope = 'month' and period = to_char(now() at time zone 'UTC', 'YYYY-MM')))
      ) as v (what, has, must))
    select what, has, must from is_so where has <> must`;
  return rows.map((row) => `${row.what} is ${row.has} and must be ${row.must}`);
};
