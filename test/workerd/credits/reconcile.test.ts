import { beforeAll, describe, expect, it } from 'vitest';
import type { CreditState, LedgerEntry } from '../../../src/features/credits/contract.ts';
import { reconcile } from '../../../src/features/credits/reconcile.ts';
import { enrich } from '../../../src/features/enrichment/engine/enrich.ts';
import type { Env } from '../../../src/platform/env.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { breaking } from '../enrichment/breaking.ts';
import {
  accepted,
  callsAbout,
  claimNow,
  type Fault,
  jobCtx,
  noLimits,
  openEnv,
  plainSteps,
  type Started,
  setFaults,
} from '../enrichment/support.ts';
import { bookFaults } from './support.ts';

beforeAll(noLimits);

let n = 0;
const someone = () => `Tomas ${String.fromCharCode(65 + (n % 26))}${'abcdefgh'[Math.floor(n++ / 26)]}r Ostrander`;

const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
/** What the emulators show of a key, and know it by. */
const printOf = async (key: string) =>
  hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))).slice(0, 8);

/** Keys of a test's own: a provider's account of one holds this test's calls and no others. */
const ownKeys = async (): Promise<Env> => {
  const key = (name: string) => `${name}-${crypto.randomUUID()}`;
  const [exa, anthropic] = [key('exa'), key('anthropic')];
  return {
    ...openEnv(),
    APOLLO_KEY: key('apollo'),
    CONTACTOUT_KEY: key('contactout'),
    EXA_KEY: exa,
    EXA_KEY_ID: await printOf(exa),
    ANTHROPIC_KEY: anthropic,
    ANTHROPIC_KEY_ID: await printOf(anthropic),
  };
};

const owner = async () => makeMember(await makeTenant({ credits: 1_000 }));
const run = (member: Member): Promise<Started> => accepted(member, someone());
const work = async ({ member, jobId }: Started, env: Env) => {
  const { fence } = await claimNow(member.tenant.id, jobId);
  return enrich(jobCtx(member.tenant.id, jobId, env), plainSteps, jobId, fence);
};

const PROVIDERS = { apollo: 'apollo', exa: 'exa', contactout: 'contactout', claude: 'anthropic' } as const;

/** Σ of the ledger against Σ of the emulators' lists, by provider, for the calls about some people. */
const sums = async (tenantId: string, names: readonly string[]) => {
  const rows = await admin`
    select provider, coalesce(sum(billed), 0)::float8 as ledger, count(*) filter (where billed is null)::int as open
      from credit_ledger where tenant_id = ${tenantId} group by provider`;
  const result: Record<string, { ledger: number; billed: number; open: number }> = {};
  for (const [provider, called] of Object.entries(PROVIDERS)) {
    let billed = 0;
    for (const name of names) for (const call of await callsAbout(name, called)) billed += call.billed.units;
    const row = rows.find((one) => one.provider === provider);
    const round = (units: number) => Math.round(units * 1e6) / 1e6;
    result[provider] = { ledger: round(Number(row?.ledger ?? 0)), billed: round(billed), open: Number(row?.open ?? 0) };
  }
  return result;
};
const expectEven = (found: Awaited<ReturnType<typeof sums>>) => {
  for (const [provider, { ledger, billed, open }] of Object.entries(found))
    expect({ provider, ledger, open }).toEqual({ provider, ledger: billed, open: 0 });
};

/** What the platform does each minute, without waiting for providers to count. */
const settle = (env: Env) => reconcile(env, { lagMs: 0 });

const LOST: Omit<Fault, 'provider' | 'match'>[] = [
  { fault: 'reset' },
  { fault: 'hang' },
  { fault: 'truncated' },
  { fault: 'malformed' },
  { fault: '500' },
  { fault: 'reset', stage: 'before' },
];

describe('a call that was billed and whose answer was lost', () => {
  it.each(LOST)('by %j is booked as the provider counts it, and given back to the customer', async (fault) => {
    const [member, env] = [await owner(), await ownKeys()];
    const first = await run(member);
    await setFaults(Object.values(PROVIDERS).map((provider) => ({ ...fault, provider, match: first.name, times: 1 })));
    await work(first, env);
    await setFaults([]);
    const second = await run(member);
    await work(second, env);
    const open = (await sums(member.tenant.id, [first.name, second.name])).apollo?.open;
    expect(open).toBe(1);
    expect(await member.json<CreditState>('/api/v1/credits')).toMatchObject({ spent: 6, reserved: 6 });
    await settle(env);
    expectEven(await sums(member.tenant.id, [first.name, second.name]));
    expect(await member.json<CreditState>('/api/v1/credits')).toMatchObject({ spent: 6, reserved: 0, available: 994 });
    const { items } = await member.json<{ items: LedgerEntry[] }>(`/api/v1/credits/ledger?run=${first.runId}`);
    for (const entry of items) {
      expect(entry).toMatchObject({ state: 'refunded', settled: 0, reason: 'No answer arrived: given back.' });
    }
    expect(await bookFaults(member.tenant.id)).toEqual([]);
    expect(await settle(env)).toEqual({ ended: 0 });
  });

  it('carries the ledger’s name for it to the provider', async () => {
    const [member, env] = [await owner(), await ownKeys()];
    const one = await run(member);
    await work(one, env);
    const { items } = await member.json<{ items: LedgerEntry[] }>(`/api/v1/credits/ledger?run=${one.runId}`);
    const calls = (await callsAbout(one.name)) as (Awaited<ReturnType<typeof callsAbout>>[number] & {
      headers: Record<string, string>;
    })[];
    for (const { provider, requestId } of items) {
      const named = calls.filter(({ headers }) => headers['x-request-id'] === requestId);
      expect(named.map((call) => call.provider)).toEqual([PROVIDERS[provider as keyof typeof PROVIDERS]]);
    }
  });

  it('is ended once by any number of reconcilers at the same time', async () => {
    const [member, env] = [await owner(), await ownKeys()];
    const runs = await Promise.all(Array.from({ length: 4 }, () => run(member)));
    await setFaults(runs.map(({ name }) => ({ provider: 'contactout', match: name, fault: 'reset', times: 1 })));
    // One after the other: two at once may find the same address, of which one has to be merged again.
    for (const one of runs) await work(one, env);
    await setFaults([]);
    const ended = await Promise.all(Array.from({ length: 5 }, () => settle(env)));
    expect(ended.reduce((sum, one) => sum + one.ended, 0)).toBe(4);
    expectEven(
      await sums(
        member.tenant.id,
        runs.map(({ name }) => name),
      ),
    );
    expect(await bookFaults(member.tenant.id)).toEqual([]);
  });
});

describe('an account that cannot be asked', () => {
  it('is waited for a day, after which the rule decides: ours to bear, the customer’s to get back', async () => {
    const [member, own] = [await owner(), await ownKeys()];
    const { EXA_SERVICE_KEY: _, ...env } = own;
    const one = await run(member);
    await setFaults([{ provider: 'exa', match: one.name, fault: 'reset', times: 1 }]);
    await work(one, env as Env);
    await setFaults([]);
    expect(await settle(env as Env)).toEqual({ ended: 0 });
    expect(await member.json<CreditState>('/api/v1/credits')).toMatchObject({ reserved: 1 });
    const tomorrow = new Date(Date.now() + 25 * 60 * 60_000);
    await reconcile(env as Env, { lagMs: 0, now: tomorrow });
    const [row] = await admin`
      select state, billed::float8 as billed, billed_basis from credit_ledger where tenant_id = ${member.tenant.id} and provider = 'exa'`;
    expect(row).toEqual({ state: 'refunded', billed: 0.023, billed_basis: 'rule' });
    expect(await member.json<CreditState>('/api/v1/credits')).toMatchObject({ reserved: 0 });
  });
  it('of which others make use too is not believed', async () => {
    const [member, env] = [await owner(), await ownKeys()];
    const one = await run(member);
    await setFaults([{ provider: 'apollo', match: one.name, fault: 'reset', times: 1 }]);
    await work(one, env);
    await setFaults([]);
    for (const name of [someone(), someone(), someone()]) {
      const query = new URLSearchParams({ name, organization_name: 'Larkspur Instruments' });
      await fetch(`${env.APOLLO_URL}/people/match?${query}`, {
        method: 'POST',
        headers: { 'x-api-key': String(env.APOLLO_KEY) },
      });
    }
    expect(await settle(env)).toEqual({ ended: 0 });
    const [row] = await admin`
      select state, billed from credit_ledger where tenant_id = ${member.tenant.id} and provider = 'apollo'`;
    expect(row).toEqual({ state: 'unknown', billed: null });
  });
});

describe('a worker that dies', () => {
  it('between any two writes leaves books that come out even with what the providers billed', async () => {
    const [member, env] = [await owner(), await ownKeys()];
    const probe = await run(member);
    const first = await claimNow(member.tenant.id, probe.jobId);
    const counted = breaking(jobCtx(member.tenant.id, probe.jobId, env), { at: 1_000, when: 'after' }, () => {});
    await enrich(counted.ctx, plainSteps, probe.jobId, first.fence);
    const breaks = Array.from({ length: counted.trips() }, (_, at) =>
      (['before', 'after'] as const).map((when) => ({ at: at + 1, when })),
    ).flat();
    const runs = await Promise.all(breaks.map(() => run(member)));
    await Promise.all(
      runs.map(async ({ jobId }, at) => {
        const { fence } = await claimNow(member.tenant.id, jobId);
        const spot = breaks[at];
        if (!spot) return;
        const dying = breaking(jobCtx(member.tenant.id, jobId, env), spot, () => {
          throw new Error('killed');
        });
        await enrich(dying.ctx, plainSteps, jobId, fence).catch(() => {});
      }),
    );
    // Nothing is decided while calls are under way, or may be.
    const before = await settle(env);
    for (const one of runs) {
      const [job] = await admin`select state from jobs where id = ${one.jobId}`;
      if (job?.state === 'running') await work(one, env);
    }
    const after = await settle(env);
    expect(before.ended + after.ended).toBeGreaterThan(0);
    expectEven(
      await sums(
        member.tenant.id,
        [probe, ...runs].map(({ name }) => name),
      ),
    );
    expect(await bookFaults(member.tenant.id)).toEqual([]);
    expect(await member.json<CreditState>('/api/v1/credits')).toMatchObject({ reserved: 0 });
    expect(breaks.length).toBeGreaterThan(20);
    // Some fifty runs, each of them twice.
  }, 300_000);
});
