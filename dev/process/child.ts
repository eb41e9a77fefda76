/**
 * Child processes that never outlive us: when this process ends in any way, SIGKILL included, its children end too.
 *
 * A small `sh` stands between us and the child and reads a pipe that only we hold open. A line in it is the name of a
 * signal to pass on; its end means that we are gone: the child is asked to end, and its whole group is killed when it
 * does not. On Windows, which has neither, the child is started plainly and ended by us when we end in an orderly way.
 */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { within } from './wait.ts';

/** How long an asked child may take before its group is killed: wrangler takes 0.1 s, a busy Postgres up to 2 s. */
const GRACE_MS = 5_000;

/**
 * `read` is built in, so nothing but the two shells waits. They are told apart from the child by `wait "$P"`; the
 * watcher is killed when the child ended by itself, and kills the group (0 = its own) when the child does not obey.
 * $1 is the signal for an orderly end, $2 the tenths of a second that the child is given.
 */
const WATCHER = `
exec 3<&0 </dev/null
S=$1; T=$2; shift 2
"$@" 3<&- & P=$!
{
  while read -r L; do kill -"$L" $P; done <&3
  kill -"$S" $P
  while [ $T -gt 0 ] && kill -0 $P; do sleep 0.1; T=$((T-1)); done
  kill -KILL 0
} >/dev/null 2>&1 & W=$!
exec 3<&-
wait $P; C=$?
kill -KILL $W
exit $C`;

/** How a child ended: `code` is null when a signal ended it that the shell did not report as 128 + number. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ChildOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  /** The signal that asks for an orderly end; SIGTERM unless told (PostgreSQL: SIGINT, as SIGTERM waits for clients). */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT';
  readonly graceMs?: number;
  /** Put in front of the shell, for a command that changes who we are (`unshare …`) and then becomes it. */
  readonly prefix?: readonly string[];
}

export interface Child {
  /** The process number of the shell, which leads the group that the child is in. */
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the child has ended; never fails. */
  readonly exited: Promise<Exit>;
  /** Undefined while it runs. */
  readonly exit: Exit | undefined;
  /** Asks the child to end, kills its group when it does not in time, and settles when it is gone. */
  stop(): Promise<Exit>;
}

/** Starts a command that ends when this process does. Fails when the command cannot be started at all. */
export async function startChild(command: string, args: readonly string[], options: ChildOptions = {}): Promise<Child> {
  const { cwd, env, uid, gid, stopSignal = 'SIGTERM', graceMs = GRACE_MS, prefix = [] } = options;
  const watched = process.platform !== 'win32';
  const shell = ['sh', '-c', WATCHER, 'sh', stopSignal.slice(3), String(Math.ceil(graceMs / 100))];
  const [file = command, ...rest] = [...prefix, ...(watched ? shell : []), command, ...args];
  const settings: SpawnOptions = { cwd, env, uid, gid, detached: watched, stdio: ['pipe', 'pipe', 'pipe'] };
  const child = spawn(file, rest, settings);

  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      exit = { code, signal };
      killGroup(child); // what the child left behind when it was killed itself, as workerd of a killed wrangler
      resolve(exit);
    });
  });
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const { pid, stdin, stdout, stderr } = child;
  if (pid === undefined || !stdin || !stdout || !stderr) throw new Error(`${command} was started without pipes`);
  stdin.on('error', () => {}); // writing to a child that is just ending; its exit is reported by itself

  const ask = () => (watched ? stdin.write(`${stopSignal.slice(3)}\n`) : child.kill());
  const stop = async () => {
    if (!exit) ask();
    if (!(await within(exited, graceMs, undefined))) killGroup(child);
    return await exited;
  };
  return {
    pid,
    stdout,
    stderr,
    exited,
    get exit() {
      return exit;
    },
    stop,
  };
}

function killGroup(child: ChildProcess): void {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // nobody is left in the group
  }
}
