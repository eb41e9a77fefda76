/** What it costs to know whose host a request is for, from the isolate's memory. */
import { classifyHost, hostOf } from '../src/features/tenants/host-name.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, percentile } from './stats.ts';

/** The product's own function; imported by its address, because its types are those of the Workers runtime. */
type ResolveHost = (env: object, host: string, log: object, later: () => void) => Promise<object | undefined>;
const RESOLVE = new URL('../src/features/tenants/resolve.ts', import.meta.url).href;
const HOSTS = 1_000;
const DECISIONS = 50_000;
const WARM = 20_000;
const APP_DOMAIN = 'edgewise.app';

/** A record as KV holds one: the object that would be asked is not reached from memory. */
const recordOf = (host: string, n: number) => ({
  v: 2,
  host,
  surface: 'app',
  version: 1,
  flagsVersion: 1,
  tenant: {
    id: `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    slug: host.split('.')[0],
    name: 'Bench',
    plan: 'pro',
    billing: 'active',
    trialEndsAt: null,
    graceEndsAt: null,
    limits: {},
  },
  flags: {},
});

export async function resolution(_: Bench, report: Report): Promise<void> {
  const hosts = Array.from({ length: HOSTS }, (_, n) => `tenant-${n}.${APP_DOMAIN}`);
  const records = new Map(hosts.map((host, n) => [`slug:tenant-${n}`, recordOf(host, n)]));
  const env = { APP_DOMAIN, HOSTS: { get: async (key: string) => records.get(key) } };
  const { resolveHost } = (await import(RESOLVE)) as { resolveHost: ResolveHost };
  const later = () => undefined;
  const once = async (n: number) => {
    const host = hostOf(`https://${hosts[n % HOSTS]}/api/v1/me`);
    if (!host || classifyHost(host, APP_DOMAIN).kind !== 'slug') throw new Error('The host was not understood.');
    const found = await resolveHost(env, host, {}, later);
    if (!found) throw new Error('The host was not found.');
  };
  for (let n = 0; n < WARM; n += 1) await once(n);
  const took: number[] = [];
  for (let n = 0; n < DECISIONS; n += 1) {
    const at = performance.now();
    await once(n);
    took.push((performance.now() - at) * 1_000);
  }
  report.add({
    title: `Whose host it is, from memory, ${HOSTS} hosts in turn`,
    columns: ['p50 µs', 'p99 µs'],
    rows: [[figure(percentile(took, 0.5)), figure(percentile(took, 0.99))]],
    notes: [
      'The address taken apart, the host normalised and found; in Node, wall clock. KV is asked again every 5 s, and then counts too.',
    ],
  });
}
