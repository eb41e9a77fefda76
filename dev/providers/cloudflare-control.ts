import * as z from 'zod';
import { type Edge, forcedProbe } from './cloudflare-edge.ts';
import { forcedState, shownStatus } from './cloudflare-hostname.ts';
import type { Hostnames } from './cloudflare-hostnames.ts';
import { type ControlRoute, OK, parsed, type Result } from './control.ts';
import { dnsName } from './dns-script.ts';
import { decoded } from './names.ts';

const HOSTNAMES = '/_control/cloudflare/hostnames';
const HOSTS = '/_control/edge/hosts';
const WORKER = '/_control/edge/worker';

const workerInput = z.strictObject({ url: z.url({ protocol: /^http$/ }).nullable() });

/** What comes after `<base>/` as a name, undefined for another path. */
function nameAfter(base: string, path: string): string | undefined {
  if (!path.startsWith(`${base}/`)) return undefined;
  const name = dnsName.safeParse(decoded(path.slice(base.length + 1)));
  return name.success ? name.data : undefined;
}

const missing = (what: string): Result => ({ status: 404, value: { error: what } });

/**
 * `GET|DELETE /_control/cloudflare/hostnames` lists them or forgets all; `POST …/<hostname>` forces states (`{}` lifts
 * them), `DELETE …/<hostname>` takes it away as somebody at Cloudflare's dashboard would.
 */
export function cloudflareControl(hostnames: Hostnames): ControlRoute {
  return (method, path, body) => {
    if (path === HOSTNAMES && method === 'GET') {
      const rows = hostnames.list().map((one) => ({
        hostname: one.hostname,
        id: one.id,
        zoneId: one.zoneId,
        ...shownStatus(one),
        forced: one.forced ?? null,
      }));
      return { status: 200, value: rows };
    }
    if (path === HOSTNAMES && method === 'DELETE') {
      hostnames.clear();
      return OK;
    }
    const name = nameAfter(HOSTNAMES, path);
    if (name === undefined) return null;
    if (method === 'POST') {
      return parsed(forcedState, body, (state) => {
        hostnames.force(name, state);
        return OK;
      });
    }
    if (method !== 'DELETE') return null;
    return hostnames.remove(name) ? OK : missing(`no hostname ${name}`);
  };
}

/**
 * `GET|DELETE /_control/edge/hosts` lists or forgets forced answers; `POST|DELETE …/<host>` sets or lifts one;
 * `PUT /_control/edge/worker` says where the Worker listens.
 */
export function edgeControl(edge: Edge): ControlRoute {
  return (method, path, body) => {
    if (path === WORKER && method === 'PUT') {
      return parsed(workerInput, body, ({ url }) => {
        edge.setWorker(url ?? undefined);
        return OK;
      });
    }
    if (path === HOSTS && method === 'GET') return { status: 200, value: edge.forced() };
    if (path === HOSTS && method === 'DELETE') {
      edge.clear();
      return OK;
    }
    const name = nameAfter(HOSTS, path);
    if (name === undefined) return null;
    if (method === 'POST') {
      return parsed(forcedProbe, body, (probe) => {
        edge.force(name, probe);
        return OK;
      });
    }
    if (method !== 'DELETE') return null;
    return edge.force(name, null) ? OK : missing(`nothing is forced for ${name}`);
  };
}
