import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { startOf } from '../process/identity.ts';
import { eachLine } from '../process/lines.ts';
import { waitUntil } from '../process/wait.ts';
import { type Postgres, type PostgresOptions, startPostgres } from './server.ts';

const LIMIT_MS = 15_000;
const base = mkdtempSync(join(tmpdir(), 'postgres-test-'));
const dir = join(base, 'a', 'data');
after(() => rmSync(base, { recursive: true }));

async function query(server: Postgres, text: string): Promise<unknown[][]> {
  const client = server.client();
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}
const serverPid = (of = dir) => Number.parseInt(readFileSync(join(of, 'postmaster.pid'), 'utf8'), 10);
const gone = (pid: number) => waitUntil(() => startOf(pid) === undefined, LIMIT_MS);
async function using<T>(options: PostgresOptions, work: (server: Postgres) => Promise<T>): Promise<T> {
  const server = await startPostgres(options);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** A process that starts the server, writes a row, and is then at our mercy. */
async function otherProcess(): Promise<{ kill(): void; pid: number }> {
  const code = `import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'server.ts'))};
    const server = await startPostgres({ dir: process.argv[1] });
    const client = server.client();
    await client.connect();
    await client.query('create table if not exists t (a int)');
    await client.query('insert into t values (1)');
    console.log(server.port);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    eachLine(child.stdout, () => resolve());
    child.once('exit', (status) => reject(new Error(`exit ${status}`)));
  });
  return { kill: () => child.kill('SIGKILL'), pid: child.pid ?? 0 };
}

describe('the embedded server', { concurrency: false }, () => {
  test('starts on an empty folder, speaks Unicode, has the extensions of the product, and stops', async () => {
    await using({ dir }, async (server) => {
      await query(server, 'create extension pg_trgm; create extension btree_gin; create extension citext');
      const [row] = await query(server, "select upper('grün'), current_setting('timezone'), 'A'::citext = 'a'");
      assert.deepEqual(row, ['GRÜN', 'UTC', true]);
    });
    assert.throws(() => serverPid());
  });

  test('keeps its data over a restart, and takes settings', async () => {
    await using({ dir }, (server) => query(server, 'create table kept as select 42 a'));
    await using({ dir, settings: { shared_buffers: '32MB' } }, async (server) => {
      assert.deepEqual(await query(server, "select a, current_setting('shared_buffers') from kept"), [[42, '32MB']]);
    });
  });

  test('a durable one answers a commit only when it outlives a kill; a fast one does not', async () => {
    const profile = "select current_setting('synchronous_commit'), current_setting('full_page_writes')";
    assert.deepEqual(await using({ dir }, (server) => query(server, profile)), [['on', 'on']]);
    assert.deepEqual(await using({ dir, durable: false }, (server) => query(server, profile)), [['off', 'off']]);
  });

  test('ends with a process that is killed, and the next start finds what was committed', async () => {
    const other = await otherProcess();
    const pid = serverPid();
    other.kill();
    await using({ dir }, async (server) => assert.deepEqual(await query(server, 'select * from t'), [[1]]));
    assert.ok(await gone(pid));
  });

  test('recovers when its server was killed as well, and the number of the dead is another process now', async () => {
    const other = await otherProcess();
    const pid = serverPid();
    other.kill();
    process.kill(pid, 'SIGKILL');
    assert.ok(await gone(pid));
    const lock = readFileSync(join(dir, 'postmaster.pid'), 'utf8');
    writeFileSync(join(dir, 'postmaster.pid'), lock.replace(/^\d+/, String(process.ppid)));
    await using({ dir }, async (server) => assert.deepEqual(await query(server, 'select * from t'), [[1], [1]]));
  });

  test('refuses a folder that a living process uses, naming it, and leaves that one alone', async () => {
    const other = await otherProcess();
    await assert.rejects(startPostgres({ dir }), new RegExp(`already runs in .* started by process ${other.pid}\\.`));
    assert.ok(startOf(serverPid()));
    other.kill();
    await using({ dir }, async (server) => assert.equal((await query(server, 'select * from t')).length, 3));
  });

  test('tells when the server dies', async () => {
    const server = await startPostgres({ dir });
    process.kill(serverPid(), 'SIGKILL');
    assert.equal((await server.exited).code, 137);
    await server.stop();
  });

  test('a cluster that was half made is made anew', async () => {
    const half = join(base, 'half');
    mkdirSync(`${half}.part`);
    writeFileSync(join(`${half}.part`, 'PG_VERSION'), '18');
    await using({ dir: half, durable: false }, async (server) =>
      assert.deepEqual(await query(server, 'select 1'), [[1]]),
    );
  });

  test('a setting that it does not know is told in its own words', async () => {
    await assert.rejects(
      startPostgres({ dir, settings: { nonsense: 1 } }),
      /unrecognized configuration parameter "nonsense"/,
    );
  });

  test('runs as nobody where root may have no namespace', { skip: process.getuid?.() !== 0 }, async () => {
    const parent = mkdtempSync(join(tmpdir(), 'nobody-'));
    chmodSync(parent, 0o755);
    try {
      await using({ dir: join(parent, 'data'), durable: false, avoidNamespace: true }, async (server) => {
        assert.deepEqual(await query(server, 'select 1'), [[1]]);
        assert.match(readFileSync(`/proc/${serverPid(join(parent, 'data'))}/status`, 'utf8'), /^Uid:\t65534/m);
      });
    } finally {
      rmSync(parent, { recursive: true });
    }
  });
});
