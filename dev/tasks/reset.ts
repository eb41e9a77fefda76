/** `npm run reset`: forgets what the local stack keeps, except for what is only slow to make again. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readServerPid } from '../postgres/data-directory.ts';
import { commandLine, startOf } from '../process/identity.ts';
import { CACHE, LOCAL } from '../process/paths.ts';
import { holder, inUse } from '../stack/state.ts';

async function main(): Promise<void> {
  const other = await holder();
  if (other?.alive) throw new Error(inUse(other));
  const pid = readServerPid(join(LOCAL, 'postgres'));
  if (pid !== undefined && startOf(pid) && commandLine(pid).includes(LOCAL)) {
    throw new Error(`The database of this checkout is still running (process ${pid}). Try again in a moment.`);
  }
  const forgotten = (existsSync(LOCAL) ? readdirSync(LOCAL) : []).map((name) => join(LOCAL, name));
  for (const path of forgotten.filter((path) => path !== CACHE)) rmSync(path, { recursive: true, force: true });
  console.log('Forgotten. The next npm start begins anew.');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
