import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { startOf } from './process/identity.ts';
import { eachLine } from './process/lines.ts';
import { waitUntil } from './process/wait.ts';

/**
 * Everything happens in a copy with packages of its own, and `npm_execpath` names a stand-in for npm that writes only
 * there: no test of this file can install anything, or delete what is installed here.
 */
const base = mkdtempSync(join(tmpdir(), 'boot-test-'));
after(() => rmSync(base, { recursive: true }));
const LIMIT_MS = 20_000;
let root = '';
let count = 0;

const NPM = `
import { appendFileSync, mkdirSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) process.exit(9);
rmSync('node_modules', { recursive: true, force: true });
await new Promise((resolve) => setTimeout(resolve, 300));
mkdirSync('node_modules');
copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`;
const LOCK = JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' } } });

beforeEach(() => {
  count += 1;
  root = join(base, String(count));
  mkdirSync(join(root, 'dev', 'process'), { recursive: true });
  mkdirSync(join(root, 'dev', 'tasks'));
  for (const file of ['boot.mjs', 'process/dir-lock.mjs', 'process/installed.mjs']) {
    cpSync(join(import.meta.dirname, file), join(root, 'dev', file));
  }
  writeFileSync(join(root, 'npm.mjs'), NPM);
  writeFileSync(join(root, 'package-lock.json'), LOCK);
  task('hello', "console.log('args', process.argv.slice(2).join(' ')); process.exitCode = 7;");
});

const task = (name: string, code: string) => writeFileSync(join(root, 'dev', 'tasks', `${name}.ts`), code);
const installs = () =>
  existsSync(join(root, 'npm-calls')) ? readFileSync(join(root, 'npm-calls'), 'utf8').trim().split('\n') : [];
const start = (args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess => {
  const own = { ...process.env, npm_execpath: join(root, 'npm.mjs'), npm_node_execpath: process.execPath };
  return spawn(process.execPath, [join(root, 'dev', 'boot.mjs'), ...args], {
    cwd: root,
    env: { ...own, npm_lifecycle_event: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};
const run = async (args: string[], env?: NodeJS.ProcessEnv) => {
  const child = start(args, env);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, output };
};

describe('boot', () => {
  test('installs when nothing is there, passes arguments on and keeps the exit code; a second start installs nothing', async () => {
    const first = await run(['hello', 'a', '--b']);
    assert.equal(first.code, 7);
    assert.match(first.output, /Installing packages[\s\S]*Installed in \d+ s\.\nargs a --b\n$/);
    assert.deepEqual(await run(['hello', 'c']), { code: 7, output: 'args c\n' });
    assert.deepEqual(installs(), ['ci --no-audit --no-fund --loglevel=error']);
  });

  test('takes what was installed by hand for its own, and installs anew when the lock file changes', async () => {
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), LOCK);
    assert.equal((await run(['hello'])).code, 7);
    assert.deepEqual(installs(), []);
    writeFileSync(join(root, 'package-lock.json'), LOCK.replace('1.0.0', '1.0.1'));
    assert.equal((await run(['hello'])).code, 7);
    assert.equal(installs().length, 1);
  });

  test('several at once install once, and all run', async () => {
    const results = await Promise.all([1, 2, 3].map(() => run(['hello'])));
    assert.deepEqual(
      results.map(({ code }) => code),
      [7, 7, 7],
    );
    assert.equal(installs().length, 1);
    assert.ok(!existsSync(join(root, '.boot-lock')));
  });

  test('takes over the lock of one that was killed while it installed', async () => {
    const lock = join(root, '.boot-lock');
    mkdirSync(lock);
    writeFileSync(join(lock, 'owner'), 'the-dead');
    const longAgo = new Date(Date.now() - 600_000);
    utimesSync(lock, longAgo, longAgo);
    assert.equal((await run(['hello'])).code, 7);
    assert.equal(installs().length, 1);
  });

  test('says in one line what is wrong', async () => {
    assert.deepEqual(await run(['no-such']), { code: 1, output: 'There is no task "no-such" in dev/tasks.\n' });
    assert.deepEqual(await run(['../boot']), { code: 1, output: 'There is no task "../boot" in dev/tasks.\n' });
    const failed = await run(['hello'], { NPM_FAILS: '1' });
    assert.equal(failed.code, 1);
    assert.match(failed.output, /\nnpm ci failed \(exit 9\)\. [^\n]+\n$/);
    assert.equal((await run(['hello'])).code, 7, 'and can be tried again');
  });

  test('passes signals on and waits for the end of the task', async () => {
    task(
      'wait',
      "process.on('SIGTERM', () => { console.log('ending'); process.exit(3); }); setInterval(() => {}, 1e6); console.log('up');",
    );
    const child = start(['wait']);
    const lines: string[] = [];
    const { stdout } = child;
    assert.ok(stdout);
    eachLine(stdout, (line) => {
      lines.push(line);
      if (line === 'up') child.kill('SIGTERM');
    });
    assert.equal(await new Promise((resolve) => child.once('close', resolve)), 3);
    assert.deepEqual(lines.slice(-2), ['up', 'ending']);
  });

  test('a task learns when boot is killed', async () => {
    const lifetime = join(import.meta.dirname, 'process', 'lifetime.ts');
    task(
      'live',
      `import { onEnd } from ${JSON.stringify(lifetime)}; onEnd(async () => {}); setInterval(() => {}, 1e6); console.log('pid', process.pid);`,
    );
    const child = start(['live']);
    const { stdout } = child;
    assert.ok(stdout);
    const pid = await new Promise<number>((resolve) => {
      eachLine(stdout, (line) => line.startsWith('pid') && resolve(Number(line.split(' ')[1])));
    });
    assert.ok(startOf(pid));
    child.kill('SIGKILL');
    assert.ok(await waitUntil(() => startOf(pid) === undefined, LIMIT_MS));
  });
});
