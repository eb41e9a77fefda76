import { neon } from '@neondatabase/serverless';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tenantDb } from '../../../src/db/client.ts';
import { newId } from '../../../src/lib/ids.ts';
import { keepSessions } from '../../support/endpoint.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, testEnv } from '../../support/worker.ts';

/** Transactions at once; each third one names no tenant. Many times the connections of the pool. */
const TRANSACTIONS = 300;
const ROWS = 5;

let a: Member;
let b: Member;
beforeAll(async () => {
  [a, b] = [await makeMember(await makeTenant()), await makeMember(await makeTenant())];
  for (const { tenant } of [a, b]) {
    await admin`insert into prospects (tenant_id, name) select ${tenant.id}, 'P' || i from generate_series(1, ${ROWS}) i`;
  }
  // As behind a pooler in transaction mode: what a session was told stays for whoever comes next.
  await keepSessions(true);
});
afterAll(() => keepSessions(false));

/** A connection string with connections of its own. */
const ownPool = () => `${testEnv.DATABASE_URL}?application_name=pooled-${newId()}`;

const dbOf = (url: string, m: Member) =>
  tenantDb(url, {
    tenantId: m.tenant.id,
    actor: { kind: 'member', userId: m.userId, sessionId: m.sessionId, role: 'owner', name: '', email: '' },
    intent: 'work',
    epoch: null,
    requestId: newId(),
  });

/** Rows that a transaction of a tenant saw of another, and rows that were seen without a tenant. */
const mixed = async (url: string): Promise<{ foreign: number; leaked: number; own: number }> => {
  const bare = neon(url);
  const seen = { foreign: 0, leaked: 0, own: 0 };
  const asMember = async (m: Member) => {
    const { rows } = await dbOf(url, m).execute<{ tenant_id: string }>(sql`
      select tenant_id from prospects union all select tenant_id from prospects_search`);
    const own = rows.filter((r) => r.tenant_id === m.tenant.id).length;
    seen.own += own;
    seen.foreign += rows.length - own;
  };
  const asNobody = async () => {
    seen.leaked += (await bare`select from prospects union all select from prospects_search`).length;
  };
  await Promise.all(
    Array.from({ length: TRANSACTIONS }, (_, i) => (i % 3 === 2 ? asNobody() : asMember(i % 3 === 0 ? a : b))),
  );
  // By now every connection of the pool has had a tenant.
  await Promise.all(Array.from({ length: 20 }, asNobody));
  return seen;
};

it('no transaction of many at once sees another tenant’s rows, and none does without a tenant', async () => {
  const own = ((TRANSACTIONS * 2) / 3) * ROWS * 2;
  expect(await mixed(ownPool())).toEqual({ foreign: 0, leaked: 0, own });
});

it('this test would see a setting that outlives its transaction', async () => {
  const [row] = await admin`select pg_get_functiondef('app.enter'::regproc) as source`;
  const source = String(row?.source);
  const lasting = source.replace(
    "set_config('app.tenant_id', p_tenant::text, true)",
    "set_config('app.tenant_id', p_tenant::text, false)",
  );
  expect(lasting).not.toBe(source);
  // An isolate's first transaction would find such a database unsafe, and nothing would be seen at all.
  const [safe] = await admin`select pg_get_functiondef('app.assert_safe()'::regprocedure) as source`;
  await admin.query(lasting);
  await admin.query(`create or replace function app.assert_safe() returns void language sql as 'select'`);
  try {
    expect((await mixed(ownPool())).leaked).toBeGreaterThan(0);
  } finally {
    await admin.query(source);
    await admin.query(String(safe?.source));
  }
});
