import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectSocket, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { NeonDbError, neon, neonConfig, Pool } from '@neondatabase/serverless';
import type pg from 'pg';
import * as z from 'zod';
import { type Postgres, startPostgres } from '../postgres/server.ts';
import { waitUntil } from '../process/wait.ts';
import { type Neon, startNeon } from './server.ts';

neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`;
neonConfig.wsProxy = (host, port) => `${host}:${port}/v2`;
neonConfig.useSecureWebSocket = false;

const LIMIT_MS = 10_000;
/** What any of the control addresses answers, as far as it is looked at. */
const Answer = z.looseObject({
  last: z.number().optional(),
  count: z.number().optional(),
  statements: z.number().optional(),
  trips: z.array(z.record(z.string(), z.unknown())).default(() => []),
});
const dir = mkdtempSync(join(tmpdir(), 'neon-test-'));
let postgres: Postgres;
let endpoint: Neon;
let admin: pg.Client;

before(async () => {
  postgres = await startPostgres({ dir: join(dir, 'data'), durable: false });
  // One connection, so that two calls in a row are sure to meet in the same session.
  endpoint = await startNeon({
    pgPort: postgres.port,
    maxPerPool: 1,
    requestIdOf: ([first]) => (first?.query.startsWith('select enter(') ? (first.params[0] ?? undefined) : undefined),
  });
  admin = postgres.client();
  await admin.connect();
  await admin.query('create table t (id int primary key, name text)');
  await admin.query('create function enter(text) returns void language sql return null');
});
after(async () => {
  await admin.end();
  await endpoint.stop();
  await postgres.stop();
  rmSync(dir, { recursive: true });
});
afterEach(async () => {
  endpoint.faults.clear();
  endpoint.setLatency(0);
  endpoint.keepSessions(false);
  await admin.query('truncate t');
});

const url = (user?: string, password?: string, database?: string) =>
  postgres.url(database, user, password).replace(`:${postgres.port}/`, `:${endpoint.port}/`);
const connect = () => neon(url());
const rowsInT = async () => (await admin.query<{ n: number }>('select count(*)::int n from t')).rows[0]?.n;
const control = async (method: string, path: string, body?: unknown) => {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`http://127.0.0.1:${endpoint.port}${path}`, init);
  return { status: response.status, json: Answer.parse(await response.json()) };
};
const refusedWith = (code: string) => (error: unknown) => error instanceof NeonDbError && error.code === code;

describe('calls of the real driver', () => {
  test('a single statement gives rows in the types of the columns', async () => {
    const rows = await connect()`select ${1}::int i, 'x'::text t, true b, null::int n, 9007199254740993::bigint big,
      '{"a":[1]}'::jsonb j, array['p','q,"r']::text[] a, '2026-01-02T03:04:05Z'::timestamptz ts, '\\x00ff'::bytea bin`;
    const [row] = rows;
    assert.deepEqual(
      { ...row, ts: row?.ts.toISOString(), bin: [...(row?.bin ?? [])] },
      {
        i: 1,
        t: 'x',
        b: true,
        n: null,
        big: '9007199254740993',
        j: { a: [1] },
        a: ['p', 'q,"r'],
        ts: '2026-01-02T03:04:05.000Z',
        bin: [0, 255],
      },
    );
  });

  test('parameters of every kind arrive as they were', async () => {
    const values = [1.5, 'a\'"\\\u00e9\u{1f600}', true, null, ['a,b', null, '"'], { k: [1] }, Buffer.from([0, 255])];
    const casts = ['float8', 'text', 'bool', 'int', 'text[]', 'jsonb', 'bytea'];
    const text = `select ${casts.map((cast, i) => `$${i + 1}::${cast} c${i}`).join(', ')}`;
    const [row] = await connect().query(text, values);
    assert.deepEqual(Object.values({ ...row, c6: Buffer.from(row?.c6) }), values);
  });

  test('full results tell the command, the count and the columns', async () => {
    const sql = neon(url(), { fullResults: true, arrayMode: true });
    const result = await sql`insert into t values (1, 'a'), (2, null) returning id, name`;
    assert.deepEqual(
      [result.command, result.rowCount, result.rows],
      [
        'INSERT',
        2,
        [
          [1, 'a'],
          [2, null],
        ],
      ],
    );
    assert.deepEqual(
      result.fields.map(({ name, dataTypeID, format }) => ({ name, dataTypeID, format })),
      [
        { name: 'id', dataTypeID: 23, format: 'text' },
        { name: 'name', dataTypeID: 25, format: 'text' },
      ],
    );
    const created = await sql`create temp table x (a int)`;
    assert.deepEqual([created.command, created.rowCount], ['CREATE', null]);
  });

  test('a batch is one trip and one transaction, in which a local setting is seen and after which it is gone', async () => {
    const sql = connect();
    const before = endpoint.trips.last;
    const [, seen] = await sql.transaction([
      sql`select set_config('app.x', 'here', true)`,
      sql`select current_setting('app.x') v`,
    ]);
    assert.deepEqual(seen, [{ v: 'here' }]);
    assert.equal(endpoint.trips.last - before, 1);
    assert.deepEqual(await sql`select nullif(current_setting('app.x', true), '') v`, [{ v: null }]);
  });

  test('a refused statement undoes its whole batch and names the reason', async () => {
    const sql = connect();
    const batch = sql.transaction([
      sql`insert into t values (1, 'a')`,
      sql`insert into t values (1, 'b')`,
      sql`select 1`,
    ]);
    await assert.rejects(batch, (error) => {
      assert.ok(error instanceof NeonDbError);
      const { code, severity, constraint, table, schema, detail } = error;
      assert.deepEqual(
        { code, severity, constraint, table, schema },
        {
          code: '23505',
          severity: 'ERROR',
          constraint: 't_pkey',
          table: 't',
          schema: 'public',
        },
      );
      return /Key \(id\)=\(1\) already exists/.test(detail ?? '');
    });
    assert.equal(await rowsInT(), 0);
    assert.deepEqual(await sql`select 1 one`, [{ one: 1 }]);
  });

  test('a constraint that is checked at the commit fails the batch', async () => {
    await admin.query('create table d (id int, constraint once unique (id) deferrable initially deferred)');
    const sql = connect();
    await assert.rejects(
      sql.transaction([sql`insert into d values (1)`, sql`insert into d values (1)`]),
      refusedWith('23505'),
    );
    assert.deepEqual(await sql`select * from d`, []);
  });

  test('isolation level, read-only and deferrable reach the transaction', async () => {
    const sql = connect();
    const ask = [sql`show transaction_isolation`, sql`show transaction_read_only`, sql`show transaction_deferrable`];
    const options = { isolationLevel: 'Serializable', readOnly: true, deferrable: true } as const;
    assert.deepEqual((await sql.transaction(ask, options)).flat(), [
      { transaction_isolation: 'serializable' },
      { transaction_read_only: 'on' },
      { transaction_deferrable: 'on' },
    ]);
    await assert.rejects(sql.transaction([sql`insert into t values (1)`], { readOnly: true }), refusedWith('25006'));
  });

  test('a large result and a large parameter pass', async () => {
    const big = 'x'.repeat(5_000_000);
    const sql = connect();
    assert.deepEqual(await sql`select length(${big}) n`, [{ n: big.length }]);
    const rows = await sql`select repeat('y', 1000) v from generate_series(1, 20000)`;
    assert.equal(rows.length, 20_000);
  });

  test("wrong passwords, unknown databases, syntax errors and NULs are the database's refusals", async () => {
    await assert.rejects(neon(url('postgres', 'wrong'))`select 1`, refusedWith('28P01'));
    await assert.rejects(neon(url(undefined, undefined, 'nowhere'))`select 1`, refusedWith('3D000'));
    await assert.rejects(
      connect()`selec 1`,
      (error) => refusedWith('42601')(error) && (error as NeonDbError).position === '1',
    );
    await assert.rejects(connect().query('select 1 \0 x'), refusedWith('22021'));
    await assert.rejects(connect()`select ${'a\0b'}`, refusedWith('22021'));
  });

  test('a body above the limit is refused with 413, one that is no call with 400', async () => {
    const post = (body: string) =>
      fetch(`http://127.0.0.1:${endpoint.port}/sql`, {
        method: 'POST',
        body,
        headers: { 'neon-connection-string': url() },
      });
    assert.equal((await post(' '.repeat(64 * 1024 * 1024 + 1))).status, 413);
    for (const body of ['', '{', '{}', '{"queries":1}', '[]']) assert.equal((await post(body)).status, 400, body);
  });

  test('COPY from the caller is refused and the next call is well', async () => {
    await assert.rejects(connect()`copy t from stdin`, /COPY FROM STDIN/);
    assert.deepEqual(await connect()`select 1 one`, [{ one: 1 }]);
  });

  test('a caller that goes away stops its statement', async () => {
    const abort = new AbortController();
    const slow = neon(url(), { fetchOptions: { signal: abort.signal } });
    const aborted = assert.rejects(slow`select pg_sleep(60)`, /aborted/);
    const running = async () =>
      (await admin.query(`select from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'`))
        .rowCount ?? 0;
    assert.ok(await waitUntil(async () => (await running()) === 1, LIMIT_MS));
    abort.abort();
    await aborted;
    assert.ok(await waitUntil(async () => (await running()) === 0, LIMIT_MS));
    assert.deepEqual(await connect()`select 1 one`, [{ one: 1 }]);
  });

  test('a server that ends the connection fails the call, not the endpoint', async () => {
    await assert.rejects(connect()`select pg_terminate_backend(pg_backend_pid())`, refusedWith('57P01'));
    assert.deepEqual(await connect()`select 1 one`, [{ one: 1 }]);
  });
});

describe('a connection to the server that breaks', () => {
  test('in the middle of a statement fails that call with 500 and nothing else', async () => {
    // A wire that can be cut, between the endpoint and the server.
    const ends = new Set<Socket>();
    const wire = createServer((near) => {
      const far = connectSocket(postgres.port, '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        ends.add(from.on('error', () => {}));
        from.pipe(to);
      }
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
    const address = wire.address();
    assert.ok(address !== null && typeof address === 'object');
    const behind = await startNeon({ pgPort: address.port });
    const sql = neon(url().replace(`:${endpoint.port}/`, `:${behind.port}/`));
    try {
      const cut = assert.rejects(sql`select pg_sleep(30)`, /HTTP status 500/);
      const busy = `select from pg_stat_activity where query like 'select pg_sleep(30)%' and state = 'active'`;
      assert.ok(await waitUntil(async () => (await admin.query(busy)).rowCount === 1, LIMIT_MS));
      for (const end of ends) end.destroy();
      await cut;
      assert.deepEqual(await sql`select 1 one`, [{ one: 1 }]);
    } finally {
      await behind.stop();
      for (const end of ends) end.destroy();
      wire.close();
    }
  });
});

describe('nothing of a call is left for the next', () => {
  const leavings = {
    setting: [
      "select set_config('app.x', 'left', false)",
      "select coalesce(nullif(current_setting('app.x', true), ''), 'none') v",
      'none',
    ],
    role: ['set role pg_monitor', 'select current_user v', 'postgres'],
    'session user': ['set session authorization pg_monitor', 'select session_user v', 'postgres'],
    'search path': ["set search_path = 'nowhere'", "select current_setting('search_path') v", '"$user", public'],
    'temporary table': [
      'create temp table left_over (a int)',
      "select coalesce(to_regclass('left_over')::text, 'none') v",
      'none',
    ],
    'prepared statement': ['prepare p as select 1', 'select count(*)::text v from pg_prepared_statements', '0'],
    cursor: [
      'declare c cursor with hold for select 1',
      'select count(*)::text v from pg_cursors where is_holdable',
      '0',
    ],
    'advisory lock': [
      'select pg_advisory_lock(1)',
      "select count(*)::text v from pg_locks where locktype = 'advisory'",
      '0',
    ],
    listening: ['listen left_over', 'select count(*)::text v from pg_listening_channels()', '0'],
    'open transaction': ['begin read only', "select current_setting('transaction_read_only') v", 'off'],
  } as const;
  for (const [what, [leave, look, clean]] of Object.entries(leavings)) {
    test(`${what}`, async () => {
      const sql = connect();
      await sql.query(leave);
      const backend = await sql.query('select pg_backend_pid() pid');
      await sql.query(leave);
      assert.deepEqual(await sql.query(look), [{ v: clean }]);
      // A batch is cleaned up behind in its own trip.
      await sql.transaction([sql.query(leave)]);
      assert.deepEqual(await sql.query(look), [{ v: clean }], 'left by a batch');
      assert.deepEqual(await sql.query('select pg_backend_pid() pid'), backend, 'the calls met in different sessions');
    });
  }

  test('unless a pooler is played that keeps sessions: then a session setting leaks, a local one does not', async () => {
    assert.equal((await control('PUT', '/_session', { keep: true })).status, 200);
    const sql = connect();
    await sql`select set_config('app.x', 'leaked', false)`;
    await sql.transaction([sql`select set_config('app.y', 'local', true)`]);
    const look = sql`select current_setting('app.x', true) x, nullif(current_setting('app.y', true), '') y`;
    assert.deepEqual(await look, [{ x: 'leaked', y: null }]);
    await control('PUT', '/_session', { keep: false });
  });
});

describe('the WebSocket tunnel', () => {
  test("carries interactive transactions of the driver's pool", async () => {
    const before = endpoint.stats().ws;
    const pool = new Pool({ connectionString: url(), max: 2 });
    pool.on('error', () => {});
    const client = await pool.connect();
    await client.query('begin');
    await client.query('insert into t values ($1, $2)', [1, 'a']);
    assert.deepEqual((await client.query('select * from t')).rows, [{ id: 1, name: 'a' }]);
    await client.query('rollback');
    const wide = await client.query("select repeat('z', 1000) v from generate_series(1, 5000)");
    assert.equal(wide.rows.length, 5_000);
    client.release();
    await pool.end();
    assert.equal(endpoint.stats().ws, before + 1);
    assert.equal(await rowsInT(), 0);
  });
});

describe('what it saw', () => {
  test('totals count calls, statements and errors, and begin anew when told', async () => {
    await control('POST', '/_stats/reset');
    const sql = connect();
    await sql`select 1`;
    await sql.transaction([sql`select 1`, sql`select 2`, sql`select 3`]);
    await assert.rejects(sql`select 1/0`);
    const { last, trips: _, ...totals } = (await control('GET', '/_stats')).json;
    assert.deepEqual(totals, { http: 3, single: 2, batch: 1, statements: 5, ws: 0, errors: 1, inFlight: 0 });
    assert.equal(last, endpoint.trips.last);
  });

  test('trips are listed from a number on and by the request they belong to', async () => {
    const sql = neon(`${url()}?application_name=the-worker`);
    const since = endpoint.trips.last;
    await sql.transaction([sql.query('select enter($1)', ['r-1']), sql`select 1 union all select 2`]);
    await sql.transaction([sql.query('select enter($1)', ['r-2'])]);
    await assert.rejects(sql.transaction([sql.query('select enter($1)', ['r-1']), sql`select   1/\n0`]));
    const { json } = await control('GET', '/_trips?request=r-1');
    assert.deepEqual([json.count, json.statements], [2, 4]);
    const all = await control('GET', `/_trips?since=${since}`);
    const brief = all.json.trips.map((t) => [t.requestId, t.rows, t.code, t.application, t.statements]);
    assert.deepEqual(brief, [
      ['r-1', 3, null, 'the-worker', ['select enter($1)', 'select 1 union all select 2']],
      ['r-2', 1, null, 'the-worker', ['select enter($1)']],
      ['r-1', 0, '22012', 'the-worker', ['select enter($1)', 'select 1/ 0']],
    ]);
    assert.equal(all.json.last, since + 3);
  });

  test('only the last 5 000 trips are kept, in order', async () => {
    const { Trips } = await import('./trips.ts');
    const trips = new Trips();
    const trip = { at: 0, ms: 0, batch: false, statements: [], rows: 0, code: null };
    for (let i = 0; i < 5_003; i += 1) trips.add({ ...trip, user: '', database: '', application: '', requestId: null });
    const list = trips.list();
    assert.deepEqual([list.length, list[0]?.seq, list.at(-1)?.seq], [5_000, 4, 5_003]);
  });

  test('an unknown control address and a wrong body are told apart', async () => {
    assert.equal((await control('GET', '/_nothing')).status, 404);
    assert.equal((await control('PUT', '/_faults', { kind: 'bad' })).status, 400);
    assert.equal((await control('PUT', '/_latency', { ms: -1 })).status, 400);
  });
});

describe('what it does on order', () => {
  test('latency holds an answer back, over HTTP and the tunnel, without counting as time of the database', async () => {
    const sql = connect();
    await sql`select 1`;
    assert.equal((await control('PUT', '/_latency', { ms: 200 })).json.ms, 200);
    const answered = sql`select 1`.then(() => 'answered');
    // The call is done and noted while its answer is still held back.
    const last = endpoint.trips.last;
    assert.ok(await waitUntil(() => endpoint.trips.last > last, LIMIT_MS));
    assert.equal(endpoint.stats().inFlight, 1);
    assert.equal(await Promise.race([answered, Promise.resolve('held back')]), 'held back');
    assert.equal(await answered, 'answered');
    assert.ok((endpoint.trips.list().at(-1)?.ms ?? 200) < 200);
  });

  test('a refused call and a 500 do nothing, as often as ordered', async () => {
    const sql = connect();
    endpoint.faults.add({ kind: 'refuse', times: 2 });
    for (let i = 0; i < 2; i += 1) await assert.rejects(sql`insert into t values (1)`, /Error connecting to database/);
    await control('PUT', '/_faults', { kind: '500' });
    await assert.rejects(sql`insert into t values (1)`, /HTTP status 500/);
    assert.equal(await rowsInT(), 0);
    await sql`insert into t values (1)`;
    assert.equal(await rowsInT(), 1);
  });

  test('drop-after-commit commits, but the caller cannot know', async () => {
    endpoint.faults.add({ kind: 'drop-after-commit' });
    const sql = connect();
    await assert.rejects(sql.transaction([sql`insert into t values (1)`]), /Error connecting to database/);
    assert.equal(await rowsInT(), 1);
    assert.equal(endpoint.trips.list().at(-1)?.code, 'fault:drop-after-commit');
  });

  test('a hanging call does nothing and ends when faults are cleared', async () => {
    endpoint.faults.add({ kind: 'hang' });
    const last = endpoint.trips.last;
    const call = connect()`insert into t values (1)`;
    const ended = assert.rejects(call);
    assert.ok(await waitUntil(() => endpoint.trips.last > last, LIMIT_MS));
    await control('DELETE', '/_faults');
    await ended;
    assert.equal(await rowsInT(), 0);
  });

  test('a fault with a text hits only calls that contain it', async () => {
    endpoint.faults.add({ kind: '500', match: 'insert into t' });
    const sql = connect();
    await sql`select 1`;
    await assert.rejects(sql.transaction([sql`select 1`, sql`insert into t values (1)`]), /HTTP status 500/);
  });

  test('a fault of one database is none of another’s, and is cleared by its own alone', async () => {
    const [mine, other] = [connect(), neon(url(undefined, undefined, 'template1'))];
    const database = new URL(url()).pathname.slice(1);
    await control('PUT', '/_faults', { kind: '500', times: 2, database });
    await other`select 1`;
    await control('DELETE', '/_faults?database=template1');
    await assert.rejects(mine`select 1`, /HTTP status 500/);
    await control('DELETE', `/_faults?database=${database}`);
    await mine`select 1`;
    await endpoint.dropPools('template1'); // nothing is made from a template that somebody is connected to
  });

  test('dropped pools let a database be copied and dropped', async () => {
    await admin.query('create database copied');
    await neon(url(undefined, undefined, 'copied'))`select 1`;
    await endpoint.dropPools('copied');
    await admin.query('create database copy_of template copied');
    await admin.query('drop database copied');
    await assert.rejects(neon(url(undefined, undefined, 'copied'))`select 1`, refusedWith('3D000'));
  });
});
