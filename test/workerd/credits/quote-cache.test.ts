import { beforeAll, describe, expect, it } from 'vitest';
import type { Quote } from '../../../src/features/credits/contract.ts';
import { enrich } from '../../../src/features/enrichment/engine/enrich.ts';
import { startEnrichment } from '../../../src/features/enrichment/engine/start.ts';
import type { Source } from '../../../src/features/prospects/contract.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { callsAbout, claimNow, jobCtx, memberCtx, noLimits, plainSteps, quietEnv } from '../enrichment/support.ts';
import { bookFaults, enrichNow } from './support.ts';

beforeAll(noLimits);

let n = 0;
const someone = () => `Tomas ${String.fromCharCode(65 + n++)}c Ostrander`;
const owner = async () => makeMember(await makeTenant({ credits: 100 }));
/** Those whose answers are kept. */
const KEPT: Source[] = ['apollo', 'exa', 'contactout'];

const quoteOf = (member: Member, id: string, sources: Source[] = KEPT) =>
  member.json<Quote>('/api/v1/enrichment/quote', { method: 'POST', body: { ids: [id], sources } });
/** Another enrichment of somebody, from its acceptance to its end. */
const again = async (member: Member, id: string, sources: Source[] = KEPT): Promise<string> => {
  const { jobId } = await startEnrichment(memberCtx(member), id, { sources });
  const { fence } = await claimNow(member.tenant.id, jobId);
  await enrich(jobCtx(member.tenant.id, jobId, quietEnv()), plainSteps, jobId, fence);
  return jobId;
};
/** Nothing known of somebody but name and company, as before anybody was asked: what they are asked by is the same again. */
const forget = (id: string, company = 'Larkspur Instruments') => admin`
  update prospects set company = ${company}, company_domain = null, email = null, email_key = null, linkedin_url = null
   where id = ${id}`;
const chargedBy = async (jobId: string): Promise<number> => {
  const [row] = await admin`select coalesce(sum(settled), 0)::int as n from credit_ledger where job_id = ${jobId}`;
  return row?.n;
};
/** What the ledger says that providers billed, and what they say themselves, in their own units. */
const billed = async (member: Member, name: string) => {
  const rows = await admin`
    select provider, sum(billed)::float as units from credit_ledger
     where tenant_id = ${member.tenant.id} and provider = any(${KEPT}) group by 1`;
  const calls = await Promise.all(
    KEPT.map(async (source) => {
      const units = (await callsAbout(name, source)).reduce((sum, call) => sum + call.billed.units, 0);
      return [source, Math.round(units * 1e6) / 1e6];
    }),
  );
  return {
    ledger: Object.fromEntries(rows.map(({ provider, units }) => [provider, Number(units)])),
    providers: Object.fromEntries(calls),
  };
};

describe('a person who was paid for', () => {
  it('is quoted at nothing, asked about nowhere, and charged nothing', async () => {
    const member = await owner();
    const { id, name } = await enrichNow(member, someone());
    const calls = async () => (await Promise.all(KEPT.map((source) => callsAbout(name, source)))).flat().length;
    await forget(id);
    const before = await calls();
    expect(before).toBeGreaterThanOrEqual(3);
    expect(await quoteOf(member, id)).toMatchObject({ median: 0, worst: 0, binds: null });
    expect(await chargedBy(await again(member, id))).toBe(0);
    expect(await calls()).toBe(before);
    const { ledger, providers } = await billed(member, name);
    expect(ledger).toEqual(providers);
    expect(await bookFaults(member.tenant.id)).toEqual([]);
  });

  it('is so too where another question of them has to be asked', async () => {
    const member = await owner();
    const { id, name } = await enrichNow(member, someone());
    await forget(id, 'Larkspur Instruments Ltd');
    await admin`update provider_answers set expires_at = now() where tenant_id = ${member.tenant.id}`;
    const before = (await callsAbout(name, 'contactout')).length;
    expect(await quoteOf(member, id)).toMatchObject({ median: 0, worst: 0 });
    expect(await chargedBy(await again(member, id))).toBe(0);
    expect((await callsAbout(name, 'contactout')).length).toBeGreaterThan(before);
    const { ledger, providers } = await billed(member, name);
    expect(ledger).toEqual(providers);
  });

  it('costs again once that was a month ago, and both say so', async () => {
    const member = await owner();
    const { id } = await enrichNow(member, someone());
    await admin`
      update provider_answers set paid_until = now(), expires_at = now() where tenant_id = ${member.tenant.id}`;
    await forget(id);
    const { worst } = await quoteOf(member, id);
    expect(worst).toBe(5);
    expect(await chargedBy(await again(member, id))).toBe(5);
  });
});

describe('a person whose answer came by a key of the workspace’s own', () => {
  it('is paid for too: quoted and charged nothing once the key is gone', async () => {
    const member = await owner();
    const path = '/api/v1/provider-keys/contactout';
    await member.json(path, { method: 'PUT', body: { key: `canary-${crypto.randomUUID()}` } });
    const { id } = await enrichNow(member, someone());
    expect((await quoteOf(member, id, ['contactout'])).sources[0]).toMatchObject({ state: 'own_key', worst: 0 });
    await member.json(path, { method: 'DELETE' });
    await forget(id);
    expect((await quoteOf(member, id, ['contactout'])).sources[0]).toMatchObject({ state: 'asked', worst: 0 });
    expect(await chargedBy(await again(member, id, ['contactout']))).toBe(0);
  });
});
