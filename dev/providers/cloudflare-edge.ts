import { request as httpRequest, type IncomingMessage } from 'node:http';
import * as z from 'zod';
import { json, text, withHeaders } from './answers.ts';
import { shownStatus } from './cloudflare-hostname.ts';
import type { Hostnames } from './cloudflare-hostnames.ts';
import { destinationOf } from './dns-destination.ts';
import { plainName } from './dns-names.ts';
import type { Zones } from './dns-zones.ts';
import { type Answer, FREE, type Provider, type ProviderRequest } from './types.ts';

/** Less than the 5 s after which the Worker's probe gives up, so that it is told why. */
const FORWARD_MS = 4_000;
/** A probe's answer is a token; more than this is some page, of which the start is enough. */
const BODY_MAX = 64 * 1024;
/** Names of headers that say how the bytes came and not what they are, so that they are not passed on. */
const HOP_HEADERS = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

/** Why there is no answer: no such name, no certificate for it, nobody there who serves us, or no answer in time. */
const PROBE_ERRORS = ['dns', 'tls', 'refused', 'timeout'] as const;
export type ProbeError = (typeof PROBE_ERRORS)[number];

/**
 * An answer for a host in place of what would be found. In `body`, `{host}` stands for the host and `{token}` for the
 * last part of the probed path.
 */
export const forcedProbe = z.union([
  z.strictObject({ error: z.enum(PROBE_ERRORS) }),
  z.strictObject({
    status: z.int().min(200).max(599).default(200),
    body: z.string().default(''),
    headers: z.record(z.string(), z.string()).default({}),
  }),
]);
export type ForcedProbe = z.output<typeof forcedProbe>;

const noAnswer = (error: ProbeError): Answer => withHeaders(json(502, { error }), { 'x-edge-error': error });

async function readStart(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > BODY_MAX) break;
  }
  return Buffer.concat(parts).subarray(0, BODY_MAX).toString('utf8');
}

/** Asks the Worker as Cloudflare's edge would: the visitor's host, and no redirect followed. */
function forward(worker: string, target: URL): Promise<Answer> {
  return new Promise((done) => {
    const signal = AbortSignal.timeout(FORWARD_MS);
    const fail = (): void => done(noAnswer(signal.aborted ? 'timeout' : 'refused'));
    const { href } = new URL(`${target.pathname}${target.search}`, worker);
    // fetch would set a host of its own. No kept connection: the Worker may have been started anew since.
    const outgoing = httpRequest(href, { headers: { host: target.host, connection: 'close' }, signal });
    outgoing.on('error', fail);
    outgoing.once('response', (message) => {
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(message.headers)) {
        if (value !== undefined && !HOP_HEADERS.includes(name)) headers[name] = [value].flat().join(', ');
      }
      readStart(message).then((body) => {
        done({ status: message.statusCode ?? 502, headers, body, billed: FREE, personKey: null });
      }, fail);
    });
    outgoing.end();
  });
}

export interface Edge extends Provider {
  /** Answers for `host` like this from now on; null goes back to what is found. */
  force(host: string, probe: ForcedProbe | null): boolean;
  forced(): Record<string, ForcedProbe>;
  clear(): void;
  /** Where the Worker listens, `http://127.0.0.1:PORT`; without one nobody answers. */
  setWorker(url: string | undefined): void;
}

export interface EdgeInput {
  zones: Zones;
  hostnames: Hostnames;
  fallback: string;
  worker?: string | undefined;
}

/**
 * What a visitor of `https://<host>/…` would get, at `GET /probe?url=`. The host is resolved as resolvers see it; where
 * it leads to the fallback name and has an active hostname and certificate, the local Worker answers under that host.
 * Otherwise 502 with `{error}` and the header `x-edge-error`, as a failed connection.
 */
export function createEdge({ zones, hostnames, fallback, worker: first }: EdgeInput): Edge {
  let worker = first;
  const forced = new Map<string, ForcedProbe>();

  const served = (host: string): boolean => {
    const known = hostnames.byName(host);
    if (known === undefined) return false;
    const { status, ssl } = shownStatus(known);
    return status === 'active' && ssl === 'active';
  };

  const probe = (target: URL): Answer | Promise<Answer> => {
    const host = plainName(target.hostname);
    const instead = forced.get(host);
    if (instead !== undefined && 'error' in instead) return noAnswer(instead.error);
    if (instead !== undefined) {
      const token = target.pathname.split('/').at(-1) ?? '';
      const body = instead.body.replaceAll('{host}', host).replaceAll('{token}', token);
      return withHeaders(text(instead.status, 'text/plain; charset=utf-8', body), instead.headers);
    }
    const destination = destinationOf(zones, host, fallback, 'resolver');
    if (destination === 'nowhere') return noAnswer('dns');
    if (destination === 'elsewhere') return noAnswer('refused');
    if (!served(host)) return noAnswer('tls');
    return worker === undefined ? noAnswer('refused') : forward(worker, target);
  };

  return {
    name: 'edge',
    prefixes: ['edge'],
    handle(request: ProviderRequest) {
      if (request.method !== 'GET' || request.path !== '/probe') return json(404, { error: 'GET /probe?url= is all' });
      const target = URL.parse(request.query.get('url') ?? '');
      if (target?.protocol !== 'https:') return json(400, { error: 'url must be an https address' });
      return probe(target);
    },
    failure: (status) => text(status, 'text/plain; charset=UTF-8', `error code: ${status}`),
    force(host, instead) {
      if (instead === null) return forced.delete(host);
      forced.set(host, instead);
      return true;
    },
    forced: () => Object.fromEntries(forced),
    clear: () => forced.clear(),
    setWorker: (url) => {
      worker = url;
    },
  };
}
