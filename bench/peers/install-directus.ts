/** Directus as npm has it, in a folder of the benchmarks: it is larger than everything else here, and only they need it. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../../dev/process/child.ts';
import { eachLine } from '../../dev/process/lines.ts';
import { BENCH_DIR } from '../database.ts';

const WANTED = join(import.meta.dirname, 'directus', 'package.json');
/** What Directus asks of a library that runs flows' own code, and that is built for one version of Node alone. No flow runs here. */
const NO_ISOLATES =
  'module.exports = { Isolate: class {}, Context: class {}, Reference: class {}, ExternalCopy: class {} };\n';

/** @returns the folder that it is installed in */
export async function installDirectus(log: (line: string) => void): Promise<string> {
  const dir = join(BENCH_DIR, 'peers', 'directus');
  const [kept, done] = [join(dir, 'package.json'), join(dir, 'installed')];
  const wanted = readFileSync(WANTED, 'utf8');
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return dir;
  log('Installing Directus, for the first time (some 750 MB, a few minutes).');
  mkdirSync(dir, { recursive: true });
  copyFileSync(WANTED, kept);
  // Without scripts: what they would compile is what is replaced below, and takes minutes.
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  await runOnce('npm', ['install', ...quietly], { cwd: dir });
  writeFileSync(join(dir, 'node_modules', 'isolated-vm', 'isolated-vm.js'), NO_ISOLATES);
  writeFileSync(done, wanted);
  return dir;
}

/** Runs a command to its end. Fails with what it said where it fails. */
export async function runOnce(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<void> {
  const child = await startChild(command, args, options);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, (line) => said.push(line));
  const { code } = await child.exited;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed.\n${said.slice(-20).join('\n')}`);
}
