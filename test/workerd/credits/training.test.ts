import { beforeAll, describe, expect, it } from 'vitest';
import type { CreditState, LedgerEntry, Receipt } from '../../../src/features/credits/contract.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { callsAbout, noLimits, peek } from '../enrichment/support.ts';
import { bookFaults, enrichNow } from './support.ts';

beforeAll(noLimits);

let n = 0;
const someone = () => `Tomas ${String.fromCharCode(65 + n++)}t Ostrander`;

describe('training', () => {
  it('asks no provider, changes no profile, and takes nothing of what is real', async () => {
    const member = await makeMember(await makeTenant({ credits: 50 }));
    const on = await member.json<CreditState>('/api/v1/credits/training', { method: 'PUT', body: { on: true } });
    expect(on).toMatchObject({ available: 50, training: { on: true, play: { available: 1_000 } } });
    expect(on.caps).toEqual([{ cap: 'balance', limit: 1_000, used: 0, left: 1_000 }]);
    const runs = await Promise.all(Array.from({ length: 4 }, () => enrichNow(member, someone())));
    let settled = 0;
    for (const run of runs) {
      expect(await callsAbout(run.name)).toEqual([]);
      const profile = await peek(member, run.id);
      expect(profile.fields.map(({ source }) => source)).toEqual(['import', 'import']);
      expect(profile.prospect.enrichedAt).toBeNull();
      for (const { reason, cost } of profile.enrichment.sources) {
        expect(reason).toMatch(/^Training: an example/);
        expect(cost).toBe(0);
      }
      const receipt = await member.json<Receipt>(`/api/v1/enrichment-runs/${run.runId}/receipt`);
      expect(receipt.training).toBe(true);
      for (const { fields } of receipt.sources) for (const { value } of fields) expect(value).toMatch(/^\[example\]/);
      settled += receipt.settled;
    }
    expect(settled).toBeGreaterThan(0);
    const state = await member.json<CreditState>('/api/v1/credits');
    expect(state).toMatchObject({ spent: 0, reserved: 0, available: 50, month: { used: 0 } });
    expect(state.training.play).toMatchObject({ spent: settled, reserved: 0 });
    const { items } = await member.json<{ items: LedgerEntry[] }>('/api/v1/credits/ledger');
    expect(items.every(({ training }) => training)).toBe(true);
    expect(await bookFaults(member.tenant.id)).toEqual([]);
    const [signals] = await admin`select count(*)::int as n from signals where tenant_id = ${member.tenant.id}`;
    expect(signals).toEqual({ n: 0 });
  });

  it('ends with the next run that is accepted, and is switched by who may manage the workspace', async () => {
    const member = await makeMember(await makeTenant({ credits: 50 }));
    const colleague = await makeMember(member.tenant, 'manager');
    const body = { on: true };
    expect((await colleague.fetch('/api/v1/credits/training', { method: 'PUT', body })).status).toBe(403);
    await member.json('/api/v1/credits/training', { method: 'PUT', body });
    await member.json('/api/v1/credits/training', { method: 'PUT', body: { on: false } });
    const run = await enrichNow(member, someone());
    expect((await peek(member, run.id)).fields.length).toBeGreaterThan(0);
    expect(await member.json('/api/v1/credits')).toMatchObject({ spent: 6, training: { on: false } });
    const rows = await admin`
      select verb from audit where tenant_id = ${member.tenant.id} and verb like 'credits.training%' order by created_at`;
    expect(rows.map(({ verb }) => verb)).toEqual(['credits.training_on', 'credits.training_off']);
  });
});
