/** Rows a second of an import, from the upload until its job is done, against COPY of the same rows into the same table. */
import type pg from 'pg';
import * as z from 'zod';
import { waitUntil } from '../dev/process/wait.ts';
import { copyIn, copyOut } from './copy.ts';
import { cpuMs, familyCpuMs, memory, resetPeak } from './cpu.ts';
import { call } from './http.ts';
import { type Member, signIn } from './members.ts';
import { peopleFile } from './people-file.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, median, megabytes, spread, spreadText } from './stats.ts';
import type { BenchWorker } from './worker.ts';

/** Much longer than an import takes that is not stuck. */
const PATIENCE_MS = 15 * 60_000;
const Started = z.object({ id: z.string(), jobId: z.string() });
/** Everything that an import writes of a person; the rest is made by the database, as it is for the import. */
const WRITTEN = [
  ...['name', 'first_name', 'last_name', 'email', 'phone', 'linkedin_url', 'title', 'seniority', 'department'],
  ...['company', 'company_domain', 'industry', 'city', 'region', 'country', 'location', 'net_worth', 'tags', 'notes'],
  ...['custom', 'email_key', 'linkedin_key', 'name_key'],
].join(', ');

interface Measured {
  readonly seconds: number;
  /** Microseconds of processor time a row. */
  readonly worker: number;
  readonly endpoint: number;
  readonly postgres: number;
  readonly peak: number;
}

export async function imports(bench: Bench, report: Report): Promise<void> {
  const { importRows: rows, rounds } = bench.options;
  const [first, changed] = [peopleFile(rows), peopleFile(rows, ' (acting)')];
  const kinds = ['COPY', 'new people', 'the same file again', 'the same people, one column changed'] as const;
  const measured = new Map<(typeof kinds)[number], Measured[]>(kinds.map((kind) => [kind, []]));
  await bench.withCopy((name) =>
    bench.withWorker({ name }, async (worker) => {
      const client = await bench.connect(name);
      for (let round = 0; round < rounds; round += 1) {
        const [member] = await signIn(client, `import-${round}`, 1);
        if (!member) throw new Error('Nobody is signed in.');
        const run = (file: Buffer, expected: Effect) => importFile(bench, worker, client, member, file, expected);
        measured.get('new people')?.push(await run(first, 'rows_created'));
        await settled(client);
        measured.get('COPY')?.push(await copySame(bench, worker, client, `import-${round}`, `copy-${round}`));
        measured.get('the same file again')?.push(await run(first, 'rows_unchanged'));
        measured.get('the same people, one column changed')?.push(await run(changed, 'rows_updated'));
      }
      await client.end();
    }),
  );
  const copied = measured.get('COPY') ?? [];
  report.add({
    title: `Import of ${figure(rows)} rows, 16 columns, ${figure(megabytes(first.length))} MB`,
    columns: ['', 'rows/s', 'of COPY', 'Worker µs', 'endpoint µs', 'PostgreSQL µs', 'peak of workerd MB'],
    rows: [...measured].map(([kind, all]) => [
      kind,
      spreadText(spread(all.map(({ seconds }) => rows / seconds))),
      spreadText(spread(all.map(({ seconds }, n) => (copied[n]?.seconds ?? Number.NaN) / seconds))),
      figure(median(all.map((one) => one.worker))),
      figure(median(all.map((one) => one.endpoint))),
      figure(median(all.map((one) => one.postgres))),
      figure(megabytes(median(all.map((one) => one.peak)))),
    ]),
    notes: [
      'From the upload until the job is done. µs is processor time a row, what is flushed into the search indexes at the end included.',
      'COPY: a superuser’s, of the very rows that the import made, into the same table with all its indexes and triggers.',
    ],
  });
}

/** Waits for what follows an import by itself, the search for duplicates above all, so that it is in nobody else's figure. */
async function settled(client: pg.Client): Promise<void> {
  const quiet = async () => {
    const { rows } = await client.query(`select from jobs where state in ('queued', 'running') limit 1`);
    return rows.length === 0;
  };
  if (!(await waitUntil(quiet, PATIENCE_MS))) throw new Error('What follows an import did not end.');
}

type Effect = 'rows_created' | 'rows_unchanged' | 'rows_updated';

/** Imports a file and waits for its end. Fails where it did not do what it should. */
export async function importFile(
  bench: Bench,
  worker: BenchWorker,
  client: pg.Client,
  member: Member,
  file: Buffer,
  expected: Effect,
): Promise<Measured> {
  await settled(client);
  const { last } = await bench.endpoints.trips(Number.MAX_SAFE_INTEGER);
  const meter = startMeter(bench, worker);
  const headers = { 'content-type': 'text/csv', origin: `http://${member.host}` };
  const path = '/api/v1/imports?name=people.csv';
  const { body } = await call({ ...member, port: worker.port, method: 'POST', path, headers, body: file });
  const { id, jobId } = Started.parse(JSON.parse(body));
  const ended = async () => {
    const { rows } = await client.query('select from jobs where id = $1 and finished_at is not null', [jobId]);
    return rows.length > 0;
  };
  if (!(await waitUntil(ended, PATIENCE_MS))) throw new Error('The import did not end.');
  const seconds = meter.seconds();
  // The indexes are flushed behind the end of the job.
  const flushed = async () => {
    const { trips } = await bench.endpoints.trips(last);
    return trips.some(({ statements }) => statements.some((text) => text.includes('flush_search_index')));
  };
  if (!(await waitUntil(flushed, PATIENCE_MS))) throw new Error('The search indexes were not flushed.');
  const { rows } = await client.query<Record<Effect | 'rows_read' | 'status', string>>(
    'select status, rows_read, rows_created, rows_updated, rows_unchanged from imports where id = $1',
    [id],
  );
  const [state] = rows;
  const part = Number(state?.[expected]) / Number(state?.rows_read);
  // A title that is empty stays so: not quite all are changed.
  if (state?.status !== 'done' || Number(state.rows_read) !== bench.options.importRows || !(part > 0.9)) {
    throw new Error(`The import did not do what it should: ${JSON.stringify(state)}`);
  }
  return { ...meter.read(bench.options.importRows), seconds };
}

async function copySame(
  bench: Bench,
  worker: BenchWorker,
  client: pg.Client,
  from: string,
  to: string,
): Promise<Measured> {
  await signIn(client, to, 0);
  const idOf = async (slug: string) =>
    (await client.query<{ id: string }>('select id from tenants where slug = $1', [slug])).rows[0]?.id;
  const [source, target] = [await idOf(from), await idOf(to)];
  const chunks: Buffer[] = [];
  const take = (chunk: Buffer) => chunks.push(Buffer.from(chunk));
  const select = `select '${target}'::uuid as tenant_id, ${WRITTEN} from prospects where tenant_id = '${source}'`;
  await copyOut(client, `copy (${select} order by id) to stdout (format csv)`, take);
  const meter = startMeter(bench, worker);
  await copyIn(client, `copy prospects (tenant_id, ${WRITTEN}) from stdin (format csv)`, Buffer.concat(chunks));
  const seconds = meter.seconds();
  await client.query('select app.flush_search_index()');
  return { ...meter.read(bench.options.importRows), seconds };
}

function startMeter(bench: Bench, worker: BenchWorker) {
  resetPeak(worker.pid);
  const used = () => ({
    worker: cpuMs(worker.pid),
    endpoint: cpuMs(bench.endpoints.pid),
    postgres: familyCpuMs(bench.postgresPid),
  });
  const begun = performance.now();
  const before = used();
  return {
    seconds: () => (performance.now() - begun) / 1_000,
    read(rows: number) {
      const after = used();
      const each = (kind: keyof typeof before) => ((after[kind] - before[kind]) * 1_000) / rows;
      return {
        worker: each('worker'),
        endpoint: each('endpoint'),
        postgres: each('postgres'),
        peak: memory(worker.pid).peak,
      };
    },
  };
}
