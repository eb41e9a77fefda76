import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { verifyPassword } from 'better-auth/crypto';
import { identityOf, nameCompanyKey } from '../../src/features/imports/rows/identity.ts';
import type { DemoAccount } from '../stack/parts.ts';
import { withClient } from './client.ts';
import { seedDemo } from './demo.ts';
import { DEMO_OPERATOR, DEMO_PASSWORD, DEMO_TENANTS } from './demo-tenants.ts';
import { INSIDERS_FILE } from './people/insiders.ts';
import { transaction } from './session.ts';
import { startDatabase, type TestDatabase } from './test-server.ts';

const COUNTS = { acme: 5_000, globex: 2_000, initech: 500 };
const [ACME, GLOBEX, INITECH] = DEMO_TENANTS;
let database: TestDatabase;
let accounts: readonly DemoAccount[];
const lines: string[] = [];

const seed = () =>
  seedDemo({ ownerUrl: database.ownerUrl, appDomain: 'localhost:8787', log: (line) => lines.push(line) });
const one = async <T>(sql: string): Promise<T> => (await database.all<{ v: T }>(sql))[0]?.v as T;
/** How many rows each table has, and what is in those that say most. */
const everything = () =>
  one<string>(`select json_build_object(
    'tenants', (select json_agg(t order by id) from tenants t), 'members', (select json_agg(m order by id) from members m),
    'credits', (select json_agg(c order by tenant_id) from credit_accounts c),
    'users', (select json_agg(u order by id) from auth."user" u),
    'accounts', (select json_agg(a order by id) from auth.account a),
    'operators', (select json_agg(o order by user_id) from platform.operators o),
    'prospects', (select md5(string_agg(p::text, '' order by tenant_id, id)) from prospects p),
    'facets', (select md5(string_agg(f::text, '' order by tenant_id, facet, key)) from prospect_facets f),
    'lists', (select md5(string_agg(l::text, '' order by id)) from lists l),
    'listed', (select md5(string_agg(l::text, '' order by tenant_id, list_id, prospect_id)) from list_members l))::text as v`);

describe('the demo data', { concurrency: false }, () => {
  before(async () => {
    database = await startDatabase();
  });
  after(() => database.stop());

  test('of a start that failed is whole tenants only, and the next start makes the rest', async () => {
    // Lists are written last: all else of the tenant is there by then.
    await database.all(`
      create function fail() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$;
      create trigger fail after insert on lists for each row when (new.tenant_id = '${GLOBEX?.id}') execute function fail()`);
    await assert.rejects(seed(), /cut off/);
    const there = await database.all(`
      select slug, (select count(*)::int from prospects) as prospects, (select count(*)::int from lists) as lists,
             (select count(*)::int from members where tenant_id <> t.id) as others from tenants t`);
    assert.deepEqual(there, [{ slug: 'acme', prospects: COUNTS.acme, lists: 3, others: 0 }]);
    await database.all('drop trigger fail on lists');
    accounts = await seed();
    const counted = await database.all(
      'select slug, count(p.id)::int as n from tenants t join prospects p on p.tenant_id = t.id group by 1 order by 1',
    );
    assert.deepEqual(Object.fromEntries(counted.map(({ slug, n }) => [slug, n])), COUNTS);
  });

  test('stays as it is at the next start, which says nothing', async () => {
    const was = await everything();
    lines.length = 0;
    assert.deepEqual(await seed(), accounts);
    assert.equal(await everything(), was);
    assert.deepEqual(lines, []);
  });

  test('is two tenants in good standing and a locked one', async () => {
    const tenants = await database.all(
      'select slug, name, plan, billing, granted::int from tenants join credit_accounts on tenant_id = id order by slug',
    );
    assert.deepEqual(tenants, [
      { slug: 'acme', name: 'Acme Capital', plan: 'pro', billing: 'active', granted: 5_000 },
      { slug: 'globex', name: 'Globex Partners', plan: 'free', billing: 'trialing', granted: 500 },
      { slug: 'initech', name: 'Initech Advisors', plan: 'pro', billing: 'unpaid', granted: 0 },
    ]);
  });

  test('offers accounts that are members as it says, with verified addresses and the password', async () => {
    const found = await database.all<{ slug: string; email: string; role: string; verified: boolean; hash: string }>(`
      select t.slug, u.email, m.role, u.email_verified as verified, a.password as hash
        from members m join tenants t on t.id = m.tenant_id join auth."user" u on u.id = m.user_id
        join auth.account a on a.user_id = u.id and a.account_id = u.id and a.provider_id = 'credential'
       where m.disabled_at is null`);
    const asOffered = found.map(({ slug, email, role }) => `${slug}.localhost:8787 ${email} ${DEMO_PASSWORD} ${role}`);
    const offered = accounts
      .filter(({ role }) => role !== 'operator')
      .map(({ host, email, password, role }) => `${host} ${email} ${password} ${role}`);
    assert.deepEqual(offered.toSorted(), asOffered.toSorted());
    assert.deepEqual(
      Map.groupBy(offered, (line) => line.split('.')[0] ?? '')
        .entries()
        .map(([slug, of]) => [slug, of.map((line) => line.split(' ').at(-1))])
        .toArray(),
      [
        ['acme', ['owner', 'admin', 'manager', 'member', 'viewer', 'member']],
        ['globex', ['owner', 'member', 'admin']],
        ['initech', ['owner']],
      ],
    );
    assert.deepEqual(new Set(found.map(({ verified }) => verified)), new Set([true]));
    for (const hash of new Set(found.map((account) => account.hash))) {
      assert.ok(await verifyPassword({ hash, password: DEMO_PASSWORD }));
      assert.ok(!(await verifyPassword({ hash, password: `${DEMO_PASSWORD}5` })));
    }
    const twice = accounts.filter(({ email }) => email === 'pat@example.com').map(({ host, role }) => [host, role]);
    assert.deepEqual(twice, [
      ['acme.localhost:8787', 'member'],
      ['globex.localhost:8787', 'admin'],
    ]);
  });

  test('has one operator, on the product’s own host, who is a member nowhere', async () => {
    const offered = accounts.filter(({ role }) => role === 'operator');
    assert.deepEqual(offered, [
      { host: 'localhost:8787', email: DEMO_OPERATOR.email, password: DEMO_PASSWORD, role: 'operator' },
    ]);
    const found = await database.all<{
      email: string;
      verified: boolean;
      disabled: boolean;
      hash: string;
      tenants: number;
    }>(`
      select u.email, u.email_verified as verified, o.disabled_at is not null as disabled, a.password as hash,
             (select count(*)::int from members m where m.user_id = u.id) as tenants
        from platform.operators o join auth."user" u on u.id = o.user_id
        join auth.account a on a.user_id = u.id and a.provider_id = 'credential'`);
    const hash = found[0]?.hash ?? '';
    assert.deepEqual(found, [{ email: DEMO_OPERATOR.email, verified: true, disabled: false, hash, tenants: 0 }]);
    assert.ok(await verifyPassword({ hash, password: DEMO_PASSWORD }));
  });

  test('shows the application the rows of one tenant, and none without one', async () => {
    const tables = ['prospects', 'prospect_facets', 'lists', 'list_members', 'members', 'credit_accounts'];
    const sql = tables.map((name) => `select '${name}' as name, tenant_id from ${name}`).join(' union ');
    await withClient(database.appUrl, async (client) => {
      for (const { id } of [ACME, GLOBEX, INITECH].filter((tenant) => tenant !== undefined)) {
        const { rows } = await transaction(client, async () => {
          await client.query(`select set_config('app.tenant_id', $1, true)`, [id]);
          return client.query<{ name: string; tenant_id: string }>(sql);
        });
        assert.deepEqual(rows.map(({ name }) => name).toSorted(), tables.toSorted());
        assert.deepEqual(new Set(rows.map(({ tenant_id }) => tenant_id)), new Set([id]));
      }
      assert.deepEqual((await client.query(sql)).rows, []);
    });
  });

  test('is found again by an import: keys as it makes them, none twice in a tenant', async () => {
    const rows = await database.all<Record<string, string | null>>(
      `select tenant_id, name, company, email, linkedin_url, email_key, linkedin_key, name_key from prospects`,
    );
    for (const { name, company = null, email = null, linkedin_url = null, ...kept } of rows) {
      const identity = identityOf({ name: name ?? '', company, email, linkedinUrl: linkedin_url });
      assert.equal(kept.email_key, identity.email ?? null);
      assert.equal(kept.linkedin_key, identity.linkedin ?? null);
      assert.equal(kept.name_key, nameCompanyKey(name ?? '', company ?? ''));
    }
    for (const key of ['email_key', 'linkedin_key', 'name_key']) {
      const keys = rows.filter((row) => row[key] !== null).map((row) => `${row.tenant_id} ${row[key]}`);
      assert.ok(keys.length > 5_000);
      assert.equal(new Set(keys).size, keys.length, key);
    }
  });

  test('is counted by facets as it is', async () => {
    const wrong = await database.all(`
      with counted as (
        select p.tenant_id, v.facet, v.key, count(*) as n from prospects p,
          app.facet_rows(p.company, p.industry, p.seniority, p.country, p.tags, p.owner_id, p.net_worth, p.email, p.phone,
            p.linkedin_url) v group by 1, 2, 3)
      select * from counted c full join prospect_facets f using (tenant_id, facet, key) where c.n is distinct from f.n`);
    assert.deepEqual(wrong, []);
    assert.equal(await one<number>(`select sum(n)::int as v from prospect_facets where facet = 'all'`), 7_500);
  });

  test('was put on file over eighteen months, is incomplete here and there, and has lists', async () => {
    const [spread] = await database.all<Record<string, boolean>>(`
      select max(created_at) <= now() as past, max(updated_at) <= now() as changed,
        bool_and(updated_at >= created_at) as ordered,
        min(created_at) between now() - interval '19 months' and now() - interval '17 months' as old,
        count(*) filter (where email is null) > 500 as unreachable, count(*) filter (where city is null) > 500 as nowhere,
        count(net_worth) > 200 as wealthy, count(notes) > 200 as noted, count(distinct company) > 300 as companies
      from prospects`);
    for (const [what, holds] of Object.entries(spread ?? {})) assert.ok(holds, what);
    const lists = await database.all(`
      select t.slug, l.name, count(m.prospect_id)::int > 20 as filled, bool_and(u.id is not null) as owned
        from lists l join tenants t on t.id = l.tenant_id left join auth."user" u on u.id = l.created_by
        left join list_members m on m.list_id = l.id group by 1, 2 order by 1, 2`);
    const names = ['Board prospects', 'Insiders to watch', 'Spring gala'];
    const filled = (name: string) => name !== 'Insiders to watch' || existsSync(INSIDERS_FILE);
    assert.deepEqual(
      lists,
      Object.keys(COUNTS).flatMap((slug) => names.map((name) => ({ slug, name, filled: filled(name), owned: true }))),
    );
  });

  test('has insiders of whom only what was filed is said', async () => {
    const insiders = await database.all<Record<string, unknown>>(
      `select distinct name, company, email, phone, linkedin_url, net_worth, notes from prospects where 'insider' = any(tags)`,
    );
    const names = insiders.map(({ name }) => name);
    assert.ok(names.includes('Adrienne K. Marlowe'));
    if (existsSync(INSIDERS_FILE)) {
      for (const name of ['Reid Hoffman', 'Max R. Levchin', 'Peter Thiel']) assert.ok(names.includes(name), name);
    }
    for (const { name, company, ...rest } of insiders) {
      assert.ok(company, String(name));
      assert.deepEqual(new Set(Object.values(rest)), new Set([null]));
    }
  });
});
