import { beforeAll, describe, expect, it } from 'vitest';
import type { TenantDetail, TenantRow } from '../../src/features/console/contract.ts';
import { newId } from '../../src/lib/ids.ts';
import { importCsv, workDone } from '../support/imports.ts';
import { makeOperator, recordOf, type TestOperator } from '../support/operators.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

let operator: TestOperator;
beforeAll(async () => {
  operator = await makeOperator();
});

const why = (reason: string) => ({ reason });
const statusOf = async (response: Response) => {
  const { code } = (await response.json()) as { code?: string };
  return [response.status, code];
};

describe('suspending', () => {
  it('refuses the very next request and page of a warm isolate, and resuming brings back the state before', async () => {
    const a = await makeMember(await makeTenant({ billing: 'past_due' }));
    const { id } = a.tenant;
    expect([(await a.fetch('/api/v1/me')).status, (await a.fetch('/prospects')).status]).toEqual([200, 200]);
    const closed = await operator.json<TenantDetail>(`/tenants/${id}/suspend`, why('abuse was reported'));
    expect(closed).toMatchObject({ billing: 'suspended', gate: 'closed', suspendedReason: 'abuse was reported' });
    expect(await statusOf(await a.fetch('/api/v1/prospects'))).toEqual([402, 'tenant_locked']);
    const page = await a.fetch('/prospects');
    expect([page.status, page.headers.get('location')]).toEqual([307, '/billing/reactivate']);
    const again = await operator.fetch(`/tenants/${id}/suspend`, { method: 'POST', body: why('once more') });
    expect(await again.json()).toMatchObject({ code: 'conflict', detail: 'The workspace is suspended already.' });

    const open = await operator.json<TenantDetail>(`/tenants/${id}/resume`, why('it was a mistake'));
    expect(open).toMatchObject({ billing: 'past_due', gate: 'full', suspendedReason: null });
    expect([(await a.fetch('/api/v1/prospects')).status, (await a.fetch('/prospects')).status]).toEqual([200, 200]);
    expect(await admin`select resumes_as, suspended_reason from tenants where id = ${id}`).toEqual([
      { resumes_as: null, suspended_reason: null },
    ]);
    expect(await recordOf(id)).toEqual([
      {
        operator: operator.userId,
        verb: 'tenant.suspended',
        detail: { reason: 'abuse was reported', from: 'past_due' },
      },
      { operator: operator.userId, verb: 'tenant.resumed', detail: { reason: 'it was a mistake', to: 'past_due' } },
    ]);
  });
});

describe('a verb', () => {
  it('that fails leaves neither a change nor a record', async () => {
    const { id } = await makeTenant();
    // Written last: whatever fails there undoes all before it.
    await admin`create function fail_record() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`;
    await admin`create trigger fail_record before insert on platform.audit for each row when (new.tenant_id is not null) execute function fail_record()`;
    const r = await operator.fetch(`/tenants/${id}/credits`, { method: 'POST', body: { amount: 7, ...why('a gift') } });
    await admin`drop trigger fail_record on platform.audit`;
    expect(r.status).toBe(500);
    expect(await admin`select granted::int from credit_accounts where tenant_id = ${id}`).toEqual([{ granted: 1000 }]);
    expect(await recordOf(id)).toEqual([]);
  });

  it('of an operator who was disabled a moment ago is refused', async () => {
    const [late, { id }] = [await makeOperator(), await makeTenant()];
    await late.json('/me');
    await admin`update platform.operators set disabled_at = now() where user_id = ${late.userId}`;
    expect((await late.fetch(`/tenants/${id}/suspend`, { method: 'POST', body: why('the last act') })).status).toBe(
      401,
    );
    expect(await admin`select billing from tenants where id = ${id}`).toEqual([{ billing: 'active' }]);
  });
});

describe('a plan', () => {
  it('is set, with the limits that come with it, and counts on the next request', async () => {
    const a = await makeMember(await makeTenant({ plan: 'free' }));
    const { id } = a.tenant;
    expect(await a.json('/api/v1/me')).toMatchObject({ tenant: { plan: 'free' } });
    const set = await operator.json<TenantDetail>(`/tenants/${id}/plan`, { plan: 'enterprise', ...why('signed') });
    expect([set.plan, set.limits.members]).toEqual(['enterprise', 1_000]);
    expect(await a.json('/api/v1/me')).toMatchObject({ tenant: { plan: 'enterprise' } });
    const wrong = await operator.fetch(`/tenants/${id}/plan`, {
      method: 'POST',
      body: { plan: 'gold', ...why('asked') },
    });
    expect(wrong.status).toBe(422);
    expect(await recordOf(id)).toEqual([
      {
        operator: operator.userId,
        verb: 'tenant.plan_set',
        detail: { reason: 'signed', from: 'free', to: 'enterprise' },
      },
    ]);
  });
});

describe('credits', () => {
  it('are added to what was granted, once for each of many grants at once, and each is on record', async () => {
    const { id } = await makeTenant({ credits: 100 });
    const grant = (amount: number) =>
      operator.json<TenantDetail>(`/tenants/${id}/credits`, { amount, ...why('sorry') });
    await Promise.all([1, 2, 3, 4, 5].map(grant));
    expect((await grant(10)).credits).toEqual({ granted: 125, reserved: 0, spent: 0 });
    const record = await recordOf(id);
    expect(record.map((r) => r.verb)).toEqual(Array(6).fill('tenant.credits_granted'));
    expect(record.at(-1)?.detail).toEqual({ reason: 'sorry', amount: 10 });
    for (const amount of [0, -5, 1.5]) {
      const r = await operator.fetch(`/tenants/${id}/credits`, { method: 'POST', body: { amount, ...why('sorry') } });
      expect([amount, r.status]).toEqual([amount, 422]);
    }
  });
});

describe('a grant with a key', () => {
  it('is one, however often it is sent and though at once; with another amount it is refused', async () => {
    const { id } = await makeTenant({ credits: 0 });
    const send = (key: string, amount: number, by = operator) =>
      by.fetch(`/tenants/${id}/credits`, {
        method: 'POST',
        body: { amount, ...why('a double click') },
        headers: { 'idempotency-key': key },
      });
    const answers = await Promise.all(Array.from({ length: 10 }, () => send('k-1', 10)));
    expect(new Set(answers.map((r) => r.status))).toEqual(new Set([200]));
    const granted = async () =>
      (await admin`select granted::int as n from credit_accounts where tenant_id = ${id}`)[0]?.n;
    expect(await granted()).toBe(10);
    expect((await recordOf(id)).length).toBe(1);
    expect((await send('k-1', 11)).status).toBe(409);
    expect((await send('', 10)).status).toBe(400);
    await send('k-2', 10);
    await send('k-1', 10, await makeOperator());
    expect(await granted()).toBe(30);
  });
});

describe('workspaces', () => {
  const find = async (q: string, more = '') =>
    (await operator.json<{ items: TenantRow[] }>(`/tenants?q=${encodeURIComponent(q)}${more}`)).items;

  it('are found by slug, name, host and a member’s address, and by nothing else', async () => {
    const a = await makeMember(await makeTenant({ billing: 'unpaid' }));
    const mark = newId().slice(-10);
    await admin`update tenants set name = ${`Weyland_${mark} & Co`} where id = ${a.tenant.id}`;
    await admin`insert into domains (tenant_id, host) values (${a.tenant.id}, ${`gifts.${mark}.example`})`;
    const [user] = await admin`select email from auth."user" where id = ${a.userId}`;
    for (const q of [a.tenant.slug, `weyland_${mark}`, `GIFTS.${mark}`, String(user?.email).toUpperCase()]) {
      expect([q, (await find(q)).map((t) => t.id)]).toEqual([q, [a.tenant.id]]);
    }
    expect(await find(a.tenant.slug, '&state=unpaid')).toMatchObject([{ members: 1, domains: 1, gate: 'locked' }]);
    expect(await find(a.tenant.slug, '&state=active')).toEqual([]);
    for (const q of ['%', `weyland%${mark}`, `weyland?${mark}`, "' or true --"])
      expect([q, await find(q)]).toEqual([q, []]);
  });

  it('come in pages that miss none and repeat none, though their moments are the same', async () => {
    const mark = `page-${newId().slice(-8)}`;
    const ids = await Promise.all([0, 1, 2, 3, 4].map(async (n) => (await makeTenant({ slug: `${mark}-${n}` })).id));
    await admin`update tenants set created_at = '2026-01-02T03:04:05.678Z' where id = any(${ids}::uuid[])`;
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: TenantRow[]; nextCursor: string | null } = await operator.json(
        `/tenants?q=${mark}&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.items.map((t) => t.id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids.toSorted().reverse());
  });

  it('show what they have, and what was done to them', async () => {
    const a = await makeMember(await makeTenant({ plan: 'pro', credits: 50 }));
    const { id, slug } = a.tenant;
    await importCsv(a, `Name,Email\nAda,${newId()}@x.example\nGrace,${newId()}@x.example\n`);
    await workDone();
    await operator.json(`/tenants/${id}/credits`, { amount: 5, ...why('welcome') });
    const detail = await operator.json<TenantDetail>(`/tenants/${id}`);
    expect(detail).toMatchObject({
      slug,
      host: `${slug}.localhost`,
      plan: 'pro',
      gate: 'full',
      prospects: 2,
      openJobs: 0,
      credits: { granted: 55 },
      limits: { members: 25 },
      domainList: [],
      memberList: [{ role: 'owner', disabled: false }],
      audit: [{ operator: operator.name, verb: 'tenant.credits_granted', detail: { amount: 5 } }],
    });
    expect(detail.flags).toContainEqual({ key: 'exports', on: true, why: 'No rule decides: this is for everyone.' });
    await admin`update tenants set deleted_at = now() where id = ${id}`;
    expect((await operator.fetch(`/tenants/${id}`)).status).toBe(404);
    expect(await find(slug)).toEqual([]);
  });
});

describe('health', () => {
  it('tells the last hour of each provider, and what waits', async () => {
    const a = await makeTenant();
    const [prospect, run, job] = [newId(), newId(), newId()];
    await admin.transaction([
      admin`insert into prospects (tenant_id, id, name) values (${a.id}, ${prospect}, 'Ada')`,
      admin`insert into jobs (tenant_id, id, kind, title, subject_type, subject_id, dedupe, progress_unit, created_by, created_at)
        values (${a.id}, ${job}, 'sample', 'x', 'prospect', ${prospect}, 'x', 'sources', 'x', '2026-01-02T03:04:05.678Z')`,
      admin`insert into enrichment_runs (tenant_id, id, prospect_id, job_id, trigger, sources, status) values (${a.id}, ${run}, ${prospect}, ${job}, 'request', '{}', 'done')`,
    ]);
    const result = async (source: string, status: string, ms: number, ago = '1 minute') => {
      const other = newId();
      await admin`insert into enrichment_runs (tenant_id, id, prospect_id, job_id, trigger, sources, status) values (${a.id}, ${other}, ${prospect}, ${job}, 'request', '{}', 'done')`;
      await admin`insert into source_results (tenant_id, run_id, source, prospect_id, status, started_at, finished_at)
        select ${a.id}, ${other}, ${source}, ${prospect}, ${status}, at - make_interval(secs => ${ms / 1000}), at from (select now() - ${ago}::interval as at) t`;
    };
    for (const [status, ms] of [
      ['found', 100],
      ['empty', 300],
      ['failed', 900],
    ] as const)
      await result('apollo', status, ms);
    await result('apollo', 'skipped', 5_000);
    await result('apollo', 'failed', 5_000, '61 minutes');
    for (let i = 0; i < 10; i += 1) await result('exa', i === 0 ? 'failed' : 'found', 50);
    await result('contactout', 'failed', 50);
    await result('edgar', 'found', 50);
    const h = await operator.json<{ providers: object[]; jobs: object[]; outbox: { waiting: number } }>('/health');
    expect(h.providers).toEqual([
      { provider: 'apollo', calls: 3, failed: 1, errorShare: 1 / 3, medianMs: 300, state: 'struggling' },
      { provider: 'claude', calls: 0, failed: 0, errorShare: null, medianMs: null, state: 'idle' },
      { provider: 'contactout', calls: 1, failed: 1, errorShare: 1, medianMs: 50, state: 'failing' },
      { provider: 'edgar', calls: 1, failed: 0, errorShare: 0, medianMs: 50, state: 'well' },
      { provider: 'exa', calls: 10, failed: 1, errorShare: 0.1, medianMs: 50, state: 'struggling' },
    ]);
    expect(h.jobs).toContainEqual({
      kind: 'sample',
      queued: 1,
      running: 0,
      oldestQueuedAt: '2026-01-02T03:04:05.678Z',
    });
    const [outbox] = await admin`select count(*)::int as n from outbox`;
    expect(h.outbox.waiting).toBe(outbox?.n);
  });
});
