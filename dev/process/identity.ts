/**
 * Tells whether a process that was noted down earlier is still the same one: its number alone does not, as the system
 * hands numbers out again, soon so after a restart of the machine.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { waitUntil } from './wait.ts';

/** A process named so that a later one with the same number is not mistaken for it. */
export const ProcessIdentity = z.object({ pid: z.number().int().positive(), started: z.string() });
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

/** Where /proc is missing (macOS), `ps` says the same; where both are (Windows), only the number is compared. */
const UNKNOWN_START = 'unknown';

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? UNKNOWN_START };
}

/** Whether the process that was noted down still runs (a dead one that nobody has reaped yet does not). */
export function isRunning(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.started;
}

/** How long a process that was just killed may still be seen: freeing the memory of a big one takes a while. */
const DYING_MS = 1_000;

/** Whether it runs and is not just ending; a killed process is seen for moments after it was killed. */
export async function staysRunning(identity: ProcessIdentity): Promise<boolean> {
  return !(await waitUntil(() => !isRunning(identity), DYING_MS));
}

/** When the process began, in the words of the system; undefined when there is none with this number. */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') return startOnLinux(pid);
  if (process.platform === 'win32') return answers(pid) ? UNKNOWN_START : undefined;
  const [state, started] = ps(pid, 'stat=,lstart=').split(/\s+(.*)/);
  return state && !state.startsWith('Z') ? started : undefined;
}

/** The command line of a process, words joined by a space; empty when it is gone or may not be read. */
export function commandLine(pid: number): string {
  if (process.platform !== 'linux') return process.platform === 'win32' ? '' : ps(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

function startOnLinux(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // proc_pid_stat(5): the name in parentheses may hold anything, so count from its end. Field 3 is the state, 22 the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function ps(pid: number, columns: string): string {
  const result = spawnSync('ps', ['-p', String(pid), '-o', columns], { encoding: 'utf8', env: { LC_ALL: 'C' } });
  return result.status === 0 ? result.stdout.trim() : '';
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
