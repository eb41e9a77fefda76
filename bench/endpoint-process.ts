/** Starts `endpoints.ts` and speaks to its control addresses. */
import { join } from 'node:path';
import * as z from 'zod';
import { startChild } from '../dev/process/child.ts';
import { eachLine } from '../dev/process/lines.ts';

const Ready = z.object({ pid: z.number(), neonPort: z.number(), providersUrl: z.string(), mailUrl: z.string() });
const Trips = z.object({
  last: z.number(),
  trips: z.array(
    z.object({
      requestId: z.string().nullable(),
      user: z.string(),
      ms: z.number(),
      statements: z.array(z.string()),
      code: z.string().nullable(),
    }),
  ),
});
export type Trip = z.infer<typeof Trips>['trips'][number];
const PROVIDERS = ['apollo', 'exa', 'contactout', 'edgar', 'anthropic'];

export interface Endpoints extends z.infer<typeof Ready> {
  /** Milliseconds added to each round trip to the database. */
  setLatency(ms: number): Promise<void>;
  /** Round trips after a number, the oldest first, and the number for the next call. */
  trips(since: number): Promise<z.infer<typeof Trips>>;
  /** Ends the connections to a database, so that it can be copied or dropped. */
  dropPools(database: string): Promise<void>;
  stop(): Promise<unknown>;
}

export async function startEndpoints(pgPort: number): Promise<Endpoints> {
  const child = await startChild(process.execPath, [join(import.meta.dirname, 'endpoints.ts'), String(pgPort)]);
  const said: string[] = [];
  eachLine(child.stderr, (line) => said.push(line));
  const line = await Promise.race([
    new Promise<string>((resolve) => eachLine(child.stdout, resolve)),
    child.exited.then(() => undefined),
  ]);
  if (line === undefined) throw new Error(`The endpoints did not start.\n${said.join('\n')}`);
  const ready = Ready.parse(JSON.parse(line));
  const control = async (path: string, method = 'GET', body?: unknown): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${ready.neonPort}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  // The emulators keep the providers' own limits, which are far below what is measured here.
  for (const provider of PROVIDERS) {
    const body = JSON.stringify({ provider, off: true });
    const response = await fetch(`${ready.providersUrl}/_control/limits`, { method: 'PUT', body });
    if (!response.ok) throw new Error(`The limits of ${provider} could not be lifted: ${await response.text()}`);
  }
  return {
    ...ready,
    setLatency: async (ms) => void (await control('/_latency', 'PUT', { ms })),
    trips: async (since) => Trips.parse(await control(`/_trips?since=${since}`)),
    dropPools: async (database) => void (await control(`/_pools?database=${database}`, 'DELETE')),
    stop: child.stop,
  };
}
