/** What a process has used so far, as Linux tells it; NaN elsewhere. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** The unit of times in /proc, the same on every Linux (proc_pid_stat(5), sysconf(_SC_CLK_TCK)). */
const TICK_MS = 10;
/** Places in `/proc/PID/stat` behind the name, which may hold anything: proc_pid_stat(5), counted from `state` = 0. */
const STAT = { parent: 1, user: 11, system: 12, childUser: 13, childSystem: 14 } as const;

type Place = keyof typeof STAT;

function stat(pid: number): ((place: Place) => number) | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (place) => Number(fields[STAT[place]]);
  } catch {
    return undefined; // gone meanwhile, or no Linux
  }
}

const ownMs = (of: (place: Place) => number): number => (of('user') + of('system')) * TICK_MS;

/** Milliseconds of processor time of all threads of a process. */
export function cpuMs(pid: number): number {
  const of = stat(pid);
  return of ? ownMs(of) : Number.NaN;
}

/** The same to the nanosecond, of the main thread alone: of a process that has one, as a backend of PostgreSQL. */
export function fineCpuMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/** The processes that were started by one, and are still there. */
export function childrenOf(parent: number): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && stat(pid)?.('parent') === parent);
}

/** The same of a server with its children, ended ones included: PostgreSQL has one for each connection. */
export function familyCpuMs(pid: number): number {
  const of = stat(pid);
  if (!of) return Number.NaN;
  const ended = (of('childUser') + of('childSystem')) * TICK_MS;
  return childrenOf(pid).reduce((sum, child) => sum + (cpuMs(child) || 0), ownMs(of) + ended);
}

/** Bytes of memory that a process holds now, and at most since {@link resetPeak}. */
export function memory(pid: number): { now: number; peak: number } {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) * 1024;
    return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
  } catch {
    return { now: Number.NaN, peak: Number.NaN };
  }
}

/** Lets the peak begin at what is held now: proc_pid_clear_refs(5), value 5. */
export function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // without it the peak is that of the process's whole life
  }
}
