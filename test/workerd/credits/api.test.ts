import { beforeAll, describe, expect, it } from 'vitest';
import type { Budgets, CreditState, LedgerEntry, Quote, Receipt } from '../../../src/features/credits/contract.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, tripsOf } from '../../support/worker.ts';
import { accepted, addProspect, noLimits } from '../enrichment/support.ts';
import { bookFaults, enrichNow } from './support.ts';

beforeAll(noLimits);

let n = 0;
const someone = () => `Tomas ${String.fromCharCode(65 + n++)}q Ostrander`;
const owner = async (credits = 1000) => makeMember(await makeTenant({ credits }));
const json = { method: 'POST' } as const;
type Page = { items: LedgerEntry[]; nextCursor: string | null };

const NO_BUDGETS: Budgets = { run: null, member: null, members: [], day: null, month: null };

describe('credits', () => {
  it('are told with what limits them, in one round trip', async () => {
    const member = await owner(300);
    await enrichNow(member, someone());
    await member.json('/api/v1/credits/budgets', { method: 'PUT', body: { ...NO_BUDGETS, run: 6, day: 50 } });
    const r = await member.fetch('/api/v1/credits');
    expect(await tripsOf(r)).toBe(1);
    expect((await r.json()) as CreditState).toMatchObject({
      granted: 300,
      reserved: 0,
      spent: 6,
      available: 294,
      refunded: 0,
      month: { used: 6, limit: 200_000 },
      caps: [
        { cap: 'balance', limit: 300, used: 6, left: 294 },
        { cap: 'run', limit: 6, used: 0, left: 6 },
        { cap: 'day', limit: 50, used: 6, left: 44 },
        { cap: 'plan', limit: 200_000, used: 6, left: 199_994 },
      ],
      training: { on: false, play: { available: 0 } },
    });
    expect(await bookFaults(member.tenant.id)).toEqual([]);
  });

  it('have a ledger that is read page by page and narrowed down', async () => {
    const member = await owner();
    const first = await enrichNow(member, someone());
    await enrichNow(member, someone());
    const seen: LedgerEntry[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 9; pages += 1) {
      const page: Page = await member.json(
        `/api/v1/credits/ledger?limit=3${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(8);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(8);
    expect([...seen].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id))).toEqual(seen);
    const of = async (query: string) => (await member.json<Page>(`/api/v1/credits/ledger?${query}`)).items;
    expect((await of(`run=${first.runId}`)).map(({ provider }) => provider).sort()).toEqual([
      'apollo',
      'claude',
      'contactout',
      'exa',
    ]);
    expect(await of(`member=${member.userId}&provider=exa`)).toHaveLength(2);
    expect(await of('member=nobody')).toEqual([]);
    expect(await of('state=unknown')).toEqual([]);
    expect((await of('provider=contactout'))[0]).toMatchObject({
      state: 'settled',
      settled: 3,
      training: false,
      keyOwner: 'platform',
      memberId: member.userId,
    });
    expect((await member.fetch('/api/v1/credits/ledger?cursor=nonsense')).status).toBe(400);
  });

  it('have a receipt for each run, whose parts add up', async () => {
    const member = await owner();
    const { runId, id } = await enrichNow(member, someone());
    const receipt = await member.json<Receipt>(`/api/v1/enrichment-runs/${runId}/receipt`);
    expect(receipt).toMatchObject({
      runId,
      prospectId: id,
      training: false,
      quoted: 6,
      reserved: 6,
      settled: 6,
      refunded: 0,
    });
    expect(receipt.sources.map(({ source, state, settled }) => [source, state, settled])).toEqual([
      ['apollo', 'settled', 1],
      ['exa', 'settled', 1],
      ['contactout', 'settled', 3],
      ['edgar', null, 0],
      ['claude', 'settled', 1],
    ]);
    for (const { fields, settled } of receipt.sources) {
      if (fields.length === 0) continue;
      expect(fields.reduce((sum, { credits }) => sum + Math.round(credits * 10_000), 0)).toBe(settled * 10_000);
    }
    const apollo = receipt.sources[0];
    expect(apollo?.providerRequestId).toMatch(/^-?\d+$/);
    expect(apollo?.fields.map(({ field }) => field)).toContain('email');
    const stranger = await owner();
    expect((await stranger.fetch(`/api/v1/enrichment-runs/${runId}/receipt`)).status).toBe(404);
  });
});

describe('a quote', () => {
  it('tells the price of people by id and by filter, before and after they were measured', async () => {
    const member = await owner(100);
    const ids = await Promise.all(
      Array.from({ length: 10 }, () => addProspect(member, { name: someone(), company: 'Larkspur Instruments' })),
    );
    const quote = await member.json<Quote>('/api/v1/enrichment/quote', { ...json, body: { ids } });
    expect(quote).toMatchObject({ people: 10, worst: 60, balance: { available: 100, afterWorst: 40 }, binds: null });
    expect(quote.median).toBeGreaterThan(0);
    expect(quote.median).toBeLessThanOrEqual(60);
    expect(quote.sources.map(({ source, state }) => `${source} ${state}`)).toEqual([
      'apollo asked',
      'exa asked',
      'contactout asked',
      'edgar free',
      'claude asked',
    ]);
    const some = await member.json<Quote>('/api/v1/enrichment/quote', {
      ...json,
      body: { filter: { company: ['Larkspur'] }, sources: ['apollo', 'edgar'] },
    });
    expect(some).toMatchObject({ people: 10, worst: 10 });
    expect(some.sources).toHaveLength(2);
    expect(await member.json('/api/v1/credits')).toMatchObject({ reserved: 0, spent: 0 });
  });

  it('rests on what the workspace’s own calls brought, once there are enough, and names how many', async () => {
    const member = await owner();
    const one = await accepted(member, someone());
    await admin`
      insert into credit_ledger (tenant_id, job_id, run_id, step, provider, state, quoted, reserved, settled, billed, billed_basis)
      select ${member.tenant.id}, ${one.jobId}, ${one.runId}, 's' || i, 'contactout',
             case when i <= 12 then 'settled' else 'refunded' end, 3, 3, case when i <= 12 then 2 else 0 end, 2, 'answer'
        from generate_series(1, 40) i`;
    const quote = await member.json<Quote>('/api/v1/enrichment/quote', {
      ...json,
      body: { ids: [one.id], sources: ['contactout'] },
    });
    expect(quote.sources[0]).toMatchObject({
      median: 0,
      worst: 3,
      basis: { from: 'tenant', sample: 40, hitRate: 0.3, creditsPerHit: 2 },
    });
  });

  it('counts nobody of another workspace, and says what would stop it', async () => {
    const [member, stranger] = [await owner(4), await owner()];
    const [own, foreign] = await Promise.all(
      [member, stranger].map((who) => addProspect(who, { name: someone(), company: 'Larkspur Instruments' })),
    );
    const quote = await member.json<Quote>('/api/v1/enrichment/quote', { ...json, body: { ids: [own, foreign] } });
    expect(quote).toMatchObject({ people: 1, worst: 6, binds: { cap: 'balance', left: 4 } });
    await member.json('/api/v1/credits/budgets', { method: 'PUT', body: { ...NO_BUDGETS, day: 2 } });
    const bound = await member.json<Quote>('/api/v1/enrichment/quote', { ...json, body: { ids: [own] } });
    expect(bound.binds).toEqual({ cap: 'day', at: 'median', left: 2 });
  });

  it('leaves out what was paid before and is fresh', async () => {
    const member = await owner();
    const { id } = await enrichNow(member, someone());
    const quote = await member.json<Quote>('/api/v1/enrichment/quote', { ...json, body: { ids: [id] } });
    expect(quote.sources.map(({ source, paidBefore, worst }) => [source, paidBefore, worst])).toEqual([
      ['apollo', 1, 0],
      ['exa', 1, 0],
      ['contactout', 1, 0],
      ['edgar', 0, 0],
      ['claude', 0, 1],
    ]);
  });

  it.each([[{}], [{ ids: [], filter: {} }], [{ ids: ['x'] }], [{ filter: {}, sources: ['nobody'] }]])(
    'of %j is refused',
    async (body) => {
      const member = await owner();
      expect((await member.fetch('/api/v1/enrichment/quote', { ...json, body })).status).toBe(422);
    },
  );
});

describe('budgets', () => {
  it('are set as a whole, on the record, and by who may manage the workspace', async () => {
    const member = await owner();
    const colleague = await makeMember(member.tenant, 'manager');
    const set: Budgets = {
      ...NO_BUDGETS,
      run: 4,
      month: 900,
      members: [{ memberId: colleague.userId, credits: 0 }],
    };
    expect(await member.json('/api/v1/credits/budgets', { method: 'PUT', body: set })).toEqual(set);
    expect(await colleague.json('/api/v1/credits/budgets')).toEqual(set);
    expect((await colleague.fetch('/api/v1/credits/budgets', { method: 'PUT', body: set })).status).toBe(403);
    const [row] =
      await admin`select detail from audit where tenant_id = ${member.tenant.id} and verb = 'credits.budgets_set'`;
    expect(row?.detail).toEqual(set);
    expect(await member.json('/api/v1/credits/budgets', { method: 'PUT', body: NO_BUDGETS })).toEqual(NO_BUDGETS);
  });
  it('of somebody who is no member are refused, and nothing changes', async () => {
    const [member, stranger] = [await owner(), await owner()];
    const set = { ...NO_BUDGETS, run: 4, members: [{ memberId: stranger.userId, credits: 1 }] };
    expect((await member.fetch('/api/v1/credits/budgets', { method: 'PUT', body: set })).status).toBe(422);
    expect(await member.json('/api/v1/credits/budgets')).toEqual(NO_BUDGETS);
  });
});

describe('an address that bounced', () => {
  it('is paid back once, however often it is told, and only where it was paid for', async () => {
    const member = await owner();
    const { id, runId } = await enrichNow(member, someone());
    const receipt = await member.json<Receipt>(`/api/v1/enrichment-runs/${runId}/receipt`);
    const email = receipt.sources[0]?.fields.find(({ field }) => field === 'email')?.value ?? '';
    const tell = (address: string) =>
      member.json<{ refunds: { credits: number; source: string }[] }>(`/api/v1/prospects/${id}/bounces`, {
        ...json,
        body: { email: address },
      });
    expect((await tell('somebody.else@example.com')).refunds).toEqual([]);
    const told = await Promise.all(Array.from({ length: 8 }, () => tell(email.toUpperCase())));
    const refunds = told.flatMap((one) => one.refunds);
    expect(refunds.length).toBe(new Set(refunds.map(({ source }) => source)).size);
    expect(refunds).toContainEqual(expect.objectContaining({ source: 'apollo', credits: 1 }));
    const credits = refunds.reduce((sum, one) => sum + one.credits, 0);
    expect(await member.json('/api/v1/credits')).toMatchObject({
      spent: 6 - credits,
      refunded: credits,
      month: { used: 6 - credits },
    });
    expect(await bookFaults(member.tenant.id)).toEqual([]);
    const after = await member.json<Receipt>(`/api/v1/enrichment-runs/${runId}/receipt`);
    expect(after).toMatchObject({ settled: 6, refunded: credits });
    expect(after.sources[0]?.fields.find(({ field }) => field === 'email')?.refunded).toBe(1);
    const [row] = await admin`
      select count(*)::int as n from audit where tenant_id = ${member.tenant.id} and verb = 'credits.refunded'`;
    expect(row?.n).toBeGreaterThan(0);
    const stranger = await owner();
    expect((await stranger.fetch(`/api/v1/prospects/${id}/bounces`, { ...json, body: { email } })).status).toBe(404);
  });
});
