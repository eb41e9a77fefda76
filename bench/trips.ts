/** Round trips to the database for each request of the main job, and what a distant database makes of them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import * as z from 'zod';
import { DEMO_PASSWORD, MILLION } from '../dev/database/demo-tenants.ts';
import { waitUntil } from '../dev/process/wait.ts';
import { BENCH_DIR, WHALE } from './database.ts';
import type { Trip } from './endpoint-process.ts';
import { type Answered, type Call, call } from './http.ts';
import { type Member, signIn } from './members.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, median } from './stats.ts';
import type { BenchWorker } from './worker.ts';

/** As between an edge and a database in another part of the same continent. */
const LATENCY_MS = 30;
/** Calls that the median is of. */
const CALLS = 15;
/** The first search for duplicates, behind the first import, looks at everybody of the workspace. */
const PATIENCE_MS = 10 * 60_000;
const STATE = join(BENCH_DIR, 'trips-state');
const CSV = 'Name,Email,Company\nGrace Hopper,grace@example.com,Navy\nNo one at all,not an address,\n';

type Ask = Pick<Call, 'path' | 'method' | 'headers' | 'body'>;
interface Step {
  readonly name: string;
  /** The nth request of this kind. */
  readonly ask: (n: number) => Ask;
  /** Work goes on behind the answer, and is waited for so that the next request is measured alone. */
  readonly starts?: boolean;
  /** Without the session's cookie. */
  readonly anonymous?: boolean;
}

export async function trips(bench: Bench, report: Report): Promise<void> {
  rmSync(STATE, { recursive: true, force: true });
  await bench.withCopy(async (name) => {
    const client = await bench.connect(name);
    const [member] = await signIn(client, WHALE, 1);
    if (!member) throw new Error('Nobody is signed in.');
    // One for each call, as an enrichment that is on already is not started again; never opened, so that each is stale.
    const { rows: people } = await client.query<{ id: string }>(
      'select id from prospects where tenant_id = $1 order by created_at desc limit $2',
      [bench.database.whaleId, CALLS * 4],
    );
    const prospects = people.map(({ id }) => id);
    const settled = () => noOpenJobs(client);
    let browser = member;
    const measured = await bench.withWorker({ name, stateDir: STATE }, async (worker) => {
      browser = await asBrowser(worker, member);
      const steps = stepsOf(member, prospects, await importedBy(worker, member));
      await bench.endpoints.setLatency(LATENCY_MS);
      const warm: Warm[] = [];
      for (const step of steps) warm.push({ step, ...(await measureWarm(bench, worker, member, step, settled)) });
      return warm;
    });
    const rows: string[][] = [];
    for (const { step, trips: warm, p50 } of measured) {
      // A fresh isolate each, beside what KV has kept: as after a deployment, or in a place nobody asked from lately.
      const cold = await bench.withWorker({ name, stateDir: STATE }, (worker) =>
        once(bench, worker, browser, step, CALLS * 2),
      );
      rows.push([step.name, String(warm), figure(p50), String(cold.trips), figure(cold.ms)]);
    }
    await bench.endpoints.setLatency(0);
    report.add({
      title: `Round trips to the database, each taking ${LATENCY_MS} ms longer`,
      columns: ['', 'warm', 'p50 ms', 'cold', 'ms'],
      rows,
      notes: [
        `Warm: the most of ${CALLS} calls, and their median time. Cold: the first request of a new isolate whose host is in KV; in it the settings' and the database's checks are made as well. Its session is one that was used elsewhere before.`,
      ],
    });
  });
  rmSync(STATE, { recursive: true, force: true });
}

interface Warm {
  readonly step: Step;
  readonly trips: number;
  readonly p50: number;
}

const Started = z.object({ id: z.string(), jobId: z.string() });
const json = { 'content-type': 'application/json' };

/** The member with all cookies that a browser has after one request. */
async function asBrowser(worker: BenchWorker, member: Member): Promise<Member> {
  const { headers } = await call({ ...member, port: worker.port, path: '/api/v1/me' });
  const cookies = (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? '');
  return { ...member, cookie: [member.cookie, ...cookies].join('; ') };
}

async function importedBy(worker: BenchWorker, member: Member): Promise<z.infer<typeof Started>> {
  const headers = { 'content-type': 'text/csv', origin: `http://${member.host}` };
  const { body } = await call({
    ...member,
    port: worker.port,
    method: 'POST',
    path: '/api/v1/imports',
    headers,
    body: CSV,
  });
  return Started.parse(JSON.parse(body));
}

function stepsOf(member: Member, prospects: readonly string[], done: z.infer<typeof Started>): Step[] {
  const origin = `http://${member.host}`;
  const [owner] = MILLION.members;
  const get = (path: string): Step => ({ name: `GET ${path.replace(/[0-9a-f-]{36}/, '{id}')}`, ask: () => ({ path }) });
  const of = (n: number) => prospects[n % prospects.length] ?? '';
  const send = (path: string, body: (n: number) => object, method: Call['method'] = 'POST'): Step => ({
    name: `${method} ${path}`,
    ask: (n) => ({ method, path, headers: { ...json, origin }, body: JSON.stringify(body(n)) }),
  });
  return [
    {
      name: 'POST /api/auth/sign-in/email',
      anonymous: true,
      ask: () => ({
        method: 'POST',
        path: '/api/auth/sign-in/email',
        headers: { ...json, origin },
        body: JSON.stringify({ email: owner?.email, password: DEMO_PASSWORD }),
      }),
    },
    get('/api/v1/me'),
    {
      name: 'POST /api/v1/imports',
      starts: true,
      ask: () => ({
        method: 'POST',
        path: '/api/v1/imports',
        headers: { 'content-type': 'text/csv', origin },
        body: CSV,
      }),
    },
    get(`/api/v1/imports/${done.id}`),
    get(`/api/v1/imports/${done.id}/errors.csv`),
    get(`/api/v1/jobs/${done.jobId}`),
    get('/api/v1/jobs'),
    get('/api/v1/prospects'),
    get('/api/v1/prospects?q=director&country=Germany'),
    get('/api/v1/prospects?q=director&country=Germany&counts=false'),
    get('/api/v1/prospects/counts?q=director&country=Germany'),
    {
      name: 'GET /api/v1/prospects/{id}, starting a run',
      starts: true,
      ask: (n) => ({ path: `/api/v1/prospects/${of(n)}`, headers: { 'sec-fetch-site': 'same-origin' } }),
    },
    {
      name: 'POST /api/v1/prospects/{id}/enrichments',
      starts: true,
      ask: (n) => ({
        method: 'POST',
        path: `/api/v1/prospects/${of(prospects.length - 1 - n)}/enrichments`,
        headers: { ...json, origin },
        body: '{}',
      }),
    },
    get('/api/v1/exports/prospects.csv?q=hopper'),
    get('/api/v1/exports'),
    get('/api/v1/exports/columns'),
    get('/api/v1/views'),
    send('/api/v1/views', (n) => ({ name: `View ${n}`, filters: { title: ['chief'] }, columns: ['company'] })),
    send('/api/v1/views/default', () => ({ viewId: null }), 'PUT'),
    send('/api/v1/prospects/filters-from-words', (n) => ({ words: `founders in Texas with ${n + 2} tags` })),
    get(`/api/v1/prospects/${of(0)}/record`),
    get(`/api/v1/prospects/${of(0)}/timeline`),
    get(`/api/v1/prospects/${of(0)}/relations`),
    get(`/api/v1/prospects/${of(0)}/fit`),
    get('/api/v1/custom-fields'),
    send('/api/v1/custom-fields', (n) => ({ name: `Field ${n}`, type: 'text' })),
    send('/api/v1/custom-fields/fit', () => ({ key: 'Score', type: 'number' })),
    get('/api/v1/suppressions'),
    send('/api/v1/suppressions', (n) => ({ entries: [{ email: `left-alone-${n}@trips.example` }] })),
    send('/api/v1/suppressions/check', (n) => ({ ids: [of(n)] })),
    send('/api/v1/suppressions/search', () => ({ value: { email: 'nobody@trips.example' } })),
  ];
}

async function measureWarm(
  bench: Bench,
  worker: BenchWorker,
  member: Member,
  step: Step,
  settled: () => Promise<void>,
): Promise<Omit<Warm, 'step'>> {
  const each: { trips: number; ms: number }[] = [];
  for (let n = 0; n <= CALLS; n += 1) {
    each.push(await once(bench, worker, member, step, n));
    if (step.starts) await settled();
  }
  const [, ...warm] = each;
  return { trips: Math.max(...warm.map((one) => one.trips)), p50: median(warm.map((one) => one.ms)) };
}

async function noOpenJobs(client: pg.Client): Promise<void> {
  const none = async () => {
    const { rows } = await client.query('select from jobs where finished_at is null limit 1');
    return rows.length === 0;
  };
  if (!(await waitUntil(none, PATIENCE_MS))) throw new Error('A job that a request started did not end.');
}

/** One request: the trips that were made for it before it was answered, and its milliseconds. */
async function once(bench: Bench, worker: BenchWorker, member: Member, { ask, anonymous }: Step, n: number) {
  const { last } = await bench.endpoints.trips(Number.MAX_SAFE_INTEGER);
  const begun = performance.now();
  const answered = await call({ host: member.host, port: worker.port, ...(anonymous ? {} : member), ...ask(n) });
  const ms = performance.now() - begun;
  const made = await bench.endpoints.trips(last);
  return { ms, trips: made.trips.filter((trip) => isFor(trip, answered)).length };
}

/** Trips for a tenant bear the request's id. Those before it is known who asks bear none; background work has others. */
function isFor({ requestId, statements }: Trip, { headers }: Answered): boolean {
  if (requestId !== null) return requestId === headers['x-request-id'];
  return !statements.some((text) => text.includes('lease_until'));
}
