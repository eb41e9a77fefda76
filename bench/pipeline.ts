/** Requests a second, and what one costs the Worker, from an empty route to a search. */
import * as z from 'zod';
import { cpuMs, familyCpuMs } from './cpu.ts';
import { WHALE } from './database.ts';
import { call } from './http.ts';
import { type Loaded, load, type Request } from './load.ts';
import { type Member, signIn } from './members.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, median, percentile, spread, spreadText } from './stats.ts';
import type { BenchWorker } from './worker.ts';

/** Enough to keep two cores busy, and few enough that requests do not wait for one another for long. */
const CONNECTIONS = 8;
/** An isolate's code is slow until it has run some thousand times. */
const WARM_SECONDS = 3;
/** Tenants that the requests without a search come from: each connection is a member of another. */
const TENANTS = CONNECTIONS;
/** Of the searched tenant: many enough that none of them passes half of its tenant's limit. */
const SEARCHERS = CONNECTIONS;

interface Case {
  readonly name: string;
  readonly port: number;
  readonly request: (connection: number) => Request;
  readonly status?: number;
}

export async function pipeline(bench: Bench, report: Report): Promise<void> {
  const client = await bench.connect();
  const slugs = Array.from({ length: TENANTS }, (_, n) => `bench-${n}`);
  const spreadOut: Member[] = [];
  for (const slug of slugs) spreadOut.push(...(await signIn(client, slug, 1)));
  const searchers = await signIn(client, WHALE, SEARCHERS);
  await bench.withWorker({}, async (worker) => {
    const cases = await casesOf(worker, spreadOut, searchers);
    for (const one of cases) await run(one, WARM_SECONDS);
    const measured = new Map<Case, Measured[]>(cases.map((one) => [one, []]));
    for (let round = 0; round < bench.options.rounds; round += 1) {
      for (const one of cases) measured.get(one)?.push(await measure(bench, worker, one));
    }
    report.add(tableOf(measured));
  });
}

async function casesOf(worker: BenchWorker, others: readonly Member[], searchers: readonly Member[]): Promise<Case[]> {
  const { port, barePort } = worker;
  const bare = (path: string) => () => ({ host: 'bare.localhost', path });
  const as = (members: readonly Member[], path: string) => (n: number) => {
    const member = members[n % members.length];
    if (!member) throw new Error('There is no member to ask as.');
    return { ...member, path };
  };
  const runs = await Promise.all(others.map((member) => startRun(port, member)));
  return [
    { name: 'bare Hono', port: barePort, request: bare('/hello/1') },
    { name: 'bare Hono + one bare trip', port: barePort, request: bare('/trip') },
    // Tenant, session, limits, gate, scope, values in and out, log: all but a verb that asks the database.
    { name: 'whole pipeline, no trip', port, request: as(others, '/api/v1/nothing/1') },
    { name: 'GET /api/v1/me', port, request: as(others, '/api/v1/me') },
    {
      name: 'GET /api/v1/jobs/{id}',
      port,
      request: (n) => as(others, `/api/v1/jobs/${runs[n % runs.length]}`)(n),
    },
    { name: 'GET /api/v1/prospects?limit=50', port, request: as(searchers, '/api/v1/prospects?limit=50') },
  ];
}

/** Imports one person, for there to be a job to read. */
async function startRun(port: number, member: Member): Promise<string> {
  const { body } = await call({
    ...member,
    port,
    method: 'POST',
    path: '/api/v1/imports',
    headers: { 'content-type': 'text/csv', origin: `http://${member.host}` },
    body: 'Name,Email\nGrace Hopper,grace@example.com\n',
  });
  return z.object({ jobId: z.string() }).parse(JSON.parse(body)).jobId;
}

interface Measured extends Loaded {
  /** Microseconds of processor time a request, of each who takes part. */
  readonly worker: number;
  readonly database: number;
}

const run = ({ port, request, status }: Case, seconds: number): Promise<Loaded> =>
  load({ port, request, seconds, connections: CONNECTIONS, ...(status === undefined ? {} : { status }) });

async function measure(bench: Bench, worker: BenchWorker, one: Case): Promise<Measured> {
  const used = () => [cpuMs(worker.pid), cpuMs(bench.endpoints.pid) + familyCpuMs(bench.postgresPid)] as const;
  const before = used();
  const loaded = await run(one, bench.options.seconds);
  const after = used();
  const each = (ms: number) => (ms * 1_000) / loaded.requests;
  return { ...loaded, worker: each(after[0] - before[0]), database: each(after[1] - before[1]) };
}

function tableOf(measured: ReadonlyMap<Case, readonly Measured[]>) {
  const [first] = measured.values();
  const rows = [...measured].map(([{ name }, rounds]) => {
    // Against bare Hono of the same round: what slows the machine down slows both.
    const share = rounds.map((round, n) => round.requests / round.seconds / rateOf(first?.[n]));
    const latencies = rounds.flatMap((round) => round.latencies);
    return [
      name,
      spreadText(spread(rounds.map((round) => round.requests / round.seconds))),
      spreadText(spread(share)),
      spreadText(spread(rounds.map((round) => round.worker))),
      figure(median(rounds.map((round) => round.database))),
      `${figure(percentile(latencies, 0.5))} / ${figure(percentile(latencies, 0.95))}`,
    ];
  });
  return {
    title: `Requests, ${CONNECTIONS} at a time`,
    columns: ['', 'requests/s', 'of bare Hono', 'Worker µs', 'database µs', 'p50 / p95 ms'],
    rows,
    notes: [
      'Median (least–most) of the rounds. µs is processor time a request: of workerd, and of Neon’s endpoint with PostgreSQL.',
      'Without a trip: a verb that answers at once, behind everything else that a request passes.',
    ],
  };
}

const rateOf = (loaded: Loaded | undefined): number => (loaded ? loaded.requests / loaded.seconds : Number.NaN);
