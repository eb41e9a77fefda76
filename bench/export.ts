/**
 * Rows a second of an export in each format for ten thousand people and for all of them, and what it costs to hold each against a
 * suppression list; beside COPY of the same columns.
 */
import type pg from 'pg';
import {
  EXPORT_COLUMNS,
  EXPORT_FORMATS,
  type ExportFormat,
  exportTrailer,
  TRAILER_MARK,
} from '../src/features/exports/contract.ts';
import { copyOut } from './copy.ts';
import { cpuMs, familyCpuMs, memory, resetPeak } from './cpu.ts';
import { MEDIUM, WHALE } from './database.ts';
import { call } from './http.ts';
import { heapWatch } from './inspector.ts';
import { type Member, signIn } from './members.ts';
import { readThrough } from './read-through.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, median, megabytes, spread, spreadText } from './stats.ts';
import type { BenchWorker } from './worker.ts';

/** Entries of the list that people are held against: as many as one request takes. */
const SUPPRESSED = 1_000;

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
  /** Round trips to the database. */
  readonly trips: number;
}

export async function exports(bench: Bench, report: Report): Promise<void> {
  const client = await bench.connect();
  for (const slug of [MEDIUM, WHALE]) {
    const [member] = await signIn(client, slug, 1);
    const { rows } = await client.query<{ id: string }>('select id from tenants where slug = $1', [slug]);
    const id = rows[0]?.id;
    if (!member || !id) throw new Error('Nobody is signed in.');
    const kinds = new Map<string, Measured[]>([...EXPORT_FORMATS, 'COPY'].map((kind) => [kind, []]));
    // Whoever reads first brings the rows into memory, in the order of the export, which is not to be in the figure of the first format.
    await bench.withWorker({}, (worker) => readThrough(worker.port, member, pathOf('jsonl')));
    for (let round = 0; round < bench.options.rounds; round += 1) {
      for (const format of EXPORT_FORMATS) {
        // A Worker of its own each time: memory that an earlier export took is not given back at once.
        const one = await bench.withWorker({ inspect: true }, (worker) => download(bench, worker, member, format));
        kinds.get(format)?.push(one);
      }
      kinds.get('COPY')?.push(await copySame(bench, client, id));
    }
    report.add(tableOf(kinds));
  }
  await held(bench, report);
}

/** The same file of the same people in a workspace that leaves nobody alone, and in one that leaves a thousand alone. */
async function held(bench: Bench, report: Report): Promise<void> {
  await bench.withCopy(async (name) => {
    const client = await bench.connect(name);
    const [member] = await signIn(client, WHALE, 1);
    if (!member) throw new Error('Nobody is signed in.');
    const kinds = new Map<string, Measured[]>([
      ['without a suppression list', []],
      [`with a list of ${figure(SUPPRESSED)}`, []],
    ]);
    await bench.withWorker({ name }, (worker) => readThrough(worker.port, member, pathOf('csv')));
    for (const [at, measured] of [...kinds.values()].entries()) {
      for (let round = 0; round < bench.options.rounds; round += 1) {
        await bench.withWorker({ name, inspect: true }, async (worker) => {
          if (at > 0 && round === 0) await suppress(worker, member);
          measured.push(await download(bench, worker, member, 'csv'));
        });
      }
    }
    report.add(tableOf(kinds));
  });
}

async function suppress(worker: BenchWorker, member: Member): Promise<void> {
  const entries = Array.from({ length: SUPPRESSED }, (_, n) => ({ email: `nobody-${n}@quiet.example` }));
  await call({
    ...member,
    port: worker.port,
    method: 'POST',
    path: '/api/v1/suppressions',
    headers: { 'content-type': 'application/json', origin: `http://${member.host}` },
    body: JSON.stringify({ entries }),
  });
}

function tableOf(kinds: ReadonlyMap<string, readonly Measured[]>) {
  const [[first, one] = ['', []]] = kinds;
  const base = kinds.get('COPY') ?? one;
  const rate = ({ rows, seconds }: Measured) => rows / seconds;
  const line = (name: string, all: readonly Measured[]) => [
    name,
    spreadText(spread(all.map(rate))),
    figure(median(all.map(({ bytes, seconds }) => megabytes(bytes) / seconds))),
    spreadText(spread(all.map((measured, n) => rate(measured) / rate(base[n] ?? measured)))),
    ...(['worker', 'endpoint', 'postgres'] as const).map((kind) => figure(median(all.map((m) => m[kind])))),
    ...(['before', 'peak', 'heap'] as const).map((kind) => figure(megabytes(median(all.map((m) => m[kind]))))),
    figure(median(all.map(({ trips }) => trips))),
  ];
  return {
    title: `Export of ${figure(one[0]?.rows ?? 0)} rows`,
    columns: [
      ...[
        '',
        'rows/s',
        'MB/s',
        `of ${kinds.has('COPY') ? 'COPY' : first}`,
        'Worker µs',
        'endpoint µs',
        'PostgreSQL µs',
      ],
      ...['workerd before MB', 'workerd peak MB', 'heap peak MB', 'trips'],
    ],
    rows: [...kinds].map(([name, all]) => line(name, all)),
    notes: ['µs is processor time a row. The heap is looked at every 50 ms, through the debugger.'],
  };
}

const pathOf = (format: ExportFormat): string => `/api/v1/exports/prospects.${format}?trailer=true`;

async function download(bench: Bench, worker: BenchWorker, member: Member, format: ExportFormat): Promise<Measured> {
  const path = pathOf(format);
  // The first request of an isolate, so that what is measured is the export alone.
  await readThrough(worker.port, member, `${path}&q=nobody-of-this-name`);
  const { last } = await bench.endpoints.trips(Number.MAX_SAFE_INTEGER);
  const heap = await heapWatch(worker.inspectorUrl ?? '');
  const before = memory(worker.pid).now;
  resetPeak(worker.pid);
  const meter = startMeter(bench, worker.pid);
  const { end, bytes } = await readThrough(worker.port, member, path);
  const { rows } = exportTrailer.parse(JSON.parse(end.subarray(end.lastIndexOf(TRAILER_MARK) + 1).toString()));
  const peak = memory(worker.pid).peak;
  const used = meter(rows);
  const trips = (await bench.endpoints.trips(last)).trips.length;
  return { ...used, bytes, before, peak, trips, heap: await heap.stop() };
}

async function copySame(bench: Bench, client: pg.Client, tenantId: string): Promise<Measured> {
  const names = EXPORT_COLUMNS.map(([, field]) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  const cells = names.map((name) => (name === 'tags' ? "array_to_string(tags, '; ')" : name)).join(', ');
  const from = `from prospects where tenant_id = '${tenantId}' and deleted_at is null`;
  const meter = startMeter(bench, undefined);
  let rows = 0;
  const text = `copy (select ${cells} ${from} order by created_at desc, id desc) to stdout (format csv)`;
  const bytes = await copyOut(client, text, () => (rows += 1));
  return { ...meter(rows), bytes, before: Number.NaN, peak: Number.NaN, heap: Number.NaN, trips: 1 };
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
