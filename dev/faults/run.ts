/**
 * Enrichments on the whole local stack while providers fail and the runtime is killed, and the question at the end whether
 * anything was lost or charged twice.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { v7 } from 'uuid';
import { withClient } from '../database/client.ts';
import { DEMO_PASSWORD, DEMO_TENANTS } from '../database/demo-tenants.ts';
import { startPostgres } from '../postgres/server.ts';
import { freePort } from '../process/port.ts';
import type { Providers } from '../providers/server.ts';
import { productParts } from '../stack/product.ts';
import { DATABASE, startStack } from '../stack/stack.ts';
import { audit, type Call, type Verdict } from './audit.ts';
import { signIn } from './client.ts';
import { killRuntime } from './kill.ts';
import { faultRules, killPoints } from './plan.ts';
import { type Sample, timeline } from './timeline.ts';

/** The promise: what was accepted has its end within this after the last restart. */
export const SETTLED_MS = 120_000;
/** Runs under way at a time: enough to keep two cores busy, few enough that a kill interrupts what can be finished in time. */
const OPEN_MAX = 24;
const LOOK_MS = 1_000;
/** Longest time without any run ending before it is given up: far above a run's own deadline and a restart together. */
const STUCK_MS = 300_000;
const FAULT_SHARE = 0.2;
const FAMILY =
  'Adler Bishop Castle Dorsey Ellery Frost Garner Hollis Ingram Jarvis Keller Lowell Mercer Norris Ogden'.split(' ');
const COMPANIES = ['Acme Robotics', 'Larkspur Instruments', 'Foxglove Robotics', 'Northquay Robotics'];

export interface FaultsOptions {
  seed: string;
  runs: number;
  kills: number;
  print(line: string): void;
}
export interface FaultsResult extends Verdict {
  accepted: number;
  statuses: Record<string, number>;
  /** From the last restart until everything had its end; null without a kill. */
  settledMs: number | null;
  seconds: number;
  faulted: number;
  calls: number;
  timeline: string[];
}

const people = (runs: number): { id: string; name: string; company: string }[] =>
  Array.from({ length: runs }, (_, n) => ({
    id: v7(),
    name: `Robin ${String.fromCharCode(65 + (n % 26))}${n.toString(36)} ${FAMILY[n % FAMILY.length]}`,
    company: COMPANIES[n % COMPANIES.length] ?? '',
  }));

/** A tenant with credits for all, and the people. */
const prepare = async (client: pg.Client, tenantId: string, runs: number): Promise<ReturnType<typeof people>> => {
  const all = people(runs);
  const granted = JSON.stringify({
    creditsPerMonth: 10_000_000,
    requestsPerMinute: 1_000_000,
    modelTokensPerDay: 2_000_000_000,
    modelMicrosPerDay: 2_000_000_000,
  });
  await client.query(`update tenants set plan = 'enterprise', limits = limits || $2::jsonb where id = $1`, [
    tenantId,
    granted,
  ]);
  await client.query('update credit_accounts set granted = granted + $2 where tenant_id = $1', [tenantId, runs * 20]);
  await client.query(
    'insert into prospects (tenant_id, id, name, company) select $1, p.* from unnest($2::uuid[], $3::text[], $4::text[]) p',
    [tenantId, all.map(({ id }) => id), all.map(({ name }) => name), all.map(({ company }) => company)],
  );
  return all;
};

const callOf = ({ provider, headers, status, billed, fault }: ReturnType<Providers['calls']>[number]): Call => ({
  provider,
  requestId: headers['x-request-id'] ?? '',
  status,
  units: billed.units,
  fault,
});

const books = async (client: pg.Client, tenantId: string) => {
  const jobs = await client.query<{ id: string; state: string }>(
    `select id, state from jobs where tenant_id = $1 and kind = 'enrichment'`,
    [tenantId],
  );
  const sources = await client.query<{ n: number }>(
    `select count(*)::int as n from source_results where tenant_id = $1 and status in ('queued', 'running')`,
    [tenantId],
  );
  const runs = await client.query<{ status: string; n: number }>(
    `select status, count(*)::int as n from enrichment_runs where tenant_id = $1 group by 1`,
    [tenantId],
  );
  const ledger = await client.query(
    `select job_id as "jobId", step, provider, state, settled::int as credits, billed::float8 as billed,
            coalesce(billed_basis, 'answer') = 'answer' as answered, request_id as "requestId"
       from credit_ledger where tenant_id = $1`,
    [tenantId],
  );
  const account = await client.query(
    `select spent::int as spent, reserved::int as reserved from credit_accounts where tenant_id = $1`,
    [tenantId],
  );
  return {
    jobs: jobs.rows,
    openSources: sources.rows[0]?.n ?? 0,
    statuses: Object.fromEntries(runs.rows.map(({ status, n }) => [status, n])),
    ledger: ledger.rows,
    account: account.rows[0],
  };
};

/** Runs the whole test. Starts a stack of its own, and leaves nothing behind. */
export async function runFaults({ seed, runs, kills, print }: FaultsOptions): Promise<FaultsResult> {
  const dir = mkdtempSync(join(tmpdir(), 'edgewise-faults-'));
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), durable: false });
  let providers: Providers | undefined;
  const parts = {
    ...productParts,
    async startProviders(options: Parameters<typeof productParts.startProviders>[0]) {
      providers = (await productParts.startProviders(options)) as Providers;
      return providers;
    },
  };
  const quiet = (line: string) => /died/.test(line) && print(line);
  const stack = await startStack({ port: await freePort(), dir, print: quiet, postgresUrl: postgres.url() }, parts);
  try {
    return await withClient(Object.assign(new URL(postgres.url()), { pathname: `/${DATABASE}` }).href, (client) =>
      measured(client, { port: stack.port, providers: providers as Providers, seed, runs, kills, print }),
    );
  } finally {
    await stack.stop();
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

type Inside = FaultsOptions & { port: number; providers: Providers };

async function measured(
  client: pg.Client,
  { port, providers, seed, runs, kills, print }: Inside,
): Promise<FaultsResult> {
  const tenant = DEMO_TENANTS[0];
  const owner = tenant?.members[0];
  if (!tenant || !owner) throw new Error('There is no demo tenant.');
  const all = await prepare(client, tenant.id, runs);
  const api = await signIn(port, `${tenant.slug}.localhost`, owner.email, DEMO_PASSWORD);
  providers.setFaults(faultRules(seed, FAULT_SHARE));

  const begun = Date.now();
  const seconds = () => (Date.now() - begun) / 1_000;
  const accepted = new Map<string, string>();
  const samples: Sample[] = [];
  const killed: number[] = [];
  const points = killPoints(seed, runs, kills, Math.min(OPEN_MAX, Math.ceil(runs / 2)));
  let ended = 0;
  let over = false;
  let restarted: number | null = null;

  const ids = all.map(({ id }) => id);
  const countEnded = async (): Promise<number> => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from enrichment_runs where tenant_id = $1 and prospect_id = any($2::uuid[]) and status not in ('queued', 'running')`,
      [tenant.id, ids],
    );
    return rows[0]?.n ?? 0;
  };

  /** Asks for a run until the product has said that it does it: a lost answer is asked for again, and finds the same run. */
  const start = async (id: string): Promise<void> => {
    for (; !over; await sleep(500)) {
      const answer = await api(`/api/v1/prospects/${id}/enrichments`, { method: 'POST', body: '{}' }).catch(
        () => undefined,
      );
      if (answer?.status === 202) {
        accepted.set(id, (JSON.parse(answer.text) as { jobId: string }).jobId);
        return;
      }
      if (answer && answer.status < 500 && answer.status !== 429)
        throw new Error(`A run was refused (${answer.status}): ${answer.text}`);
    }
  };
  const starting = (async () => {
    const waiting = new Set<Promise<void>>();
    for (const id of ids) {
      while (!over && waiting.size + accepted.size - ended >= OPEN_MAX) await sleep(50);
      if (over) return;
      const one = start(id).finally(() => waiting.delete(one));
      waiting.add(one);
    }
    await Promise.all(waiting);
  })();
  starting.catch(() => {
    over = true;
  });

  const look = async (): Promise<Sample['states']> => {
    const answer = await api('/api/v1/providers/health').catch(() => undefined);
    if (answer?.status !== 200) return undefined;
    const { items } = JSON.parse(answer.text) as { items: { provider: string; state: string }[] };
    return Object.fromEntries(items.map(({ provider, state }) => [provider, state]));
  };
  const healthy = async (): Promise<void> => {
    while ((await api('/healthz').catch(() => undefined))?.status !== 200) await sleep(250);
  };

  let told = 0;
  let moved = Date.now();
  while (ended < runs && !over) {
    const now = await countEnded();
    if (now > ended) moved = Date.now();
    ended = now;
    const next = points[killed.length];
    const last = killed.length === points.length - 1;
    if (next !== undefined && ended >= next && ended < runs && (!last || accepted.size === runs)) {
      const processes = killRuntime();
      killed.push(seconds());
      print(
        `${seconds().toFixed(0)} s: kill ${killed.length} of ${points.length} after ${ended} runs (${processes} processes)`,
      );
      await healthy();
      restarted = Date.now();
      print(`${seconds().toFixed(0)} s: the runtime answers again`);
    }
    samples.push({ at: seconds(), states: await look() });
    if (seconds() - told >= 10) {
      told = seconds();
      print(`${told.toFixed(0)} s: ${accepted.size} accepted, ${ended} ended, ${(ended / told).toFixed(1)} a second`);
    }
    if (Date.now() - moved > STUCK_MS) over = true;
    if (
      restarted !== null &&
      killed.length === points.length &&
      accepted.size === runs &&
      Date.now() - restarted > SETTLED_MS
    )
      over = true;
    await sleep(LOOK_MS);
  }
  const settledMs = restarted === null ? null : Date.now() - restarted;
  over = true;
  await starting.catch((error: unknown) => print(error instanceof Error ? error.message : String(error)));
  providers.setFaults([]);
  // A run's last word and its job's are one transaction, so that what is read now is whole.
  const { statuses, ...state } = await books(client, tenant.id);
  const calls = providers
    .calls()
    .filter(({ provider }) => ['apollo', 'exa', 'contactout', 'edgar', 'anthropic'].includes(provider))
    .map(callOf);
  const verdict = audit({ accepted: [...accepted.values()], ...state, calls });
  if (accepted.size < runs) verdict.problems.push(`${runs - accepted.size} of ${runs} runs were never accepted`);
  if (settledMs !== null && ended < runs)
    verdict.problems.push(`${runs - ended} runs had no end ${SETTLED_MS / 1_000} s after the last restart`);
  if (killed.length < kills) verdict.problems.push(`only ${killed.length} of ${kills} kills took place`);
  return {
    ...verdict,
    accepted: accepted.size,
    statuses,
    settledMs,
    seconds: seconds(),
    faulted: calls.filter(({ fault }) => fault !== null).length,
    calls: calls.length,
    timeline: timeline(samples, killed),
  };
}
