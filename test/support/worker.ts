import { env, exports } from 'cloudflare:workers';
import { neon } from '@neondatabase/serverless';
// Loaded here so that the first request of a test does not wait for it, and the driver knows the local endpoint.
import '../../src/worker.ts';
import type { Env } from '../../src/platform/env.ts';

/** What the Worker is given, and the addresses of the stack around it that only tests use. */
type TestEnv = Env &
  Record<'OWNER_DATABASE_URL' | 'ADMIN_DATABASE_URL' | 'NEON_CONTROL_URL' | 'PROVIDERS_CONTROL_URL', string>;
export const testEnv = env as unknown as TestEnv;

/** SQL of the test itself, past every belt: for arranging, and for looking at what is really there. */
export const admin = neon(testEnv.ADMIN_DATABASE_URL);

/** A request as a browser or a client would send it, to the Worker under test. */
export const fetchWorker = (host: string, path: string, init: RequestInit = {}): Promise<Response> =>
  (exports as unknown as { default: Fetcher }).default.fetch(`http://${host}${path}`, { redirect: 'manual', ...init });

/** How many round trips to the database a request made, by its id in the answer. */
export const tripsOf = async (response: Response): Promise<number> => {
  const id = response.headers.get('x-request-id');
  const r = await fetch(`${testEnv.NEON_CONTROL_URL}/_trips?request=${id}`);
  const { trips } = (await r.json()) as { trips: unknown[] };
  return trips.length;
};
