/** Who runs the stack of a checkout, noted where other commands find it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { ownIdentity, ProcessIdentity, staysRunning } from '../process/identity.ts';
import { LOCAL } from '../process/paths.ts';

const Note = z.object({ process: ProcessIdentity, port: z.number() });

export interface Holder {
  readonly port: number;
  readonly pid: number;
  /** False when it was killed and left its note behind. */
  readonly alive: boolean;
}

/** Who noted itself last, or undefined when the last stack ended in an orderly way. */
export async function holder(file = join(LOCAL, 'stack.json')): Promise<Holder | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    const note = Note.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { port: note.port, pid: note.process.pid, alive: await staysRunning(note.process) };
  } catch {
    return { port: 0, pid: 0, alive: false }; // cut short by a kill
  }
}

/** Notes this process. Fails when a living one stands there. @returns what takes the note away again. */
export async function hold(port: number, file = join(LOCAL, 'stack.json')): Promise<() => void> {
  const other = await holder(file);
  if (other?.alive) throw new Error(inUse(other));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ process: ownIdentity(), port }));
  return () => rmSync(file, { force: true });
}

/** What to tell a person who wants to do something that the running stack forbids. */
export function inUse({ port, pid }: Holder): string {
  return `Edgewise already runs in this checkout: http://localhost:${port} (process ${pid}). Stop it first.`;
}
