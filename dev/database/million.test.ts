import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { verifyPassword } from 'better-auth/crypto';
import { startPostgres } from '../postgres/server.ts';
import { hold } from '../stack/state.ts';
import { withClient } from './client.ts';
import { seedDemo } from './demo.ts';
import { DEMO_PASSWORD, MILLION } from './demo-tenants.ts';
import { checkTotal, fillTenant } from './fill.ts';
import { main, seedMillion } from './million.ts';
import { progress } from './progress.ts';

import { SMALL_ROWS } from './small-tenants.ts';
import { startDatabase, type TestDatabase } from './test-server.ts';

const silent = () => {};

describe('filling', { concurrency: false }, () => {
  let database: TestDatabase;
  before(async () => {
    database = await startDatabase();
  });
  after(() => database.stop());

  const counts = async () =>
    Object.fromEntries(
      (
        await database.all<{ slug: string; n: number }>(
          'select slug, count(p.id)::int as n from tenants t left join prospects p on p.tenant_id = t.id group by 1',
        )
      ).map(({ slug, n }) => [slug, n]),
    );

  test('makes a tenant with an owner who can sign in, and as many people as wanted', async () => {
    const { tenants, made, rowsPerSecond } = await seedMillion({ ownerUrl: database.ownerUrl, rows: 300 });
    assert.deepEqual(tenants, [{ id: MILLION.id, slug: 'million', rows: 300, owner: MILLION.members[0] }]);
    assert.equal(made, 300);
    assert.ok(rowsPerSecond > 0);
    const [owner] = await database.all<{ plan: string; billing: string; email: string; role: string; hash: string }>(`
      select t.plan, t.billing, u.email, m.role, a.password as hash from tenants t join members m on m.tenant_id = t.id
        join auth."user" u on u.id = m.user_id and u.email_verified join auth.account a on a.user_id = u.id`);
    const { hash = '', ...rest } = owner ?? {};
    assert.deepEqual(rest, { plan: 'enterprise', billing: 'active', email: 'owen@million.example', role: 'owner' });
    assert.ok(await verifyPassword({ hash, password: DEMO_PASSWORD }));
  });

  test('goes on where it was cut off, and makes nobody twice', async () => {
    const lines: string[] = [];
    const cut = withClient(database.ownerUrl, async (client) => {
      const log = (line: string) => {
        lines.push(line);
        if (lines.length === 2) throw new Error('cut off');
      };
      await fillTenant(client, { id: MILLION.id, slug: 'million', rows: 1_000, batch: 250, log });
    });
    await assert.rejects(cut, /cut off/);
    assert.deepEqual(await counts(), { million: 800 });
    assert.match(lines[0] ?? '', /^million: 550 of 1 000 prospects, [\d ]+ a second, .+ left$/);
    const { made } = await seedMillion({ ownerUrl: database.ownerUrl, rows: 1_000 });
    assert.equal(made, 200);
    const [keys] = await database.all(`
      select count(*)::int as n, count(distinct id)::int as ids, count(email_key) = count(distinct email_key) as emails,
             count(linkedin_key) = count(distinct linkedin_key) as profiles, count(distinct name) > 900 as names,
             bool_and(email_key is not null or linkedin_key is not null) as known from prospects`);
    assert.deepEqual(keys, { n: 1_000, ids: 1_000, emails: true, profiles: true, names: true, known: true });
  });

  test('does nothing where enough is there', async () => {
    const { made, tenants } = await seedMillion({ ownerUrl: database.ownerUrl, rows: 500 });
    assert.deepEqual([made, tenants.map(({ rows }) => rows)], [0, [1_000]]);
  });

  test('makes small tenants and other ones, each with rows of its own, and makes up for missing ones', async () => {
    const input = { ownerUrl: database.ownerUrl, rows: 200, tenants: ['whale', 'million'] };
    assert.equal((await seedMillion({ ...input, smallTenants: 2 })).made, 2 * SMALL_ROWS + 200);
    assert.equal((await seedMillion({ ...input, smallTenants: 3 })).made, SMALL_ROWS);
    const small = { 'small-0001': SMALL_ROWS, 'small-0002': SMALL_ROWS, 'small-0003': SMALL_ROWS };
    assert.deepEqual(await counts(), { million: 1_000, whale: 200, ...small });
    const [shared] = await database.all(`
      select count(*)::int as n from prospects a join prospects b on a.linkedin_key = b.linkedin_key
       where a.tenant_id < b.tenant_id`);
    assert.ok(shared && shared.n < 10, 'other tenants, other people');
  });

  test('tells when the kept count is wrong', async () => {
    await database.all(`update prospect_facets set n = n + 1 where facet = 'all' and tenant_id = '${MILLION.id}'`);
    const check = () =>
      withClient(database.ownerUrl, (client) => checkTotal(client, { id: MILLION.id, slug: 'million' }));
    await assert.rejects(check(), /million has 1000 prospects, but its facets count 1001/);
    await database.all(`update prospect_facets set n = n - 1 where facet = 'all' and tenant_id = '${MILLION.id}'`);
    assert.equal(await check(), 1_000);
  });

  test('is offered by the next start', async () => {
    const input = { ownerUrl: database.ownerUrl, appDomain: 'localhost:1', log: silent };
    const offered = (await seedDemo(input)).filter(({ host }) => host === 'million.localhost:1');
    assert.deepEqual(offered, [
      { host: 'million.localhost:1', email: 'owen@million.example', password: DEMO_PASSWORD, role: 'owner' },
    ]);
  });
});

describe('the command', { concurrency: false }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'million-test-'));
  after(() => rmSync(dir, { recursive: true, force: true }));
  const where = { dir, env: {} };
  const run = async (t: TestContext, ...argv: string[]) => {
    const log = t.mock.method(console, 'log', silent);
    await main(argv, where);
    return log.mock.calls.map(({ arguments: [line] }) => String(line));
  };

  test('starts the stack’s database when no stack runs, and stops it', async (t) => {
    const lines = await run(t, '--rows', '2000');
    assert.match(lines.at(-3) ?? '', /^million has 2000 prospects, and its facets count as many\. 2000 made in /);
    assert.deepEqual(lines.slice(-2), [
      '  npm start shows it as million.localhost',
      `  owen@million.example ${DEMO_PASSWORD} owner`,
    ]);
  });

  test('uses the running stack’s database, and leaves it as it is', async (t) => {
    const server = await startPostgres({ dir: join(dir, 'postgres'), durable: false });
    const admin = server.client('edgewise');
    await admin.connect();
    const passwords = async () => (await admin.query('select rolpassword from pg_authid order by oid')).rows;
    const release = await hold(4711, join(dir, 'stack.json'));
    try {
      const was = await passwords();
      const lines = await run(t, '--rows', '2500', '--tenant', 'million');
      assert.match(lines.at(-3) ?? '', /^million has 2500 prospects, and its facets count as many\. 500 made in /);
      assert.equal(lines.at(-2), '  http://million.localhost:4711');
      assert.deepEqual(await passwords(), was);
    } finally {
      await admin.end();
      await server.stop();
      release();
    }
  });

  test('asks for patience while the stack starts', async (t) => {
    const release = await hold(4711, join(dir, 'stack.json'));
    try {
      await assert.rejects(run(t, '--rows', '1'), /not ready/);
    } finally {
      release();
    }
  });

  test('refuses what is no number and no slug before it touches anything', async (t) => {
    for (const text of ['-1', '1.5', 'many', '', '50000001']) {
      await assert.rejects(run(t, `--rows=${text}`), /--rows must be a whole number from 0 to 50000000/);
    }
    await assert.rejects(run(t, '--tenant', 'No Slug'), /--tenant takes the slug/);
  });
});

test('progress tells speed and time left by what was done since it began', () => {
  let now = 0;
  const line = progress(500_000, 1_000_000, 'prospects', () => now);
  now = 10_000;
  assert.equal(line(540_000), '540 000 of 1 000 000 prospects, 4 000 a second, 1 min 55 s left');
  now = 125_000;
  assert.equal(line(1_000_000), '1 000 000 of 1 000 000 prospects, 4 000 a second');
});
