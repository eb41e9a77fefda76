import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { createCloudflare } from './cloudflare.ts';
import { cloudflareControl, edgeControl } from './cloudflare-control.ts';
import { createEdge } from './cloudflare-edge.ts';
import { hostname } from './cloudflare-hostname.ts';
import { createHostnames } from './cloudflare-hostnames.ts';
import type { ControlRoute } from './control.ts';
import { createDns } from './dns.ts';
import { dnsControl } from './dns-control.ts';
import { seedDemoZones } from './dns-demo.ts';
import { zone } from './dns-script.ts';
import { createZones } from './dns-zones.ts';
import type { Provider } from './types.ts';

/** Under the APP_DOMAIN `localhost` of the local stack and of the tests. */
const FALLBACK = 'domains.localhost';

/** How DNS, Cloudflare and its edge are started; without any of it they are empty and forget at the end. */
export interface DomainsOptions {
  /** The name that customers' CNAMEs lead to: `domains.` and the Worker's APP_DOMAIN without a port. */
  fallback?: string;
  /** Where the Worker listens, for probes; may be given before it does. */
  worker?: string;
  /** JSON file that keeps zones and custom hostnames over a restart: the product's database remembers them too. */
  state?: string;
  /** Puts in the zones to try by hand. */
  demo?: boolean;
}

const kept = z.object({ zones: z.array(zone), hostnames: z.array(hostname) });
type Kept = z.infer<typeof kept>;

function load(file: string | undefined): Kept {
  if (file === undefined || !existsSync(file)) return { zones: [], hostnames: [] };
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file} is not what this version keeps; delete it to begin anew.`, { cause: error });
  }
}

/** The three emulators behind custom domains, and the routes that control them. `now` is in milliseconds since the epoch. */
export function createDomains(
  now: () => number,
  { fallback = FALLBACK, worker, state, demo = false }: DomainsOptions = {},
): { providers: Provider[]; controls: ControlRoute[] } {
  const before = load(state);
  const save = (): void => {
    if (state === undefined) return;
    // Renamed into place, so that a kill leaves the old file or the new one.
    writeFileSync(`${state}.new`, JSON.stringify({ zones: zones.list(), hostnames: hostnames.list() } satisfies Kept));
    renameSync(`${state}.new`, state);
  };
  const zones = createZones({ now, fallback, kept: before.zones, changed: save });
  const hostnames = createHostnames(before.hostnames, save);
  if (demo) seedDemoZones(zones, fallback);
  const edge = createEdge({ zones, hostnames, fallback, worker });
  return {
    providers: [createDns(zones), createCloudflare(hostnames, zones, fallback), edge],
    controls: [dnsControl(zones), cloudflareControl(hostnames), edgeControl(edge)],
  };
}
