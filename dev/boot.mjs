// @ts-check
/**
 * The entry of every `npm run …` of this project: `node dev/boot.mjs <task> [arguments]`.
 *
 * Plain JavaScript for Node 20, as it runs before anything is installed. It installs the packages when they are missing
 * or do not match the lock file, picks a Node that runs TypeScript, and becomes `dev/tasks/<task>.ts` as far as that is
 * possible: arguments and terminal are the task's, signals are passed on, the exit code is the task's.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withDirLock } from './process/dir-lock.mjs';
import { isInstalled } from './process/installed.mjs';

/** The first Node that runs `.ts` files without a flag, which the tasks are. */
const TASK_NODE = [22, 18];
/** What this file itself needs; `engines` in package.json says the same. */
const OWN_NODE = [20, 0];
/** How often to see whether the npm that started us still lives (it may be killed without a word to us). */
const PARENT_LOOK_MS = 1_000;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
const stampFile = join(modules, '.edgewise-installed');
const [task = '', ...args] = process.argv.slice(2);

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main() {
  if (!atLeast(process.versions.node, OWN_NODE)) {
    throw new Error(`Node ${OWN_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
  }
  const file = join(root, 'dev', 'tasks', `${task}.ts`);
  if (!/^[a-z-]+$/.test(task) || !existsSync(file)) throw new Error(`There is no task "${task}" in dev/tasks.`);
  await installIfNeeded();
  await run(taskNode(), file);
}

/** Installs what the lock file lists, unless it is there already. Safe when several commands start at once. */
async function installIfNeeded() {
  const wanted = stampOf(readFileSync(lockFile, 'utf8'));
  if (stamp() === wanted) return;
  const lock = join(root, '.boot-lock');
  const onWait = () => console.log(`Waiting for another command that installs (if there is none, delete ${lock}).`);
  await withDirLock(
    lock,
    async () => {
      if (stamp() === wanted) return; // the other command did it
      if (!isInstalled(root)) await npmCi();
      writeFileSync(stampFile, wanted);
    },
    { onWait },
  );
}

/** @param {string} lockText */
function stampOf(lockText) {
  return createHash('sha256').update(lockText).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** `npm ci` deletes all of node_modules first, so the stamp in it is gone as soon as an installation begins. */
function stamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}

async function npmCi() {
  console.log('Installing packages (npm ci), once for each change of package-lock.json …');
  const begun = Date.now();
  const [command, ...first] = npm();
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(command, [...first, ...options], {
    cwd: root,
    env: envOfNpm(),
    stdio: 'inherit',
    shell: process.platform === 'win32' && command === 'npm', // npm is a .cmd there
  });
  const code = await ended(child);
  if (code !== 0) throw new Error(`npm ci failed (exit ${code}). Its message is above; then run the command again.`);
  console.log(`Installed in ${Math.round((Date.now() - begun) / 1000)} s.`);
}

/** The npm that runs us, under the Node it runs under; else the one on PATH. @returns {[string, ...string[]]} */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  // A Node inside node_modules is about to be deleted by the installation itself.
  return script && node && !node.startsWith(modules) && existsSync(script) ? [node, script] : ['npm'];
}

/** Without what the outer npm set for us: its options would reach the inner one as if they were given to it. */
function envOfNpm() {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name)),
  );
  return { ...env, PATH: pathWithout(`node_modules${sep}.bin`) };
}

/** @param {string} part */
function pathWithout(part) {
  const entries = (process.env.PATH ?? '').split(delimiter);
  return entries.filter((entry) => !entry.includes(part)).join(delimiter);
}

/** The Node for tasks: this one when it is new enough, else the one that is installed with the packages. */
function taskNode() {
  if (atLeast(process.versions.node, TASK_NODE)) return process.execPath;
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const file = os === 'win' ? 'node.exe' : 'node';
  const names = [`node-${os}-${process.arch}`, `node-bin-${os}-${process.arch}`];
  const node = names.map((name) => join(modules, name, 'bin', file)).find((path) => existsSync(path));
  if (node) return node;
  throw new Error(
    `Node ${TASK_NODE.join('.')} or newer is needed on ${os}-${process.arch}; this is ${process.versions.node}.`,
  );
}

/** @param {string} node @param {string} file */
async function run(node, file) {
  const PATH = [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter);
  // The channel tells the task when we are killed: it closes.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', file, ...args], {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
    setInterval(() => process.ppid === parent || child.kill('SIGTERM'), PARENT_LOOK_MS).unref();
  }
  process.exitCode = await ended(child);
}

/** The exit code of a child, 1 when a signal ended it. @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${child.spawnfile} could not be started: ${error.message}`)));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** @param {string} version @param {number[]} least */
function atLeast(version, least) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
