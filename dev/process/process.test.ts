import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, test } from 'node:test';
import { startChild } from './child.ts';
import { withDirLock } from './dir-lock.mjs';
import { commandLine, isRunning, ownIdentity, startOf } from './identity.ts';
import { matches } from './installed.mjs';
import { eachLine } from './lines.ts';
import { assertPortFree, freePort, isPortFree } from './port.ts';
import { StopStack } from './stop-stack.ts';
import { waitUntil } from './wait.ts';

const LIMIT_MS = 10_000;
const dir = mkdtempSync(join(tmpdir(), 'process-test-'));
after(() => rmSync(dir, { recursive: true }));

const firstLine = (stream: Readable) => new Promise<string>((resolve) => eachLine(stream, resolve));
const gone = (pid: number) => waitUntil(() => startOf(pid) === undefined, LIMIT_MS);
/** A child that says its number, and a grandchild's, and then does nothing. */
const FAMILY = 'sleep 1000 & echo $$ $!; wait';
const DEAF = "trap '' TERM INT; sleep 1000 & echo $$ $!; while :; do wait; done";

describe('a child', () => {
  test('ends when it is asked to, and the end is told', async () => {
    const child = await startChild('sh', ['-c', FAMILY]);
    const pids = (await firstLine(child.stdout)).split(' ').map(Number);
    assert.equal(child.exit, undefined);
    assert.deepEqual(await child.stop(), child.exit);
    for (const pid of pids) assert.ok(await gone(pid), 'its own children too');
  });

  test('is killed with all of its own when it does not obey in time', async () => {
    const child = await startChild('sh', ['-c', DEAF], { graceMs: 200 });
    const pids = (await firstLine(child.stdout)).split(' ').map(Number);
    await child.stop();
    for (const pid of pids) assert.ok(await gone(pid));
  });

  test('tells its own exit code', async () => {
    const child = await startChild('sh', ['-c', 'exit 7']);
    assert.deepEqual(await child.exited, { code: 7, signal: null });
    assert.ok(await gone(child.pid));
  });

  test('leaves nobody behind when it is killed itself', async () => {
    const child = await startChild('sh', ['-c', FAMILY]);
    const [own = 0, grandchild = 0] = (await firstLine(child.stdout)).split(' ').map(Number);
    process.kill(own, 'SIGKILL');
    assert.equal((await child.exited).code, 137);
    assert.ok(await gone(grandchild));
  });

  test('cannot be started when there is no such command or directory', async () => {
    assert.equal((await (await startChild('/nowhere/at-all', [])).exited).code, 127);
    await assert.rejects(startChild('sh', [], { cwd: '/nowhere/at-all' }));
  });

  for (const [what, script] of Object.entries({ obeys: FAMILY, 'does not obey': DEAF })) {
    test(`that ${what} does not outlive a parent that is killed`, async () => {
      const code = `import { startChild } from ${JSON.stringify(join(import.meta.dirname, 'child.ts'))};
        const child = await startChild('sh', ['-c', process.argv[1]], { graceMs: 200 });
        child.stdout.pipe(process.stdout);`;
      const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', code, script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const pids = (await firstLine(parent.stdout)).split(' ').map(Number);
      assert.equal(pids.length, 2);
      for (const pid of pids) assert.ok(startOf(pid), 'it runs before');
      parent.kill('SIGKILL');
      for (const pid of pids) assert.ok(await gone(pid));
    });
  }

  test('of a parent that is killed is asked to end in its own way first', async () => {
    const file = join(dir, 'last-words');
    const script = `trap 'echo ended > "${file}"; exit 0' TERM; echo up; while :; do sleep 0.05; done`;
    const code = `import { startChild } from ${JSON.stringify(join(import.meta.dirname, 'child.ts'))};
      const child = await startChild('sh', ['-c', process.argv[1]]);
      child.stdout.pipe(process.stdout);`;
    const args = ['--input-type=module-typescript', '-e', code, script];
    const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.equal(await firstLine(parent.stdout), 'up');
    parent.kill('SIGKILL');
    assert.ok(await waitUntil(() => existsSync(file), LIMIT_MS));
  });
});

describe('a process is known again', () => {
  test('by its number and its start', async () => {
    const own = ownIdentity();
    assert.ok(isRunning(own));
    assert.ok(!isRunning({ ...own, started: '1' }), 'another process with this number');
    assert.match(commandLine(process.pid), /node/);
    const child = spawn('sleep', ['1000']);
    const pid = child.pid ?? 0;
    const identity = { pid, started: startOf(pid) ?? '' };
    assert.ok(isRunning(identity));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    assert.ok(!isRunning(identity));
  });
});

describe('the stop stack', () => {
  test('ends the last first, goes on after a failure and a hang, and tells both', async () => {
    const stack = new StopStack();
    const ended: string[] = [];
    await stack.add('first', () => ended.push('first'));
    await stack.add('failing', () => Promise.reject(new Error('no')));
    await stack.add('hanging', () => new Promise(() => {}), 20);
    await stack.add('last', () => ended.push('last'));
    const [one, two] = [stack.stop(), stack.stop()];
    assert.equal(one, two, 'a second call joins the first');
    assert.deepEqual(await one, ['hanging did not stop within 20 ms', 'failing did not stop: no']);
    assert.deepEqual(ended, ['last', 'first']);
  });

  test('ends at once what is added while it stops', async () => {
    const stack = new StopStack();
    await stack.stop();
    let ended = false;
    await stack.add('late', () => (ended = true));
    assert.ok(ended);
  });
});

describe('a port', () => {
  const listening = async (host: string, port: number) => {
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
    return () => new Promise((resolve) => server.close(resolve));
  };

  test('in use is named in the error, with one that is free', async () => {
    const port = await freePort();
    const close = await listening('127.0.0.1', port);
    await assert.rejects(assertPortFree(port), (error: Error) => {
      const match = /^Port (\d+) is in use\. Stop what uses it or start with PORT=(\d+) npm start\.$/.exec(
        error.message,
      );
      assert.equal(Number(match?.[1]), port);
      assert.notEqual(Number(match?.[2]), port);
      return true;
    });
    await close();
    await assertPortFree(port);
  });

  test('counts as used when somebody listens on only one name of localhost', async () => {
    for (const host of ['127.0.0.1', '0.0.0.0', '::1']) {
      const port = await freePort();
      const close = await listening(host, port).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') throw error;
        return undefined; // a machine without IPv6
      });
      if (!close) continue;
      assert.equal(await isPortFree(port), false, host);
      await close();
    }
  });

  test('that is just being given back is waited for', async () => {
    const port = await freePort();
    const close = await listening('127.0.0.1', port);
    const free = assertPortFree(port, LIMIT_MS);
    await close();
    await free;
  });
});

describe('the directory lock', () => {
  test('lets one in at a time', async () => {
    const lock = join(dir, 'one');
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([1, 2, 3, 4].map(() => withDirLock(lock, work)));
    assert.equal(most, 1);
  });

  test('is given back after a failure', async () => {
    const lock = join(dir, 'failing');
    await assert.rejects(
      withDirLock(lock, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await withDirLock(lock, async () => 'in'), 'in');
  });

  for (const signed of [true, false]) {
    test(`is taken over by exactly one when its holder died ${signed ? 'in it' : 'before signing it'}`, async () => {
      const lock = join(dir, `stale-${signed}`);
      mkdirSync(lock);
      if (signed) writeFileSync(join(lock, 'owner'), 'the-dead');
      const longAgo = new Date(Date.now() - 60_000);
      utimesSync(lock, longAgo, longAgo);
      let inside = 0;
      let most = 0;
      const work = async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inside -= 1;
      };
      await Promise.all([1, 2, 3].map(() => withDirLock(lock, work, { staleMs: 300 })));
      assert.equal(most, 1);
    });
  }

  test('of a living holder is not taken, however long it takes', async () => {
    const lock = join(dir, 'living');
    const events: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let entered = () => {};
    const isIn = new Promise<void>((resolve) => (entered = resolve));
    const staleMs = 300;
    const first = withDirLock(
      lock,
      async () => {
        entered();
        await held;
        events.push('first done');
      },
      { staleMs },
    );
    await isIn;
    setTimeout(release, 4 * staleMs); // long after a dead holder would have been replaced
    const second = withDirLock(lock, async () => events.push('second'), { staleMs });
    await Promise.all([first, second]);
    assert.deepEqual(events, ['first done', 'second']);
  });
});

describe('what is installed', () => {
  const machine = { platform: 'linux', arch: 'x64' };
  const a = { version: '1.0.0', integrity: 'sha512-a' };
  const cases: [string, boolean, Record<string, object>, Record<string, object>][] = [
    ['all of it', true, { '': {}, a }, { a }],
    ['another version', false, { a }, { a: { ...a, version: '1.0.1' } }],
    ['another content', false, { a }, { a: { ...a, integrity: 'sha512-b' } }],
    ['one missing', false, { a, b: a }, { a }],
    ['one for another system missing', true, { a: { ...a, optional: true, os: ['darwin'], cpu: ['x64'] } }, {}],
    ['one for this machine missing', false, { a: { ...a, optional: true, os: ['linux'], cpu: ['x64'] } }, {}],
    ['one for this machine missing, names without a list', false, { a: { ...a, optional: true, os: 'linux' } }, {}],
    ['one for all but this system missing', true, { a: { ...a, optional: true, os: ['!linux'] } }, {}],
    ['one for all but another system missing', false, { a: { ...a, optional: true, os: ['!win32'] } }, {}],
    ['an optional one that names no machine missing', true, { a: { ...a, optional: true } }, {}],
    ['more than wanted', true, { a }, { a, b: a }],
  ];
  for (const [what, expected, wanted, found] of cases) {
    test(`${what}: ${expected ? 'enough' : 'not enough'}`, () =>
      assert.equal(matches(wanted, found, machine), expected));
  }
});

describe('lines', () => {
  test('come whole, whatever the pieces, the last without its end too', async () => {
    const bytes = Buffer.from('one\r\ntwo é\nthree');
    const pieces = [...bytes].map((_, i) => bytes.subarray(i, i + 1)); // cuts the é in two
    const lines: string[] = [];
    const stream = Readable.from(pieces);
    eachLine(stream, (line) => lines.push(line));
    await new Promise((resolve) => stream.once('close', resolve));
    assert.deepEqual(lines, ['one', 'two é', 'three']);
  });
});
