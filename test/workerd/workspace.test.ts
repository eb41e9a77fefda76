import { describe, expect, it } from 'vitest';
import type { Usage, Workspace } from '../../src/features/workspace/contract.ts';
import { eventually, importCsv } from '../support/imports.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin, fetchWorker, tripsOf } from '../support/worker.ts';

const people = (n: number, domain: string) =>
  `Name,Email\n${Array.from({ length: n }, (_, i) => `Person ${i},p${i}@${domain}`).join('\n')}\n`;

const patch = (body: unknown) => ({ method: 'PATCH', body });

describe('a workspace', () => {
  it('is renamed by who may manage it, on the record, and its address before leads to the new one', async () => {
    const a = await makeMember(await makeTenant());
    const slug = `${a.tenant.slug}-b`;
    const changed = await a.json<Workspace>('/api/v1/workspace', patch({ name: 'Analytical Engines', slug }));
    expect(changed).toMatchObject({ name: 'Analytical Engines', slug, host: `${slug}.localhost` });
    expect(changed.formerSlugs.map((f) => f.slug)).toEqual([a.tenant.slug]);
    const moved = await eventually(
      () => fetchWorker(a.tenant.host, '/prospects'),
      (r) => r.status === 301,
    );
    expect(moved.headers.get('location')).toBe(`http://${slug}.localhost/prospects`);
    expect(await admin`select verb, detail from audit where tenant_id = ${a.tenant.id}`).toEqual([
      { verb: 'workspace.changed', detail: { name: 'Analytical Engines', slug } },
    ]);
  });

  it.each(['', 'ab', 'admin', 'xn--acme-9ta', 'a_b', '-ab', 'ä-team', 'x'.repeat(41)])(
    'has no address like "%s"',
    async (slug) => {
      const a = await makeMember(await makeTenant());
      expect((await a.fetch('/api/v1/workspace', patch({ slug }))).status).toBe(422);
    },
  );

  it('takes no address that another has, or had', async () => {
    const [a, b] = [await makeMember(await makeTenant()), await makeMember(await makeTenant())];
    const r = await a.fetch('/api/v1/workspace', patch({ slug: b.tenant.slug }));
    expect([r.status, await r.json()]).toMatchObject([422, { issues: [{ path: 'slug' }] }]);
    await b.json('/api/v1/workspace', patch({ slug: `${b.tenant.slug}-b` }));
    expect((await a.fetch('/api/v1/workspace', patch({ slug: b.tenant.slug }))).status).toBe(422);
  });

  it('is changed by nobody who may not manage it', async () => {
    const tenant = await makeTenant();
    for (const role of ['manager', 'member', 'viewer'] as const) {
      const m = await makeMember(tenant, role);
      expect((await m.fetch('/api/v1/workspace', patch({ name: 'Mine' }))).status).toBe(403);
    }
  });

  it('tells whoever is locked out why', async () => {
    const a = await makeMember(await makeTenant({ billing: 'unpaid' }));
    expect(await a.json('/api/v1/workspace')).toMatchObject({ billing: 'unpaid', gate: 'locked' });
  });
});

describe('the plan', () => {
  const limited = async (limits: Record<string, number>) => {
    const tenant = await makeTenant();
    await admin`update tenants set limits = ${JSON.stringify(limits)}::jsonb where id = ${tenant.id}`;
    return makeMember(tenant);
  };

  it('shows each limit with what consumed it, in one round trip', async () => {
    const a = await limited({ prospects: 100, members: 5 });
    await makeMember(a.tenant, 'viewer');
    await importCsv(a, people(30, 'usage.example'));
    await admin`update credit_accounts set reserved = 2 where tenant_id = ${a.tenant.id}`;
    await admin`
      insert into credit_counters (tenant_id, scope, subject, period, used)
      values (${a.tenant.id}, 'month', '', to_char(now() at time zone 'UTC', 'YYYY-MM'), 7)`;
    const r = await a.fetch('/api/v1/usage');
    expect(await tripsOf(r)).toBe(1);
    const usage = (await r.json()) as Usage;
    const of = (key: string) => usage.items.find((i) => i.key === key);
    expect(of('prospects')).toMatchObject({ limit: 100, used: 30, by: [{ kind: 'import', value: 30 }] });
    expect(of('members')).toMatchObject({ limit: 5, used: 2 });
    expect(of('members')?.by).toEqual([
      { kind: 'role', label: 'owner', value: 1 },
      { kind: 'role', label: 'viewer', value: 1 },
    ]);
    expect(of('creditsPerMonth')).toMatchObject({ limit: 200_000, used: 7 });
    expect(usage.credits).toEqual({ available: 998, reserved: 2 });
  });

  it('covers so many people: an import takes them exactly, updates who is there, and refuses the rest by row', async () => {
    const a = await limited({ prospects: 50 });
    await importCsv(a, people(30, 'room.example'));
    const done = await importCsv(
      a,
      `Name,Email,Title\n${people(60, 'room.example')
        .split('\n')
        .slice(1, -1)
        .map((l) => `${l},Owner`)
        .join('\n')}\n`,
    );
    expect(done.rows).toEqual({ read: 60, created: 20, updated: 30, unchanged: 0, refused: 10 });
    expect(await admin`select count(*)::int as n from prospects where tenant_id = ${a.tenant.id}`).toEqual([{ n: 50 }]);
    const errors = await (await a.fetch(`/api/v1/imports/${done.id}/errors.csv`)).text();
    expect(errors).toContain('covers no more people');
    expect(errors).toContain('p59@room.example');
  });

  it('covers so many people however many imports fill it at once', async () => {
    const a = await limited({ prospects: 120 });
    const done = await Promise.all(Array.from({ length: 5 }, (_, i) => importCsv(a, people(40, `many${i}.example`))));
    expect(done.reduce((sum, d) => sum + d.rows.created, 0)).toBe(120);
    expect(done.reduce((sum, d) => sum + d.rows.refused, 0)).toBe(80);
  });

  it('covers so many rows of a file', async () => {
    const a = await limited({ exportRows: 20 });
    await importCsv(a, people(30, 'rows.example'));
    const refused = await a.fetch('/api/v1/exports/prospects.csv');
    expect([refused.status, await refused.json()]).toMatchObject([
      402,
      { code: 'quota_exceeded', action: '/settings/usage' },
    ]);
    expect((await a.fetch('/api/v1/exports/prospects.csv?q=p1')).status).toBe(200);
    await admin`update tenants set billing = 'canceled' where id = ${a.tenant.id}`;
    const own = await (await a.fetch('/api/v1/exports/prospects.csv')).text();
    expect(own.trim().split('\r\n')).toHaveLength(31);
  });

  it('covers so many imports at a time: the others wait in line, and each comes to its turn', async () => {
    const a = await limited({ jobs: 1 });
    const done = await Promise.all(Array.from({ length: 4 }, (_, i) => importCsv(a, people(50, `line${i}.example`))));
    expect(done.map((d) => d.rows.created)).toEqual([50, 50, 50, 50]);
  });
});
