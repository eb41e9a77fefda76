/** Time from asking for an enrichment until it is done, with all five sources answered by their emulators. */
import type pg from 'pg';
import * as z from 'zod';
import { waitUntil } from '../dev/process/wait.ts';
import { cpuMs, familyCpuMs } from './cpu.ts';
import { WHALE } from './database.ts';
import { call } from './http.ts';
import { type Member, signIn } from './members.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, median, percentile, spread, spreadText } from './stats.ts';
import type { BenchWorker } from './worker.ts';

const AT_ONCE = [1, 50] as const;
/** One at a time is over soon: so many one after the other make a round. */
const ALONE_RUNS = 5;
const CREDITS = 1_000_000_000;
const PATIENCE_MS = 5 * 60_000;
const Started = z.object({ jobId: z.string() });

interface Measured {
  readonly runs: number;
  readonly seconds: number;
  /** Milliseconds from a job's acceptance to its end, by the database's clock. */
  readonly times: readonly number[];
  /** Milliseconds of processor time a run. */
  readonly worker: number;
  readonly database: number;
}

export async function enrichment(bench: Bench, report: Report): Promise<void> {
  const measured = new Map<number, Measured[]>(AT_ONCE.map((many) => [many, []]));
  await bench.withCopy((name) =>
    bench.withWorker({ name }, async (worker) => {
      const client = await bench.connect(name);
      const [member] = await signIn(client, WHALE, 1);
      if (!member) throw new Error('Nobody is signed in.');
      await client.query('update credit_accounts set granted = $2 where tenant_id = $1', [
        bench.database.whaleId,
        CREDITS,
      ]);
      const { rows } = await client.query<{ id: string }>(
        'select id from prospects where tenant_id = $1 and company is not null order by created_at desc limit $2',
        [bench.database.whaleId, (bench.options.rounds + 1) * AT_ONCE.reduce((sum, n) => sum + n + ALONE_RUNS, 0)],
      );
      const people = rows.map(({ id }) => id);
      const some = (count: number) => people.splice(0, count);
      const run = (ids: readonly string[]) => runAll(bench, worker, client, member, ids);
      await run(some(ALONE_RUNS));
      for (let round = 0; round < bench.options.rounds; round += 1) {
        for (const many of AT_ONCE) {
          if (many > 1) measured.get(many)?.push(await run(some(many)));
          else for (let n = 0; n < ALONE_RUNS; n += 1) measured.get(many)?.push(await run(some(1)));
        }
      }
      await client.end();
    }),
  );
  report.add({
    title: 'Enrichment by five sources',
    columns: ['at once', 'runs/s', 'p50 / p95 ms', 'Worker ms', 'database ms'],
    rows: [...measured].map(([many, all]) => {
      const times = all.flatMap((one) => one.times);
      return [
        many,
        spreadText(spread(all.map(({ runs, seconds }) => runs / seconds))),
        `${figure(percentile(times, 0.5))} / ${figure(percentile(times, 0.95))}`,
        figure(median(all.map((one) => one.worker))),
        figure(median(all.map((one) => one.database))),
      ];
    }),
    notes: [
      'From acceptance to the end of the job, by the database’s clock. ms of processor time a run: of workerd, which runs queue and workflow as well; of Neon’s endpoint and the emulators with PostgreSQL.',
    ],
  });
}

async function runAll(
  bench: Bench,
  worker: BenchWorker,
  client: pg.Client,
  member: Member,
  people: readonly string[],
): Promise<Measured> {
  const used = () => [cpuMs(worker.pid), cpuMs(bench.endpoints.pid) + familyCpuMs(bench.postgresPid)] as const;
  const before = used();
  const begun = performance.now();
  const jobs = await Promise.all(
    people.map(async (id) => {
      const { body } = await call({
        ...member,
        port: worker.port,
        method: 'POST',
        path: `/api/v1/prospects/${id}/enrichments`,
        headers: { 'content-type': 'application/json', origin: `http://${member.host}` },
        body: '{}',
      });
      return Started.parse(JSON.parse(body)).jobId;
    }),
  );
  const ended = async () => {
    const { rows } = await client.query<{ n: string }>(
      'select count(*) as n from jobs where id = any($1) and finished_at is not null',
      [jobs],
    );
    return Number(rows[0]?.n) === jobs.length;
  };
  if (!(await waitUntil(ended, PATIENCE_MS))) throw new Error('The enrichments did not end.');
  const seconds = (performance.now() - begun) / 1_000;
  const after = used();
  const { rows } = await client.query<{ ms: number; status: string }>(
    `select extract(epoch from j.finished_at - j.created_at)::float * 1000 as ms, r.status
       from jobs j join enrichment_runs r on r.job_id = j.id where j.id = any($1)`,
    [jobs],
  );
  const wrong = rows.filter(({ status }) => status !== 'done');
  if (rows.length !== jobs.length || wrong.length > 0) {
    throw new Error(`Of ${jobs.length} enrichments ${wrong.length} are not done but ${wrong[0]?.status}.`);
  }
  return {
    runs: jobs.length,
    seconds,
    times: rows.map(({ ms }) => ms),
    worker: (after[0] - before[0]) / jobs.length,
    database: (after[1] - before[1]) / jobs.length,
  };
}
