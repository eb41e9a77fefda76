/** Many people at once: each looks, reads for a while, and looks again, with the database 30 ms away. */
import { setTimeout as pause } from 'node:timers/promises';
import { WHALE } from './database.ts';
import { bytesOf, Connection } from './load.ts';
import { type Member, signIn } from './members.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, percentile } from './stats.ts';

const CROWDS = [500, 1_000] as const;
/** What a person reads between two requests, on the average; each waits a time of its own around it. */
const READS_MS = 5_000;
const SECONDS = 30;
/** Until everyone has come, and the isolate is warm. */
const ARRIVAL_MS = 10_000;
const LATENCY_MS = 30;
/** Workspaces that they belong to, the large one among them. */
const TENANTS = 20;
/** What is looked at, in turn: mostly lists, some words, who one is. */
const PATHS = [
  '/api/v1/prospects?limit=50',
  '/api/v1/me',
  '/api/v1/prospects?limit=50&sort=name',
  '/api/v1/jobs',
  '/api/v1/prospects?q=schmidt&limit=50',
] as const;

export async function users(bench: Bench, report: Report): Promise<void> {
  const client = await bench.connect();
  const most = Math.max(...CROWDS);
  const slugs = [WHALE, ...Array.from({ length: TENANTS - 1 }, (_, n) => `small-${String(n + 1).padStart(4, '0')}`)];
  const members: Member[] = [];
  for (const slug of slugs) members.push(...(await signIn(client, slug, Math.ceil(most / TENANTS))));
  await bench.endpoints.setLatency(LATENCY_MS);
  try {
    const rows: string[][] = [];
    for (const crowd of CROWDS) {
      rows.push(await bench.withWorker({}, ({ port }) => watch(port, members.slice(0, crowd))));
    }
    report.add({
      title: `People at once, one request each in ${READS_MS / 1000} s, the database ${LATENCY_MS} ms away`,
      columns: ['people', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'not answered with 200'],
      rows,
      notes: [
        `${SECONDS} s after everyone has come. Lists, two orders, a word, jobs and oneself, of ${TENANTS} workspaces.`,
      ],
    });
  } finally {
    await bench.endpoints.setLatency(0);
  }
}

async function watch(port: number, crowd: readonly Member[]): Promise<string[]> {
  const latencies: number[] = [];
  let others = 0;
  const began = performance.now() + ARRIVAL_MS;
  const end = began + SECONDS * 1_000;
  const person = async (member: Member, n: number): Promise<void> => {
    await pause((ARRIVAL_MS * n) / crowd.length);
    const connection = new Connection(port);
    for (let look = n; performance.now() < end; look += 1) {
      const at = performance.now();
      const { status } = await connection.send(bytesOf({ ...member, path: PATHS[look % PATHS.length] ?? PATHS[0] }));
      if (at >= began) {
        latencies.push(performance.now() - at);
        if (status !== 200) others += 1;
      }
      await pause(READS_MS * (0.5 + Math.random()));
    }
    connection.close();
  };
  await Promise.all(crowd.map(person));
  return [
    String(crowd.length),
    figure(latencies.length / SECONDS),
    ...[0.5, 0.95, 0.99].map((share) => figure(percentile(latencies, share))),
    String(others),
  ];
}
