/** The front end's files in `web/dist`, built when something they are made of has changed. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startChild } from '../process/child.ts';
import { withDirLock } from '../process/dir-lock.mjs';
import { eachLine } from '../process/lines.ts';
import { CACHE, ROOT } from '../process/paths.ts';

/** All that the built files depend on; the lock file stands for the packages. */
const SOURCES = ['web/**/*', 'src/features/*/contract.ts', 'tsconfig.base.json', 'package-lock.json'];
const STAMP = join(CACHE, 'front-end');

/** Builds when needed, or always when told. Safe when two commands want it at once. @returns whether it was built. */
export async function buildFrontEnd({ force = false } = {}): Promise<boolean> {
  const dist = join(ROOT, 'web', 'dist', 'index.html');
  const fresh = () => existsSync(dist) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest();
  if (!force && fresh()) return false;
  mkdirSync(dirname(STAMP), { recursive: true });
  return await withDirLock(`${STAMP}.lock`, async () => {
    if (!force && fresh()) return false;
    const before = digest(); // a file that is changed during the build is built next time
    await vite();
    writeFileSync(STAMP, before);
    return true;
  });
}

async function vite(): Promise<void> {
  const script = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = await startChild(process.execPath, [script, 'build', 'web', '--logLevel', 'warn'], { cwd: ROOT });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, (line) => output.push(line));
  const { code } = await child.exited;
  if (code !== 0) throw new Error(`The front end could not be built.\n${output.join('\n')}`);
}

function digest(): string {
  const hash = createHash('sha256');
  const exclude = (path: string) => /(^|\/)(dist|node_modules)(\/|$)/.test(path.replaceAll('\\', '/'));
  const entries = globSync(SOURCES, { cwd: ROOT, withFileTypes: true, exclude: (entry) => exclude(entry.name) });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort())
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
