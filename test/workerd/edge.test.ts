import { describe, expect, it, vi } from 'vitest';
import { admits, gateOf } from '../../src/features/tenants/gate.ts';
import { purgeHosts } from '../../src/features/tenants/purge.ts';
import { resolveHost } from '../../src/features/tenants/resolve.ts';
import { newId } from '../../src/lib/ids.ts';
import { readEnv } from '../../src/platform/env.ts';
import { makeLog } from '../../src/platform/log.ts';
import { tripsSeen, withDatabaseFault } from '../support/endpoint.ts';
import { csvForm, eventually } from '../support/imports.ts';
import { type Member, makeMember, makeTenant, type TestTenant } from '../support/tenants.ts';
import { admin, fetchWorker, testEnv, tripsOf } from '../support/worker.ts';

const env = () => readEnv(testEnv);
const kv = (key: string) => testEnv.HOSTS.get<{ version: number; tenant: { name: string } }>(key, 'json');
const keyOf = (t: TestTenant) => `slug:${t.slug}`;

/** A host of the tenant's own that routes, as a finished domain leaves it. */
const routeDomain = async (t: TestTenant): Promise<string> => {
  const host = `people-${t.slug}.example`;
  await admin`insert into domains (tenant_id, host, state, verified_at) values (${t.id}, ${host}, 'ready', now())`;
  return host;
};

const as = (a: Member, host: string, path: string, init: RequestInit = {}) =>
  fetchWorker(host, path, { ...init, headers: { cookie: a.cookie, ...init.headers } });

const codeOf = async (r: Response) => [r.status, ((await r.json()) as { code?: string }).code];

describe('the gate', () => {
  const at = new Date('2026-03-01T00:00:00.000Z');
  const [before, after] = ['2026-02-28T23:59:59.999Z', '2026-03-01T00:00:00.001Z'];
  const ends = [null, before, at.toISOString(), after];
  const states = ['trialing', 'active', 'past_due', 'unpaid', 'canceled', 'suspended'];
  const intents = ['work', 'read', 'own', 'any'] as const;

  it('is one rule, here and in the database, for every state, moment and intent', async () => {
    const cases = states.flatMap((billing) =>
      ends.flatMap((trialEndsAt) => ends.map((graceEndsAt) => ({ billing, trialEndsAt, graceEndsAt }))),
    );
    const rows = await admin`
      select c.*, app.gate(billing, "trialEndsAt", "graceEndsAt", ${at.toISOString()}) as gate
        from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as c (billing text, "trialEndsAt" timestamptz, "graceEndsAt" timestamptz)`;
    expect(rows).toHaveLength(cases.length);
    const ours = cases.map((c) => gateOf(c, at));
    expect(rows.map((r) => r.gate)).toEqual(ours);
    expect([...new Set(ours)].sort()).toEqual(['closed', 'full', 'limited', 'locked']);
    for (const gate of ['full', 'limited', 'locked', 'closed'] as const) {
      for (const intent of intents) {
        const [row] = await admin`select app.admits(${gate}, ${intent}) as admits`;
        expect([gate, intent, row?.admits]).toEqual([gate, intent, admits(gate, intent)]);
      }
    }
  });

  it.each<[string, string, string | null, Record<string, number>]>([
    ['trialing', 'trialing', null, { page: 200, read: 200, work: 202, own: 200 }],
    ['past due, within the grace', 'past_due', '1 day', { page: 200, read: 200, work: 202, own: 200 }],
    ['past due, after the grace', 'past_due', '-1 day', { page: 200, read: 200, work: 402, own: 200 }],
    ['after the trial', 'trialing', '-1 day', { page: 200, read: 200, work: 402, own: 200 }],
    ['unpaid', 'unpaid', null, { page: 307, read: 402, work: 402, own: 200 }],
    ['canceled', 'canceled', null, { page: 307, read: 402, work: 402, own: 200 }],
    ['suspended', 'suspended', null, { page: 307, read: 402, work: 402, own: 402 }],
  ])('%s: is right on the very next request of a warm isolate, by plain SQL', async (_, billing, end, expected) => {
    const a = await makeMember(await makeTenant());
    await a.json('/api/v1/prospects');
    await admin`update tenants set billing = ${billing}, trial_ends_at = now() + ${end}::interval, grace_ends_at = now() + ${end}::interval where id = ${a.tenant.id}`;
    const [work, read, own, page] = [
      await a.fetch('/api/v1/imports', { method: 'POST', body: csvForm('Name,Email\nAda,ada@gate.example\n') }),
      await a.fetch('/api/v1/prospects'),
      await a.fetch('/api/v1/exports/prospects.csv'),
      await a.fetch('/prospects'),
    ];
    expect({ page: page.status, read: read.status, work: work.status, own: own.status }).toEqual(expected);
    await Promise.all([work, read, own, page].map((r) => r.arrayBuffer()));
  });

  it('says what to do', async () => {
    const a = await makeMember(await makeTenant({ billing: 'suspended' }));
    const r = await a.fetch('/api/v1/prospects');
    expect(await r.json()).toMatchObject({ code: 'tenant_locked', action: '/billing/reactivate', detail: /support/ });
    await admin`update tenants set billing = 'past_due', grace_ends_at = now() where id = ${a.tenant.id}`;
    const limited = await a.fetch(`/api/v1/prospects/${newId()}/enrichments`, { method: 'POST', body: {} });
    expect(await limited.json()).toMatchObject({ status: 402, code: 'tenant_limited', action: '/billing/reactivate' });
  });

  it('lets nobody start work by looking at a profile once only reading is left', async () => {
    const a = await makeMember(await makeTenant());
    const [p] =
      await admin`insert into prospects (tenant_id, name, email) values (${a.tenant.id}, 'Ada', 'ada@look.example') returning id`;
    await admin`update tenants set billing = 'past_due', grace_ends_at = now() where id = ${a.tenant.id}`;
    const seen = await a.json<{ enrichment: { status: string } }>(`/api/v1/prospects/${p?.id}`);
    expect(seen.enrichment.status).toBe('never');
    expect(await admin`select from jobs where tenant_id = ${a.tenant.id}`).toEqual([]);
  });
});

describe('a record of a tenant', () => {
  it('that is old is found out by the request itself, which is judged again and answered in its own right', async () => {
    const a = await makeMember(await makeTenant({ plan: 'free' }));
    await a.json('/api/v1/prospects');
    await admin`update tenants set plan = 'pro', name = 'Renamed' where id = ${a.tenant.id}`;
    const next = await a.fetch('/api/v1/prospects');
    expect(next.status).toBe(200);
    // The refused transaction, and again; between them the record, a read that no request's id is counted for.
    expect(await tripsOf(next)).toBe(2);
    const warm = await a.fetch('/api/v1/prospects');
    expect([warm.status, await tripsOf(warm)]).toEqual([200, 1]);
  });

  it('that is old refuses a change before anything has happened, which then happens once', async () => {
    const a = await makeMember(await makeTenant());
    await a.json('/api/v1/prospects');
    await admin`update tenants set limits = '{"members": 7}' where id = ${a.tenant.id}`;
    const r = await a.fetch('/api/v1/imports', { method: 'POST', body: csvForm('Name,Email\nAda,ada@once.example\n') });
    expect(r.status).toBe(202);
    expect(await admin`select count(*)::int as n from imports where tenant_id = ${a.tenant.id}`).toEqual([{ n: 1 }]);
  });

  it('is never put back by a slow reader', async () => {
    const t = await makeTenant();
    const object = testEnv.HOST_CACHE.getByName(t.id);
    await object.put(keyOf(t), JSON.stringify({ version: 5 }), 5);
    await object.purge([keyOf(t)], 6);
    await object.put(keyOf(t), JSON.stringify({ version: 5 }), 5);
    expect(await kv(keyOf(t))).toBeNull();
    await object.put(keyOf(t), JSON.stringify({ version: 6 }), 6);
    expect((await kv(keyOf(t)))?.version).toBe(6);
  });

  it('is purged by every change, and by nothing else: a new slug leaves the domains’ keys alone', async () => {
    const a = await makeMember(await makeTenant());
    const b = await makeMember(await makeTenant());
    const host = await routeDomain(a.tenant);
    const keys = [keyOf(a.tenant), `domain:${host}`, keyOf(b.tenant)] as const;
    await purgeHosts(env());
    const fill = async () => {
      await Promise.all([a.fetch('/api/v1/me'), as(a, host, '/api/v1/me'), b.fetch('/api/v1/me')]);
      await Promise.all(keys.map((key) => testEnv.HOSTS.put(key, '{}')));
    };
    const there = async () => Promise.all(keys.map(async (key) => (await testEnv.HOSTS.get(key)) !== null));
    await fill();
    await admin`update tenants set plan = 'pro' where id = ${a.tenant.id}`;
    await purgeHosts(env());
    expect(await there()).toEqual([false, false, true]);
    await fill();
    await admin`update tenants set slug = ${`${a.tenant.slug}-n`} where id = ${a.tenant.id}`;
    await purgeHosts(env());
    expect(await there()).toEqual([false, true, true]);
    await fill();
    await admin`update domains set verified_at = null where host = ${host}`;
    await purgeHosts(env());
    expect(await there()).toEqual([true, false, true]);
    expect(await admin`select from outbox where topic = 'hosts'`).toEqual([]);
  });

  it('is purged at the next sweep where the purge did not come through', async () => {
    const t = await makeTenant();
    await admin`update tenants set plan = 'free' where id = ${t.id}`;
    const broken = {
      ...testEnv,
      HOST_CACHE: { getByName: () => ({ purge: () => Promise.reject(new Error('down')) }) },
    };
    await expect(purgeHosts(readEnv(broken))).rejects.toThrow('down');
    expect(await admin`select count(*)::int as n from outbox where tenant_id = ${t.id}`).toEqual([{ n: 1 }]);
    await purgeHosts(env());
    expect(await admin`select from outbox where tenant_id = ${t.id}`).toEqual([]);
  });

  it.each<[string, (t: TestTenant) => Promise<unknown>]>([
    [
      'of another host',
      async (t) => {
        const other = await makeMember(await makeTenant());
        await other.json('/api/v1/me');
        const record = await eventually(
          () => testEnv.HOSTS.get(keyOf(other.tenant)),
          (v) => v !== null,
        );
        return testEnv.HOSTS.put(keyOf(t), record as string);
      },
    ],
    ['that is no record', (t) => testEnv.HOSTS.put(keyOf(t), '{"v":2,"host":7}')],
    ['that is no JSON', (t) => testEnv.HOSTS.put(keyOf(t), 'not JSON')],
  ])('%s in KV is no record', async (_, lie) => {
    const a = await makeMember(await makeTenant());
    await lie(a.tenant);
    expect((await a.json<{ tenant: { id: string } }>('/api/v1/me')).tenant.id).toBe(a.tenant.id);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['down', () => Promise.reject(new Error('KV is down'))],
    ['slow', () => new Promise(() => {})],
  ])('comes from the database where KV is %s', async (_, get) => {
    const t = await makeTenant();
    const broken = { ...env(), HOSTS: { get, put: get, delete: get } as never };
    const found = await resolveHost(broken, t.host, makeLog({}), (work) => void work.catch(() => undefined));
    expect(found?.tenant.id).toBe(t.id);
  });

  it('does without the database where KV knows the host', async () => {
    const a = await makeMember(await makeTenant());
    await a.json('/api/v1/me');
    await withDatabaseFault({ kind: 'refuse', times: 100 }, async () => {
      expect((await fetchWorker(a.tenant.host, '/prospects')).status).toBe(200);
      expect((await a.fetch('/api/v1/prospects')).status).toBe(503);
    });
  });
});

describe('a slug that a workspace had before', () => {
  it('leads to the new one, however it was changed, until its end', async () => {
    const a = await makeMember(await makeTenant());
    await a.json('/api/v1/me');
    const renamed = `${a.tenant.slug}-new`;
    await admin`update tenants set slug = ${renamed} where id = ${a.tenant.id}`;
    await purgeHosts(env());
    await eventually(
      () => fetchWorker(a.tenant.host, '/prospects?q=ada'),
      (r) => r.status === 301 && r.headers.get('location') === `http://${renamed}.localhost/prospects?q=ada`,
    );
    const sent = await as(a, a.tenant.host, '/api/v1/imports', { method: 'POST', body: 'x' });
    expect([sent.status, sent.headers.get('location')]).toEqual([308, `http://${renamed}.localhost/api/v1/imports`]);
    expect((await as(a, `${renamed}.localhost`, '/api/v1/me')).status).toBe(200);
    await expect(makeTenant({ slug: a.tenant.slug }), 'nobody else’s until then').rejects.toThrow();
    await admin`update former_slugs set ends_at = now() where slug = ${a.tenant.slug}`;
    const other = await makeMember(await makeTenant({ slug: a.tenant.slug }));
    await eventually(
      () => other.fetch('/api/v1/me'),
      (r) => r.status === 200,
      20_000,
    );
  });

  it('is the workspace’s again when it goes back', async () => {
    const t = await makeTenant();
    await admin`update tenants set slug = ${`${t.slug}-2`} where id = ${t.id}`;
    await admin`update tenants set slug = ${t.slug} where id = ${t.id}`;
    expect(await admin`select slug from former_slugs where tenant_id = ${t.id}`).toEqual([{ slug: `${t.slug}-2` }]);
  });
});

/** A name that a workspace could have: a longer one is no slug, and is not looked up at all. */
const madeUp = () => `no-${newId().replaceAll('-', '')}.localhost`;

describe('a host that nobody has', () => {
  it('costs a capped number of look-ups, however many are made up, and known workspaces notice nothing', async () => {
    const a = await makeMember(await makeTenant());
    await a.json('/api/v1/me');
    const [before, started] = [await tripsSeen(), Date.now()];
    for (let i = 0; i < 10; i += 1) {
      await Promise.all(Array.from({ length: 100 }, () => fetchWorker(madeUp(), '/').then((r) => r.text())));
    }
    const spent = (await tripsSeen()) - before;
    // 200 at once, five a second after, and what the product does by itself meanwhile.
    expect(spent).toBeLessThanOrEqual(200 + (5 * (Date.now() - started)) / 1_000 + 60);
    expect((await a.json<{ tenant: { id: string } }>('/api/v1/me')).tenant.id).toBe(a.tenant.id);
  });
});

describe('a host that was known', () => {
  it('is believed a while longer where a flood of made-up ones has spent the look-ups and KV does not answer', async () => {
    const get = () => Promise.reject(new Error('KV is down'));
    const broken = { ...env(), HOSTS: { get, put: get, delete: get } as never };
    const resolve = (host: string) =>
      resolveHost(broken, host, makeLog({}), (work) => void work.catch(() => undefined));
    const [t, never] = [await makeTenant(), await makeTenant()];
    // Later than any flood of another test, which spends the same look-ups.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    try {
      expect((await resolve(t.host))?.tenant.id).toBe(t.id);
      vi.setSystemTime(Date.now() + 6_000);
      for (let i = 0; i < 10; i += 1) {
        await Promise.all(Array.from({ length: 50 }, () => resolve(madeUp())));
      }
      expect(await resolve(never.host)).toBeUndefined();
      expect((await resolve(t.host))?.tenant.id).toBe(t.id);
      vi.setSystemTime(Date.now() + 10_000);
      expect((await resolve(never.host))?.tenant.id).toBe(never.id);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a flag', () => {
  const set = (key: string, change: { enabled?: boolean; killed?: boolean; rules?: unknown[] }) => admin`
    insert into platform.flags (key, description, enabled, killed, rules)
      values (${key}, 'Of a test', ${change.enabled ?? true}, ${change.killed ?? false}, ${JSON.stringify(change.rules ?? [])}::jsonb)
    on conflict (key) do update set enabled = excluded.enabled, killed = excluded.killed, rules = excluded.rules`;
  const importing = (a: Member) =>
    a.fetch('/api/v1/imports', { method: 'POST', body: csvForm(`Name,Email\nAda,${newId()}@flag.example\n`) });

  it('that is killed refuses the very next request of a warm isolate, and lets in the one after it is revived', async () => {
    const a = await makeMember(await makeTenant());
    expect((await importing(a)).status).toBe(202);
    await set('imports', { killed: true });
    expect(await codeOf(await importing(a))).toEqual([503, 'feature_off']);
    await set('imports', { killed: false });
    expect((await importing(a)).status).toBe(202);
    await admin`delete from platform.flags where key = 'imports'`;
    expect((await importing(a)).status).toBe(202);
  });

  it('follows its rules: by tenant, by plan, by member', async () => {
    const a = await makeMember(await makeTenant({ plan: 'free' }));
    const b = await makeMember(a.tenant);
    const c = await makeMember(await makeTenant({ plan: 'pro' }));
    const statuses = async () => [
      (await importing(a)).status,
      (await importing(b)).status,
      (await importing(c)).status,
    ];
    await set('imports', { enabled: true, rules: [{ tenants: [a.tenant.id], on: false }] });
    expect(await statuses()).toEqual([503, 503, 202]);
    await set('imports', { enabled: false, rules: [{ plans: ['pro'], on: true }] });
    expect(await statuses()).toEqual([503, 503, 202]);
    await set('imports', { enabled: false, rules: [{ members: [b.userId], on: true }] });
    expect(await statuses()).toEqual([503, 202, 503]);
    await admin`delete from platform.flags where key = 'imports'`;
  });
});
