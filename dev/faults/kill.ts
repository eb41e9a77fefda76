/** The processes of a test: how much memory they take, and an end of the runtime as a crash of the machine would make it. */
import { readdirSync, readFileSync } from 'node:fs';

/** Every process below this one, from /proc. */
const descendants = (): { pid: number; command: string }[] => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
      } catch {
        return [];
      }
    });
  const ours = new Set([process.pid]);
  for (let size = 0; size !== ours.size; ) {
    size = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter(({ pid }) => ours.has(pid) && pid !== process.pid);
};

/** Kills the runtime and what runs it: no signal is handled, nothing is written. Gives how many processes there were. */
export const killRuntime = (): number => {
  const runtime = descendants().filter(({ command }) => /workerd|wrangler/.test(command));
  for (const { pid } of runtime) process.kill(pid, 'SIGKILL');
  return runtime.length;
};

/** Resident memory of this process and all below it, in MB. */
export const memoryMb = (): number => {
  const all = [process.pid, ...descendants().map(({ pid }) => pid)];
  const kb = all.reduce((sum, pid) => {
    try {
      return sum + Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      return sum;
    }
  }, 0);
  return Math.round(kb / 1_024);
};
