/** `wrangler dev` as a supervised child: started, waited for, started anew when it dies or stops answering. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Child, startChild } from '../process/child.ts';
import { eachLine, type LogFile } from '../process/lines.ts';
import { ROOT } from '../process/paths.ts';
import { waitUntil } from '../process/wait.ts';

/** A cold start builds the bundle: 1 to 8 s on two busy cores. */
const READY_MS = 60_000;
/** A probe that takes longer finds nobody: the runtime answers in milliseconds. */
const PROBE_MS = 2_000;
/** wrangler revives a crashed runtime by itself within half a second, but when its own front fell, it never answers. */
const REVIVAL_MS = 5_000;
/** More restarts than this in the window are no accident but a fault that a person has to see. */
const MAX_RESTARTS = 5;
const RESTART_WINDOW_MS = 60_000;
/** What wrangler 4 prints when workerd died under it. */
const CRASH = /runtime crashed unexpectedly/;

export interface RuntimeOptions {
  readonly port: number;
  /** Settings files, later ones over earlier ones; one that is missing is passed over. */
  readonly envFiles: readonly string[];
  /** Where KV, Durable Objects, Queues, Workflows and R2 keep their data. */
  readonly stateDir: string;
  /** The path that answers 200 when the Worker is ready. */
  readonly healthPath: string;
  readonly log: LogFile;
  /** The folder with wrangler.toml; the checkout unless told. */
  readonly cwd?: string;
  /** Gets each line of wrangler's output. */
  readonly onLine?: (line: string) => void;
  /** Told when the runtime is started anew, and why. */
  readonly onRestart?: (why: string) => void;
}

export interface Runtime {
  /** Settles with the reason when it is given up; never settles while it runs or was stopped. */
  readonly failed: Promise<Error>;
  stop(): Promise<void>;
}

/** Starts the runtime and settles when the Worker is ready. Fails with the end of its log when it does not become so. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { port, healthPath, log, onRestart } = options;
  let stopping = false;
  let child = await launch(options, onCrash);
  const restarts: number[] = [];
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<Error>((resolve) => {
    fail = resolve;
  });

  function onCrash(): void {
    const crashed = child;
    void waitUntil(() => answers(port), REVIVAL_MS).then((alive) => {
      // Ending it is all: its exit is what starts the next.
      if (!alive && !stopping && crashed === child) void crashed.stop();
    });
  }

  const supervise = async (): Promise<void> => {
    for (;;) {
      const { code } = await child.exited;
      if (stopping) return;
      const now = Date.now();
      restarts.push(now);
      const recent = restarts.filter((at) => now - at < RESTART_WINDOW_MS).length;
      if (recent > MAX_RESTARTS) {
        return fail(new Error(`The runtime died ${recent} times within a minute.\n${log.tail()}`));
      }
      onRestart?.(`exit ${code}`);
      child = await launch(options, onCrash);
      if (stopping) await child.stop();
    }
  };

  const stop = async () => {
    stopping = true;
    await child.stop();
  };
  const first = child;
  const ready = waitUntil(async () => first.exit !== undefined || (await status(port, healthPath)) === 200, READY_MS);
  if (!(await ready) || first.exit) {
    const answer = first.exit ? `exit ${first.exit.code}` : `${healthPath} answers ${await status(port, healthPath)}`;
    await stop();
    throw new Error(`The Worker did not become ready (${answer}).\n${log.tail()}`);
  }
  supervise().catch((error: unknown) => fail(error instanceof Error ? error : new Error(String(error))));
  return { failed, stop };
}

async function launch(options: RuntimeOptions, onCrash: () => void): Promise<Child> {
  const { port, envFiles, stateDir, log, onLine, cwd = ROOT } = options;
  const wrangler = join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js');
  const args = ['dev', '--port', String(port), '--ip', '127.0.0.1', '--inspector-port', '0'];
  args.push('--show-interactive-dev-session=false', '--persist-to', stateDir);
  // Spelt this way because Node takes `--env-file` for its own wherever it stands, and refuses a missing file.
  for (const file of envFiles) args.push('--envFile', file);
  const child = await startChild(process.execPath, [wrangler, ...args], { cwd, env: wranglerEnv() });
  for (const stream of [child.stdout, child.stderr]) {
    eachLine(stream, (line) => {
      log.write(line);
      onLine?.(line);
      if (CRASH.test(line)) void delay(0).then(onCrash); // after the child is known to its supervisor
    });
  }
  return child;
}

/** wrangler's surroundings for working without a network and without a person at its keyboard. */
export function wranglerEnv(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CI: '1',
    NO_COLOR: '1',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true', // with it comes a question to the registry for a newer version
    CLOUDFLARE_CF_FETCH_ENABLED: 'false', // else it asks for a sample of `request.cf` and complains offline
  };
}

async function answers(port: number): Promise<boolean> {
  return (await status(port, '/')) !== undefined;
}

/** The status of an answer, undefined when there is none. */
async function status(port: number, path: string): Promise<number | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      redirect: 'manual',
      headers: { connection: 'close' }, // a kept socket may lead to the runtime that died
      signal: AbortSignal.timeout(PROBE_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}
