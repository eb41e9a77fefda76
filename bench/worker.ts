/**
 * The product's bundle, as it is deployed, in workerd: reached by a socket of its own. `wrangler dev` and Miniflare's
 * entrance each put a proxy in front that costs several times what the Worker does.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as MiniflareModule from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import * as z from 'zod';
import { ROOT } from '../dev/process/paths.ts';
import { wranglerEnv } from '../dev/worker/runtime.ts';
import { workerSettings } from '../dev/worker/settings.ts';
import { childrenOf } from './cpu.ts';
import { BENCH_DIR, type BenchDatabase } from './database.ts';
import type { Endpoints } from './endpoint-process.ts';
import { AUTH_SECRET, KEY_SECRET } from './members.ts';

// A package of wrangler's own: found from there, so that it is the very version that wrangler runs.
const { Miniflare, convertV4MiniflareOptions } = createRequire(import.meta.resolve('wrangler'))(
  'miniflare',
) as typeof MiniflareModule;

/** The plain settings in a wrangler.toml. */
const Plain = z.record(z.string(), z.string()).default({});
/** What the tenants' hosts end in: `million.localhost`. */
export const APP_DOMAIN = 'localhost';
const PRODUCT = { name: 'product', config: 'wrangler.toml', entry: 'bench/product.ts', script: 'product.js' } as const;
const BARE = {
  name: 'bare',
  config: 'bench/bare-hono.toml',
  entry: 'bench/bare-hono.ts',
  script: 'bare-hono.js',
} as const;
/**
 * Where the product is reached. A Worker with static assets has a proxy of Miniflare's in front of its own socket, which
 * costs more than the product itself; a socket of another Worker that leads to it has none.
 */
const DOOR = {
  name: 'door',
  modules: true,
  script: 'export default {};',
  compatibilityDate: '2026-10-20',
  unsafeDirectSockets: [{ host: '127.0.0.1', port: 0, serviceName: PRODUCT.name }],
};
const bundleDir = (name: string) => join(BENCH_DIR, 'bundle', name);

/** Bundles the product and the bare Worker as a deployment does. */
export async function buildBundles(): Promise<void> {
  for (const one of [PRODUCT, BARE]) await bundle(one);
}

async function bundle({ name, config, entry }: typeof PRODUCT | typeof BARE): Promise<void> {
  const outdir = bundleDir(name);
  const wrangler = join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js');
  const args = [wrangler, 'deploy', entry, '--dry-run', '--config', config, '--outdir', outdir];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: wranglerEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`The bundle of ${config} could not be made.\n${output}`);
}

export interface BenchWorker {
  /** Where the product listens; the Host header says for which tenant. */
  readonly port: number;
  /** Where it listens with its front end, behind the proxy that serves files. */
  readonly screenPort: number;
  /** Where the bare Worker listens, in the same process. */
  readonly barePort: number;
  /** The process of workerd. */
  readonly pid: number;
  /** The debugger's address of the product's isolate, where asked for. */
  readonly inspectorUrl: string | undefined;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly database: BenchDatabase;
  readonly endpoints: Endpoints;
  /** The name of the database to work on; the seeded one unless told. */
  readonly name?: string;
  /** Where KV and the others keep their data, to start with what an earlier one left; in memory unless told. */
  readonly stateDir?: string;
  /** Another way to the endpoint than the straight one. */
  readonly neonPort?: number;
  /** Lets a debugger in, for heap sizes and profiles. */
  readonly inspect?: boolean;
}

/** Starts workerd with a fresh isolate of each Worker. */
export async function startWorker({
  database,
  endpoints,
  name = database.name,
  stateDir,
  neonPort = endpoints.neonPort,
  inspect = false,
}: WorkerOptions): Promise<BenchWorker> {
  const login = (role: 'app' | 'auth' | 'control') => ({
    user: `edgewise_${role}`,
    password: database.passwords[role],
  });
  const settings = workerSettings({
    port: 0,
    neonPort,
    database: name,
    logins: { app: login('app'), auth: login('auth'), control: login('control') },
    providersUrl: endpoints.providersUrl,
    mailUrl: endpoints.mailUrl,
    authSecret: AUTH_SECRET,
    keySecret: KEY_SECRET,
  });
  const before = new Set(childrenOf(process.pid));
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      telemetry: { enabled: false },
      // Where the lines of the Worker's log go costs nothing here: they are taken and dropped.
      handleStructuredLogs: () => {},
      ...(stateDir ? { resourcePersistencePath: stateDir } : {}),
      ...(inspect ? { inspectorPort: 0 } : {}),
      workers: [
        workerOf(PRODUCT, { ...settings, APP_DOMAIN }),
        workerOf(BARE, { ...settings, SQL_URL: `http://127.0.0.1:${endpoints.neonPort}/sql` }),
        DOOR,
      ],
    }),
  );
  await runtime.ready;
  const port = async (worker: string) => Number((await runtime.unsafeGetDirectURL(worker)).port);
  const pid = childrenOf(process.pid).find((child) => !before.has(child)) ?? 0;
  return {
    port: await port(DOOR.name),
    screenPort: await port(PRODUCT.name),
    barePort: await port(BARE.name),
    pid,
    inspectorUrl: inspect ? (await runtime.getInspectorURL()).href : undefined,
    stop: () => runtime.dispose(),
  };
}

function workerOf({ name, config, script }: typeof PRODUCT | typeof BARE, settings: Record<string, string>) {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(ROOT, config));
  const path = join(bundleDir(name), script);
  return {
    ...workerOptions,
    name,
    bindings: { ...Plain.parse(workerOptions.bindings), ...settings },
    // The bundle, and beside it what it imports as data: the fonts of dossiers.
    modules: [
      { type: 'ESModule' as const, path },
      ...globSync('*.ttf', { cwd: bundleDir(name) }).map((file) => ({
        type: 'Data' as const,
        path: join(bundleDir(name), file),
      })),
    ],
    modulesRoot: bundleDir(name),
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
  };
}
