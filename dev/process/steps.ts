/** Programs that a task runs one after the other, each timed, up to the first that fails. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { wranglerEnv } from '../worker/runtime.ts';
import { ROOT } from './paths.ts';

export interface Step {
  readonly name: string;
  /** Arguments of Node: a script and its own. */
  readonly args: readonly string[];
}

/** A step that runs the program of an installed package. */
export function packageStep(name: string, script: string, ...args: string[]): Step {
  return { name, args: [join(ROOT, 'node_modules', script), ...args] };
}

/** Runs them on this terminal. @returns 0, or the exit code of the one that failed. */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  for (const { name, args } of steps) {
    const begun = performance.now();
    const code = await run(args);
    const took = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${took} s)`);
    if (code !== 0) return code;
  }
  return 0;
}

/** In the group of the terminal, so that Ctrl-C reaches it; a signal to us alone is passed on. */
async function run(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: wranglerEnv() });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  const orphaned = () => child.kill('SIGTERM');
  for (const signal of signals) process.on(signal, pass);
  process.once('disconnect', orphaned);
  process.channel?.unref();
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject).once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    for (const signal of signals) process.off(signal, pass);
    process.off('disconnect', orphaned);
  }
}
