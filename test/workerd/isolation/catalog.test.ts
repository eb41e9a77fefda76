import { neon } from '@neondatabase/serverless';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../src/lib/ids.ts';
import { makeTenant } from '../../support/tenants.ts';
import { admin, testEnv } from '../../support/worker.ts';
import { catalogSql, type Violation, violations } from './kit/checks.ts';
import { ENTRANCE_MUTATIONS, makeEntrances } from './kit/entrance.ts';
import { type Filled, fill } from './kit/fill.ts';
import { MAKE_ATTEMPT, makeProbes, type Probe, probesParam, TRY_PROBES } from './kit/probes.ts';
import { readTables, type Table } from './kit/tables.ts';

let tables: Table[];
let a: Filled;
let b: Filled;
beforeAll(async () => {
  tables = await readTables();
  a = await fill(tables, await makeTenant());
  b = await fill(tables, await makeTenant());
});

/** The app's own login on a connection that nobody has used: no setting was ever made on it. */
const freshApp = () => neon(`${testEnv.DATABASE_URL}?application_name=fresh-${newId()}`);

/** Tries probes, after the statements of `first`; all of it is undone. */
const tried = async (probes: readonly Probe[], ...first: string[]): Promise<Violation[]> => {
  const results = await admin.transaction([
    admin`savepoint sound`,
    ...first.map((s) => admin.query(s)),
    admin.query(MAKE_ATTEMPT),
    admin.query(TRY_PROBES, [probesParam(probes)]),
    admin`rollback to savepoint sound`,
  ]);
  return violations.parse(results.at(-2));
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: { code?: string }) => String(error.code),
  );

describe('the tables of tenants', () => {
  it('are as the catalog of a safe database says', async () => {
    expect(tables.map((t) => t.name)).toEqual(
      expect.arrayContaining(['tenants', 'prospects', 'audit', 'list_members']),
    );
    expect(violations.parse(await admin.query(catalogSql))).toEqual([]);
  });

  it('let each role do what it is there for, and reach nothing of another tenant', async () => {
    expect(await tried(await makeProbes(tables, a, b))).toEqual([]);
  });

  it('show the app nothing before a tenant was ever named, and are not to be had without the policies', async () => {
    const app = freshApp();
    const [setting] = await app`select current_setting('app.tenant_id', true) as tenant, current_user as who`;
    expect(setting).toEqual({ tenant: null, who: 'edgewise_app' });
    const counts = await app.query(
      tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from "${name}"`).join(' union all '),
    );
    expect(counts.filter((r) => r.n !== 0)).toEqual([]);
    for (const { name } of tables) {
      const bare = app.transaction([app`set local row_security = off`, app.query(`select from "${name}"`)]);
      expect([name, await codeOf(bare)]).toEqual([name, '42501']);
    }
  });
});

/** Reads all names of A by a condition that writes down every name it is asked about, and costs nothing to ask. */
const leak = (by: typeof admin) => [
  by`select set_config('app.tenant_id', ${a.tenant.id}, true)`,
  // Without an index every row passes by the condition.
  by`set local enable_indexscan = off`,
  by`set local enable_bitmapscan = off`,
  by`set local enable_indexonlyscan = off`,
  by`create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0000001 as $$
    begin
      perform set_config('x.seen', coalesce(current_setting('x.seen', true), '') || $1 || ';', true);
      return true;
    end $$`,
  by`select name from prospects where pg_temp.leak(name)`,
  by`select current_setting('x.seen', true) as names`,
];

describe('the app', () => {
  it('cannot become another role', async () => {
    const app = freshApp();
    const roles = await admin`select rolname as name from pg_roles where rolname <> 'edgewise_app'`;
    expect(roles.length).toBeGreaterThan(5);
    for (const { name } of roles) {
      expect([name, await codeOf(app.query(`set role "${name}"`))]).toEqual([name, '42501']);
      expect([name, await codeOf(app.query(`set session authorization "${name}"`))]).toEqual([name, '42501']);
    }
  });

  it('learns nothing of other tenants by a predicate that tells what it is shown', async () => {
    // Of the table. The search is read by fixed conditions alone: SQL of one's own could set the tenant itself.
    const app = freshApp();
    const seen = (await app.transaction(leak(app))).at(-1);
    expect(seen).toEqual([{ names: `${a.rows.prospects?.name};` }]);
    const unguarded = await admin.transaction([
      admin`savepoint sound`,
      admin`alter table prospects disable row level security`,
      admin`set local role edgewise_app`,
      ...leak(admin),
      admin`rollback to savepoint sound`,
    ]);
    expect(JSON.stringify(unguarded.at(-2)), 'what is seen where nothing guards it').toContain(b.mark);
  });

  it('learns nothing of other tenants by the error that a value makes', async () => {
    for (const from of ['prospects', 'prospects_search']) {
      const app = freshApp();
      const failed = app.transaction([
        app`select set_config('app.tenant_id', ${a.tenant.id}, true)`,
        app`set local enable_indexscan = off`,
        app`set local enable_bitmapscan = off`,
        app.query(`select from ${from} where name <> '${a.rows.prospects?.name}' and name::int = 1`),
      ]);
      expect([from, await codeOf(failed)]).toEqual([from, 'no error']);
    }
  });
});

describe('the entrance', () => {
  let people: Awaited<ReturnType<typeof makeEntrances>>;
  beforeAll(async () => {
    people = await makeEntrances();
  });

  it('lets in who may, and nobody else', async () => {
    expect(await tried([...people.guests, ...people.attacks])).toEqual([]);
  });

  it('refuses who leaves unsaid by which role they come, or what for', async () => {
    expect(await tried(people.unsaid)).toEqual([]);
  });

  it('sets the tenant for one transaction, and leaves nothing behind', async () => {
    const app = freshApp();
    const { tenant, owner } = a;
    const enter = app`select app.enter(${tenant.id}, 'member', ${owner.userId}, ${owner.sessionId}, 'owner', 'work', 'r', null)`;
    const look = () =>
      app`select current_setting('app.tenant_id', true) as tenant, (select count(*)::int from prospects) as n`;
    const [, inside] = await app.transaction([enter, look()]);
    expect(inside).toEqual([{ tenant: tenant.id, n: 1 }]);
    expect((await look())[0]?.n).toBe(0);
  });

  it.each(ENTRANCE_MUTATIONS)('needs of app.%s its condition “%s”', async (at, condition, instead, attack) => {
    const [row] = await admin.query(`select pg_get_functiondef('app.${at}'::regproc) as source`);
    const source = String(row?.source);
    const without = source.replace(condition, instead);
    expect(without, `app.${at} without it`).not.toBe(source);
    const found = await tried([...people.attacks, ...people.unsaid], without);
    expect(found.map((v) => v.what)).toContain(`${attack}: rows 1`);
  });

  it('lets an operator who looks in change nothing, and not end that either', async () => {
    const [look] = people.guests.filter((probe) => probe.what === 'an operator who looks in');
    if (!look) throw new Error('Nobody looks in.');
    const app = freshApp();
    for (const change of [
      "insert into lists (name) values ('x')",
      "update tenants set name = 'x'",
      'delete from lists',
    ]) {
      const work = app.transaction([app.query(look.statement), app.query(change)]);
      expect([change, await codeOf(work)]).toEqual([change, '25006']);
    }
    for (const way of ['set transaction read write', "select set_config('transaction_read_only', 'off', true)"]) {
      const work = app.transaction([app.query(look.statement), app.query(way)]);
      expect([way, await codeOf(work)]).toEqual([way, '25001']);
    }
  });
});

describe('a name that changes hands', () => {
  /** What stands of B's name after A has asked for it by its own row `id`. */
  const after = async (id: unknown, seen: string) => {
    const results = await admin.transaction([
      admin`savepoint sound`,
      admin`insert into domains (tenant_id, id, host, checked_at) values (${a.tenant.id}, ${OWN_ROW}, ${b.domain}, ${SEEN})`,
      admin`set local role edgewise_app`,
      admin`select set_config('app.tenant_id', ${a.tenant.id}, true), set_config('app.request_id', 'of a test', true)`,
      admin`select app.take_host(${String(id)}, ${seen})`,
      admin`reset role`,
      admin`select state, verified_at is not null as routed from domains where tenant_id = ${b.tenant.id} and host = ${b.domain}`,
      admin`rollback to savepoint sound`,
    ]);
    return results.at(-2)?.[0];
  };
  const OWN_ROW = newId();
  const SEEN = '2026-01-02T03:04:05.000Z';
  const untouched = { state: 'ready', routed: true };

  it('is taken by a row of one’s own that was just looked at, and by no other', async () => {
    expect(await after(b.rows.domains?.id, String(b.rows.domains?.checked_at)), 'by B’s own row').toEqual(untouched);
    expect(await after(a.rows.domains?.id, String(a.rows.domains?.checked_at)), 'by a row of another name').toEqual(
      untouched,
    );
    expect(await after(OWN_ROW, '2026-01-02T03:04:06.000Z'), 'by a row looked at since').toEqual(untouched);
    expect(await after(newId(), SEEN), 'by no row').toEqual(untouched);
    expect(await after(OWN_ROW, SEEN)).toEqual({ state: 'stopped', routed: false });
  });
});
