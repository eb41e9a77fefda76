import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createAnthropic } from './anthropic.ts';
import { createObedience } from './anthropic-obey.ts';
import { createApollo } from './apollo.ts';
import { createDomains, type DomainsOptions } from './cloudflare-parts.ts';
import { createContactOut } from './contactout.ts';
import { control } from './control.ts';
import { deliver } from './deliver.ts';
import { createEdgar } from './edgar.ts';
import { createExa } from './exa.ts';
import { createFaultPlan, type FaultRule, type FaultState, statusOf } from './faults.ts';
import { createLimiter, type LimitOverride } from './limits.ts';
import { type CallFilter, type CallRecord, type Counters, createRecorder } from './recorder.ts';
import type { Answer, Provider, ProviderName, ProviderRequest } from './types.ts';

/** 32 MB: the largest request any of the providers takes (Anthropic Messages). */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** Where the real EDGAR files lie, seen from the project root; the project works without them. */
const DATA_DIR = resolve(import.meta.dirname, '../../../shared/data/edgar');

export interface ProvidersOptions {
  /** 0 (default) lets the system choose. */
  port?: number;
  /** Folder with real EDGAR files; where it is missing only the project's own fixtures are served. */
  dataDir?: string;
  /** JSON-lines file that keeps the list of calls over a restart. */
  log?: string;
  /** Characters kept of each body in the list of calls; 8,192 unless told. */
  bodyKept?: number;
  /** Clock in milliseconds since the epoch; tests of rate limits move it. */
  now?: () => number;
  /** How DNS, Cloudflare and its edge are started. */
  domains?: DomainsOptions;
}

export interface Providers {
  port: number;
  /** `http://127.0.0.1:PORT`; providers under `/apollo`, `/exa`, `/contactout`, `/edgar-*`, `/anthropic`, `/dns`, `/cloudflare`, `/edge`. */
  url: string;
  /** Ends every open connection and the server. */
  stop(): Promise<void>;
  calls(filter?: CallFilter): CallRecord[];
  clearCalls(): void;
  counters(): Record<ProviderName, Counters>;
  setFaults(rules: FaultRule[]): void;
  faults(): FaultState[];
  setLimit(rule: LimitOverride): void;
  resetLimits(): void;
}

/** The body as text, or null when it is larger than any provider takes. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= MAX_BODY_BYTES) parts.push(part);
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(parts).toString('utf8');
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Starts all emulators in one server on the loopback address. Rejects when the port is taken. */
export async function startProviders(options: ProvidersOptions = {}): Promise<Providers> {
  const now = options.now ?? Date.now;
  const recorder = createRecorder(options.log, options.bodyKept);
  const faults = createFaultPlan();
  const limiter = createLimiter(now);
  const context = { limiter, usage: recorder.usage };
  const domains = createDomains(now, options.domains);
  const obedience = createObedience();
  const edgar = createEdgar(options.dataDir ?? DATA_DIR);
  const providers: Provider[] = [
    createApollo(),
    createExa(),
    createContactOut(),
    edgar,
    createAnthropic(obedience),
    ...domains.providers,
  ];
  const byPrefix = new Map(providers.flatMap((provider) => provider.prefixes.map((prefix) => [prefix, provider])));

  const decide = (
    provider: Provider,
    request: ProviderRequest,
    tooLarge: boolean,
    rule: FaultRule | null,
  ): Answer | Promise<Answer> => {
    const forced = rule === null ? null : statusOf(rule);
    if (forced !== null) return provider.failure(forced, request, rule?.retryAfter);
    if (tooLarge) return provider.failure(413, request);
    // The provider never saw the call, so there is nothing to decide and nothing to bill.
    if (rule?.stage === 'before') return { ...provider.failure(503, request), status: 0 };
    return provider.handle(request, context);
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(incoming);
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const method = incoming.method ?? 'GET';
    if (url.pathname.startsWith('/_control/')) {
      control(
        { recorder, faults, limiter, more: [obedience.control, edgar.control, ...domains.controls] },
        method,
        url,
        jsonOf(body ?? ''),
        response,
      );
      return;
    }
    const prefix = url.pathname.split('/')[1] ?? '';
    const provider = byPrefix.get(prefix);
    if (provider === undefined) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: `no provider under /${prefix}`, prefixes: [...byPrefix.keys()] }));
      return;
    }
    const request: ProviderRequest = {
      seq: recorder.nextSeq(),
      at: now(),
      method,
      prefix,
      path: url.pathname.slice(prefix.length + 1) || '/',
      query: url.searchParams,
      headers: incoming.headers,
      body: body ?? '',
      json: jsonOf(body ?? ''),
    };
    const rule = faults.pick(provider.name, request);
    const decided = decide(provider, request, body === null, rule);
    // Not awaited where there is nothing to wait for: the next call must find this one in the list.
    const answer = decided instanceof Promise ? await decided : decided;
    const record = recorder.add(request, provider.name, answer, rule?.fault ?? null);
    recorder.settle(record, await deliver(response, answer, rule), now());
  };

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      // A client that leaves while its body is read is no fault of the emulator.
      if (incoming.destroyed && !incoming.complete) return;
      console.error(error);
      response.destroy();
    });
  });
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(options.port ?? 0, '127.0.0.1', ready);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
    calls: recorder.calls,
    clearCalls: recorder.clear,
    counters: recorder.counters,
    setFaults: faults.set,
    faults: faults.list,
    setLimit: limiter.override,
    resetLimits: limiter.reset,
  };
}
