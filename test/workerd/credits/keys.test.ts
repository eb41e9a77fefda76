import { beforeAll, describe, expect, it } from 'vitest';
import type { CreditState, ProviderKeys, Receipt } from '../../../src/features/credits/contract.ts';
import type { Env } from '../../../src/platform/env.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { callsAbout, noLimits, peek, quietEnv, sourceOf } from '../enrichment/support.ts';
import { bookFaults, enrichNow, newSecret } from './support.ts';

beforeAll(noLimits);

let n = 0;
const someone = () => `Tomas ${String.fromCharCode(65 + n++)}k Ostrander`;
const owner = async () => makeMember(await makeTenant({ credits: 100 }));
const put = (member: Member, provider: string, key: string) =>
  member.json<ProviderKeys>(`/api/v1/provider-keys/${provider}`, { method: 'PUT', body: { key } });
const keyOf = ({ items }: ProviderKeys, provider: string) => items.find((one) => one.provider === provider);

describe('a key of the workspace’s own', () => {
  it('is sealed, named and shown by its end, and cannot be read again', async () => {
    const member = await owner();
    const key = `canary-${crypto.randomUUID()}`;
    const keys = await put(member, 'exa', key);
    expect(keyOf(keys, 'exa')).toMatchObject({
      set: true,
      last4: key.slice(-4),
      setBy: member.userId,
      health: 'unused',
      lastUsedAt: null,
    });
    expect(keyOf(keys, 'apollo')).toMatchObject({ set: false, last4: null, health: null });
    const answers = [JSON.stringify(keys)];
    for (const path of ['provider-keys', 'credits', 'credits/ledger', 'usage', 'workspace'])
      answers.push(await (await member.fetch(`/api/v1/${path}`)).text());
    expect(answers.join()).not.toContain(key);
    const stored = await admin`select * from provider_keys where tenant_id = ${member.tenant.id}`;
    const records = await admin`select detail from audit where tenant_id = ${member.tenant.id}`;
    const kept = await admin`select * from idempotency where tenant_id = ${member.tenant.id}`;
    expect(JSON.stringify([stored, records, kept])).not.toContain(key);
    expect(records.map(({ detail }) => detail)).toContainEqual({ last4: key.slice(-4) });
  });

  it('is what its provider is asked with, costs no credits, and appears in no answer, no row and no log', async () => {
    const member = await owner();
    const key = `canary-${crypto.randomUUID()}`;
    await put(member, 'contactout', key);
    const lines: string[] = [];
    const was = { log: console.log, warn: console.warn, error: console.error };
    for (const name of ['log', 'warn', 'error'] as const) {
      console[name] = (...parts: unknown[]) => {
        lines.push(parts.map(String).join(' '));
        was[name](...parts);
      };
    }
    const run = await enrichNow(member, someone()).finally(() => Object.assign(console, was));
    expect(sourceOf(await peek(member, run.id), 'contactout')).toMatchObject({ status: 'found', cost: 0 });
    const prints = async (provider: string) =>
      new Set(
        (await callsAbout(run.name, provider)).map((call) => JSON.stringify(call).match(/\*\*\*[0-9a-f]{8}/)?.[0]),
      );
    expect((await prints('contactout')).size).toBe(1);
    const other = await enrichNow(await owner(), someone());
    expect((await callsAbout(other.name, 'contactout')).length).toBe(1);
    const receipt = await member.json<Receipt>(`/api/v1/enrichment-runs/${run.runId}/receipt`);
    expect(receipt).toMatchObject({ settled: 3, quoted: 3 });
    expect(receipt.sources.find(({ source }) => source === 'contactout')).toMatchObject({
      keyOwner: 'tenant',
      settled: 0,
    });
    expect(await member.json<CreditState>('/api/v1/credits')).toMatchObject({ spent: 3 });
    const keys = await member.json<ProviderKeys>('/api/v1/provider-keys');
    expect(keyOf(keys, 'contactout')).toMatchObject({ health: 'ok', lastUsedAt: expect.any(String) });
    expect(await bookFaults(member.tenant.id)).toEqual([]);
    const everything = await Promise.all(
      ['credit_ledger', 'source_results', 'field_values', 'jobs', 'audit', 'activity', 'provider_keys'].map((table) =>
        admin.query(`select * from ${table} where tenant_id = $1`, [member.tenant.id]),
      ),
    );
    expect(JSON.stringify([everything, receipt, lines])).not.toContain(key);
  });

  it('that its provider refuses is told as such, and no other key is tried', async () => {
    const member = await owner();
    await put(member, 'apollo', 'invalid-key-of-somebody');
    const run = await enrichNow(member, someone());
    expect(sourceOf(await peek(member, run.id), 'apollo')).toMatchObject({ status: 'failed', cost: 0 });
    expect(await callsAbout(run.name, 'apollo')).toHaveLength(1);
    const keys = await member.json<ProviderKeys>('/api/v1/provider-keys');
    expect(keyOf(keys, 'apollo')).toMatchObject({
      health: 'refused',
      healthReason: expect.stringMatching(/does not take the key/),
    });
  });

  it('that was removed is not used any more', async () => {
    const member = await owner();
    await put(member, 'apollo', 'invalid-key-of-somebody');
    const keys = await member.json<ProviderKeys>('/api/v1/provider-keys/apollo', { method: 'DELETE' });
    expect(keyOf(keys, 'apollo')).toMatchObject({ set: false });
    const run = await enrichNow(member, someone());
    expect(sourceOf(await peek(member, run.id), 'apollo')).toMatchObject({ status: 'found', cost: 1 });
  });

  it('moves under a new secret as it is used, and where the secret is gone its source is left without a key', async () => {
    const member = await owner();
    await put(member, 'exa', 'a-key-of-the-workspace');
    const env = quietEnv();
    const next = newSecret('next');
    const rotated: Env = {
      ...env,
      KEY_ENCRYPTION_KEY: next,
      KEY_ENCRYPTION_KEYS_RETIRED: String(env.KEY_ENCRYPTION_KEY),
    };
    const kek = async () => (await admin`select kek from provider_keys where tenant_id = ${member.tenant.id}`)[0]?.kek;
    expect(await kek()).toBe('test');
    const run = await enrichNow(member, someone(), rotated);
    expect(sourceOf(await peek(member, run.id), 'exa')).toMatchObject({ status: 'found', cost: 0 });
    expect(await kek()).toBe('next');
    const lost = await enrichNow(member, someone());
    expect(sourceOf(await peek(member, lost.id), 'exa')).toMatchObject({
      status: 'skipped',
      reason: 'No key for Exa is set.',
    });
  });

  it.each(['short', 'with space in it', 'x'.repeat(501)])('that is %j is refused, and not told back', async (key) => {
    const member = await owner();
    const r = await member.fetch('/api/v1/provider-keys/exa', { method: 'PUT', body: { key } });
    expect(r.status).toBe(422);
    expect(await r.text()).not.toContain(key);
  });
  it('is for no source that is free, and set by nobody who may not manage the workspace', async () => {
    const member = await owner();
    const manager = await makeMember(member.tenant, 'manager');
    const body = { key: 'a-key-of-somebody' };
    expect((await member.fetch('/api/v1/provider-keys/edgar', { method: 'PUT', body })).status).toBe(404);
    expect((await manager.fetch('/api/v1/provider-keys/exa', { method: 'PUT', body })).status).toBe(403);
    expect((await manager.fetch('/api/v1/provider-keys')).status).toBe(403);
  });
});
