/** How many Forms 3, 4 and 5 a second are read whole, in workerd. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type * as MiniflareModule from 'miniflare';
import { ROOT } from '../dev/process/paths.ts';
import { untar } from '../dev/providers/tar.ts';
import { wranglerEnv } from '../dev/worker/runtime.ts';
import { childrenOf, cpuMs } from './cpu.ts';
import { BENCH_DIR } from './database.ts';

// A package of wrangler's own: found from there, so that it is the very version that wrangler runs.
const { Miniflare, convertV4MiniflareOptions } = createRequire(import.meta.resolve('wrangler'))(
  'miniflare',
) as typeof MiniflareModule;

const OUT = join(BENCH_DIR, 'bundle', 'edgar');
const REAL = join(ROOT, '..', 'shared', 'data', 'edgar');
const OWN = join(ROOT, 'dev', 'providers', 'fixtures', 'ownership');
const ROUNDS = 5;

const folder = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith('.xml'))
        .map((name) => readFileSync(join(path, name), 'utf8'))
    : [];

/** Real documents where they are beside the project, else the project's own. */
const documents = (): { from: string; all: string[] } => {
  const archive = join(REAL, 'ownership-bulk.tar.gz');
  const bulk = existsSync(archive)
    ? untar(gunzipSync(readFileSync(archive))).map(({ data }) => data.toString('utf8'))
    : [];
  const all = [...folder(join(REAL, 'ownership')), ...bulk];
  return all.length > 0 ? { from: 'real filings', all } : { from: 'own fixtures', all: folder(OWN) };
};

const bundle = async (): Promise<void> => {
  const wrangler = join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js');
  const args = [
    wrangler,
    'deploy',
    'bench/edgar-worker.ts',
    '--dry-run',
    '--config',
    'bench/edgar.toml',
    '--outdir',
    OUT,
  ];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: wranglerEnv(), stdio: 'ignore' });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error('The bundle of bench/edgar.toml could not be made.');
};

/** Prints documents a second of processor time of the whole process of workerd, and of the clock. */
export async function edgar(): Promise<void> {
  await bundle();
  const { from, all } = documents();
  const before = new Set(childrenOf(process.pid));
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      telemetry: { enabled: false },
      modules: [{ type: 'ESModule', path: join(OUT, 'edgar-worker.js') }],
      modulesRoot: OUT,
      compatibilityDate: '2026-10-20',
      compatibilityFlags: ['nodejs_compat'],
    }),
  );
  await runtime.ready;
  const pid = childrenOf(process.pid).find((child) => !before.has(child)) ?? 0;
  const run = async (rounds: number): Promise<number> => {
    const response = await runtime.dispatchFetch('http://reader/', {
      method: 'POST',
      body: JSON.stringify({ documents: all, rounds }),
    });
    return ((await response.json()) as { lines: number }).lines;
  };
  const characters = all.reduce((sum, xml) => sum + xml.length, 0) / all.length;
  await run(2);
  const [cpu, clock] = [cpuMs(pid), performance.now()];
  const lines = await run(ROUNDS);
  const [cpuUsed, clockUsed] = [cpuMs(pid) - cpu, performance.now() - clock];
  await runtime.dispose();
  const read = all.length * ROUNDS;
  console.log(
    `${from}: ${all.length} documents of ${Math.round(characters)} characters, ${lines / ROUNDS} lines
  processor    ${(cpuUsed / read).toFixed(2)} ms a document, ${Math.round((read / cpuUsed) * 1000)} documents/s
  clock        ${(clockUsed / read).toFixed(2)} ms a document, ${Math.round((read / clockUsed) * 1000)} documents/s`,
  );
}
