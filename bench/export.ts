/** Rows a second of an export, and what it holds in memory, against COPY of the same columns. */
import { request } from 'node:http';
import type pg from 'pg';
import { EXPORT_COLUMNS } from '../src/features/exports/contract.ts';
import { copyOut } from './copy.ts';
import { cpuMs, familyCpuMs, memory, resetPeak } from './cpu.ts';
import { MEDIUM, WHALE } from './database.ts';
import { heapWatch } from './inspector.ts';
import type { Request } from './load.ts';
import { type Member, signIn } from './members.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, median, megabytes, spread, spreadText } from './stats.ts';
import type { BenchWorker } from './worker.ts';

const LINE_END = 10;

/** Who asks: a member of a tenant, or somebody with headers of their own. */
type Asking = Pick<Request, 'host' | 'cookie' | 'headers'>;

interface Measured {
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
  /** Microseconds of processor time a row; NaN where the Worker has no part in it. */
  readonly worker: number;
  readonly endpoint: number;
  readonly postgres: number;
  /** Bytes that workerd held when it began and at most. */
  readonly before: number;
  readonly peak: number;
  /** Bytes of the isolate's heap at most, with the buffers that belong to it. */
  readonly heap: number;
}

export async function exports(bench: Bench, report: Report): Promise<void> {
  const client = await bench.connect();
  for (const slug of [MEDIUM, WHALE]) {
    const [member] = await signIn(client, slug, 1);
    const { rows } = await client.query<{ id: string }>('select id from tenants where slug = $1', [slug]);
    const id = rows[0]?.id;
    if (!member || !id) throw new Error('Nobody is signed in.');
    const viaWorker: Measured[] = [];
    const copied: Measured[] = [];
    for (let round = 0; round < bench.options.rounds; round += 1) {
      // A Worker of its own each time: memory that an earlier export took is not given back at once.
      viaWorker.push(await bench.withWorker({ inspect: true }, (worker) => download(bench, worker, member)));
      copied.push(await copySame(bench, client, id));
    }
    report.add(tableOf(viaWorker, copied));
  }
}

function tableOf(viaWorker: readonly Measured[], copied: readonly Measured[]) {
  const [one] = viaWorker;
  const rate = ({ rows, seconds }: Measured) => rows / seconds;
  const line = (name: string, all: readonly Measured[]) => [
    name,
    spreadText(spread(all.map(rate))),
    figure(median(all.map(({ bytes, seconds }) => megabytes(bytes) / seconds))),
    spreadText(spread(all.map((measured, n) => rate(measured) / rate(copied[n] ?? measured)))),
    ...(['worker', 'endpoint', 'postgres'] as const).map((kind) => figure(median(all.map((m) => m[kind])))),
    ...(['before', 'peak', 'heap'] as const).map((kind) => figure(megabytes(median(all.map((m) => m[kind]))))),
  ];
  return {
    title: `Export of ${figure(one?.rows ?? 0)} rows, ${figure(megabytes(one?.bytes ?? 0))} MB`,
    columns: [
      ...['', 'rows/s', 'MB/s', 'of COPY', 'Worker µs', 'endpoint µs', 'PostgreSQL µs'],
      ...['workerd before MB', 'workerd peak MB', 'heap peak MB'],
    ],
    rows: [line('GET /api/v1/exports/prospects.csv', viaWorker), line('COPY … TO STDOUT', copied)],
    notes: ['µs is processor time a row. The heap is looked at every 50 ms, through the debugger.'],
  };
}

async function download(bench: Bench, worker: BenchWorker, member: Member): Promise<Measured> {
  // The first request of an isolate, so that what is measured is the export alone.
  await readThrough(worker.port, member, '/api/v1/exports/prospects.csv?q=nobody-of-this-name');
  const heap = await heapWatch(worker.inspectorUrl ?? '');
  const before = memory(worker.pid).now;
  resetPeak(worker.pid);
  const meter = startMeter(bench, worker.pid);
  const { lines, bytes } = await readThrough(worker.port, member, '/api/v1/exports/prospects.csv');
  const peak = memory(worker.pid).peak;
  // The first line is the header, and no field of these people has a line end.
  return { ...meter(lines - 1), bytes, before, peak, heap: await heap.stop() };
}

/** Reads an answer to its end, keeping nothing. */
export function readThrough(
  port: number,
  { host, cookie, headers }: Asking,
  path: string,
): Promise<{ lines: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, host: '127.0.0.1', path, headers: { ...headers, host, ...(cookie ? { cookie } : {}) } },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`${host}${path} answered ${response.statusCode}.`));
        let [lines, bytes, last] = [0, 0, LINE_END];
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          last = chunk.at(-1) ?? last;
          for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) lines += 1;
        });
        // The last line may be without an end.
        response
          .once('end', () => resolve({ lines: last === LINE_END ? lines : lines + 1, bytes }))
          .once('error', reject);
      },
    );
    asked.once('error', reject).end();
  });
}

async function copySame(bench: Bench, client: pg.Client, tenantId: string): Promise<Measured> {
  const names = EXPORT_COLUMNS.map(([, field]) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  const cells = names.map((name) => (name === 'tags' ? "array_to_string(tags, '; ')" : name)).join(', ');
  const from = `from prospects where tenant_id = '${tenantId}' and deleted_at is null`;
  const meter = startMeter(bench, undefined);
  let rows = 0;
  const text = `copy (select ${cells} ${from} order by created_at desc, id desc) to stdout (format csv)`;
  const bytes = await copyOut(client, text, () => (rows += 1));
  return { ...meter(rows), bytes, before: Number.NaN, peak: Number.NaN, heap: Number.NaN };
}

function startMeter(bench: Bench, workerPid: number | undefined) {
  const used = () => ({
    worker: workerPid === undefined ? Number.NaN : cpuMs(workerPid),
    endpoint: workerPid === undefined ? Number.NaN : cpuMs(bench.endpoints.pid),
    postgres: familyCpuMs(bench.postgresPid),
  });
  const begun = performance.now();
  const before = used();
  return (rows: number) => {
    const seconds = (performance.now() - begun) / 1_000;
    const after = used();
    const each = (kind: keyof typeof before) => ((after[kind] - before[kind]) * 1_000) / rows;
    return { rows, seconds, worker: each('worker'), endpoint: each('endpoint'), postgres: each('postgres') };
  };
}
