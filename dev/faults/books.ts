/** What the product says of its runs: how far they are, and its books at the end. */
import type pg from 'pg';
import type { Account, Entry, Job } from './audit.ts';

/** People of whom a run has its end, runs that have none yet, and of those the ones that wait for a provider and keep nobody busy. */
export type Progress = { ended: number; open: number; parked: number };

export const progressOf = async (client: pg.Client, tenantIds: readonly string[]): Promise<Progress> => {
  const { rows } = await client.query<Progress>(
    `select count(distinct prospect_id) filter (where status not in ('queued', 'running'))::int as ended,
            count(*) filter (where status in ('queued', 'running'))::int as open,
            count(*) filter (where status in ('queued', 'running') and parked_until is not null)::int as parked
       from enrichment_runs where tenant_id = any($1::uuid[])`,
    [tenantIds],
  );
  return rows[0] ?? { ended: 0, open: 0, parked: 0 };
};

export type Books = {
  jobs: Job[];
  openSources: number;
  statuses: Record<string, number>;
  ledger: Entry[];
  account: Account;
};

export const booksOf = async (client: pg.Client, tenantIds: readonly string[]): Promise<Books> => {
  const ask = async <T extends pg.QueryResultRow>(text: string): Promise<T[]> =>
    (await client.query<T>(text, [tenantIds])).rows;
  const jobs = await ask<Job>(`select id, state from jobs where tenant_id = any($1::uuid[]) and kind = 'enrichment'`);
  const [sources] = await ask<{ n: number }>(
    `select count(*)::int as n from source_results
      where tenant_id = any($1::uuid[]) and status in ('queued', 'running', 'waiting')`,
  );
  const runs = await ask<{ status: string; n: number }>(
    `select status, count(*)::int as n from enrichment_runs where tenant_id = any($1::uuid[]) group by 1`,
  );
  const ledger = await ask<Entry>(
    `select job_id as "jobId", step, provider, state, settled::int as credits, billed::float8 as billed,
            coalesce(billed_basis, 'answer') = 'answer' as answered, request_id as "requestId"
       from credit_ledger where tenant_id = any($1::uuid[])`,
  );
  const [account] = await ask<Account>(
    `select coalesce(sum(spent), 0)::int as spent, coalesce(sum(reserved), 0)::int as reserved
       from credit_accounts where tenant_id = any($1::uuid[])`,
  );
  return {
    jobs,
    openSources: sources?.n ?? 0,
    statuses: Object.fromEntries(runs.map(({ status, n }) => [status, n])),
    ledger,
    account: account ?? { spent: 0, reserved: 0 },
  };
};

/**
 * Lets the leases of all that is under way be over: for whoever has just killed every worker, and need not see the clock prove
 * that they are dead.
 */
export const endLeases = (client: pg.Client): Promise<unknown> =>
  client.query(`update jobs set lease_until = now() where state = 'running' and lease_until > now()`);
