/** The data directory: made once, owned by one process at a time, taken over from a dead one. */
import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { commandLine, isRunning, ownIdentity, ProcessIdentity, startOf, staysRunning } from '../process/identity.ts';
import { waitUntil } from '../process/wait.ts';
import type { Identity } from './unprivileged.ts';

/** The superuser. Its password is no secret: the server listens on loopback only and holds made-up data. */
export const SUPERUSER = 'postgres';
export const SUPERUSER_PASSWORD = 'postgres';

/** A server whose owner was killed shuts down by itself, in 0.1 s idle; a big checkpoint takes some seconds. */
const OWN_END_MS = 10_000;
/** What an orphan is given for each harsher signal. */
const SIGNAL_MS = 5_000;

/** PostgreSQL's own: its first line is the number of the server's process. */
const LOCK = 'postmaster.pid';

/** The number of the process that runs, or ran, in a directory; undefined after an orderly end. */
export function readServerPid(dir: string): number | undefined {
  const lock = join(dir, LOCK);
  const pid = existsSync(lock) ? Number.parseInt(readFileSync(lock, 'utf8'), 10) : Number.NaN;
  return Number.isInteger(pid) ? pid : undefined;
}

/** Whether a cluster is there. */
export function hasCluster(dir: string): boolean {
  return existsSync(join(dir, 'PG_VERSION'));
}

/** Makes a cluster. It is made beside its place and moved there at the end, so that a kill leaves no half of one. */
export async function makeCluster(dir: string, initdb: string, identity: Identity): Promise<void> {
  const part = `${dir}.part`;
  const passwordFile = `${dir}.password`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${SUPERUSER_PASSWORD}\n`, { mode: 0o600 });
  if (identity.user) {
    for (const path of [part, passwordFile]) chownSync(path, identity.user.uid, identity.user.gid);
  }
  const args = ['-D', part, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--no-sync', '--no-instructions'];
  // Clear text over loopback: the Neon driver sends the password before it is asked how (`pipelineConnect`).
  args.push('--auth=password', '-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  try {
    await run([...identity.prefix, initdb, ...args], part, identity);
    rmSync(dir, { recursive: true, force: true });
    renameSync(part, dir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * Makes sure that no server runs in the directory. One whose owner died is waited for, then ended. Fails when one is in
 * use by a living process, or was started by somebody else.
 */
export async function claim(dir: string): Promise<void> {
  const lock = join(dir, LOCK);
  const pid = readServerPid(dir);
  if (pid !== undefined) {
    const server = { pid, started: startOf(pid) ?? '' };
    if (server.started && isServerOf(pid, dir)) await endOrphan(dir, server);
    else rmSync(lock, { force: true }); // a number that was handed to another program would stop the server
  }
  writeFileSync(join(dir, 'owner.json'), JSON.stringify(ownIdentity()));
}

/** Whether a process is a postgres of this directory; where command lines cannot be read, its number has to do. */
function isServerOf(pid: number, dir: string): boolean {
  const line = commandLine(pid);
  return line === '' ? process.platform === 'win32' : line.includes('postgres') && line.includes(dir);
}

async function endOrphan(dir: string, server: ProcessIdentity): Promise<void> {
  const owner = ownerOf(dir);
  if (!owner || (await staysRunning(owner))) {
    const who = owner ? `process ${owner.pid}` : 'something else';
    throw new Error(`PostgreSQL already runs in ${dir} (process ${server.pid}), started by ${who}. Stop that first.`);
  }
  const gone = () => !isRunning(server);
  if (await waitUntil(gone, OWN_END_MS)) return;
  // Fast, immediate, and last of all without its consent; the log makes up for it.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!gone()) process.kill(server.pid, signal);
    if (await waitUntil(gone, SIGNAL_MS)) return;
  }
  throw new Error(`PostgreSQL (process ${server.pid}) in ${dir} does not end; end it by hand.`);
}

function ownerOf(dir: string): ProcessIdentity | undefined {
  try {
    return ProcessIdentity.parse(JSON.parse(readFileSync(join(dir, 'owner.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

async function run(command: readonly string[], cwd: string, { user }: Identity): Promise<void> {
  const [file = '', ...args] = command;
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const child = spawn(file, args, { ...user, cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code === 0) return;
  const closed = user ? ` Run as an ordinary user, or open ${dirname(file)} and ${dirname(cwd)} to others.` : '';
  throw new Error(`${basename(file)} failed (${code}).${closed}\n${output.trim()}`);
}
