/**
 * What an export holds: of the heap what is left when garbage has just been collected, again and again while it runs, and of the
 * process all. A file of its own beside the rates, as collecting takes their time.
 */
import { waitUntil } from '../dev/process/wait.ts';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  exportFile,
  exportLink,
  startedExport,
} from '../src/features/exports/contract.ts';
import { memory, resetPeak } from './cpu.ts';
import { MEDIUM, MEDIUM_ROWS, WHALE } from './database.ts';
import { call } from './http.ts';
import { keptHeapWatch } from './inspector.ts';
import { type Member, signIn } from './members.ts';
import { readThrough } from './read-through.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, megabytes } from './stats.ts';
import type { BenchWorker } from './worker.ts';

/** A million rows as a workbook, on a machine with other things to do. */
const PATIENCE_MS = 15 * 60_000;
/** Often enough to meet each page of a file at several of its stages. */
const COLLECT_MS = 40;

interface Held {
  /** Bytes of the heap before it began, just collected. */
  readonly before: number;
  /** Bytes of the heap at most, with the buffers that belong to it, just collected. */
  readonly live: number;
  /** Bytes that workerd held at most. */
  readonly peak: number;
}

const path = '/api/v1/exports';

/** One file in the background, until it can be fetched. */
const job = async (worker: BenchWorker, member: Member, format: ExportFormat): Promise<string> => {
  const asked = { ...member, port: worker.port };
  const headers = { 'content-type': 'application/json', origin: `http://${member.host}` };
  const body = JSON.stringify({ filter: {}, format });
  const { id } = startedExport.parse(JSON.parse((await call({ ...asked, path, method: 'POST', headers, body })).body));
  const done = async () => {
    const { status, error } = exportFile.parse(JSON.parse((await call({ ...asked, path: `${path}/${id}` })).body));
    if (error || status === 'failed') throw new Error(`The export failed: ${error?.message}`);
    return status === 'done';
  };
  if (!(await waitUntil(done, PATIENCE_MS))) throw new Error('The export did not end.');
  return id;
};

const link = async (worker: BenchWorker, member: Member, id: string): Promise<string> => {
  const headers = { 'content-type': 'application/json', origin: `http://${member.host}` };
  const made = await call({
    ...member,
    port: worker.port,
    path: `${path}/${id}/link`,
    method: 'POST',
    headers,
    body: '{}',
  });
  const { pathname } = new URL(exportLink.parse(JSON.parse(made.body)).url);
  return pathname;
};

/** The most that is held while some work is done. What the debugger does not say is no figure, and no reason to give up the others. */
async function held(worker: BenchWorker, what: string, work: () => Promise<unknown>): Promise<Held> {
  const before = (await (await keptHeapWatch(worker, COLLECT_MS)).stop()).least;
  const kept = await keptHeapWatch(worker, COLLECT_MS);
  resetPeak(worker.pid);
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1_000;
  const { peak } = memory(worker.pid);
  const live = await kept.stop().then(
    ({ most }) => most,
    (error: unknown) => {
      console.log(`${what}: ${error instanceof Error ? error.message : error}`);
      return Number.NaN;
    },
  );
  console.log(`${what}: ${figure(seconds)} s, heap of ${figure(megabytes(live))} MB at most`);
  return { before, peak, live };
}

/** A workspace of ten thousand people, and the large one. */
export async function exportMemory(bench: Bench, report: Report): Promise<void> {
  await bench.withCopy(async (name) => {
    const client = await bench.connect(name);
    const sizes: Size[] = [];
    for (const [slug, rows] of [
      [MEDIUM, MEDIUM_ROWS],
      [WHALE, bench.options.rows],
    ] as const) {
      const [member] = await signIn(client, slug, 1);
      if (member) sizes.push({ member, rows });
    }
    await memoryOf(bench, report, name, sizes);
  });
}

/** A workspace by one of its members and the number of its people. */
interface Size {
  readonly member: Member;
  readonly rows: number;
}

/** The smallest first. */
async function memoryOf(bench: Bench, report: Report, name: string, sizes: readonly Size[]): Promise<void> {
  const [smallest] = sizes;
  if (!smallest) throw new Error('There is no size to measure.');
  const rows: string[][] = [];
  for (const format of EXPORT_FORMATS) {
    const download = (worker: BenchWorker, member: Member) =>
      readThrough(worker.port, member, `${path}/prospects.${format}`);
    const ways = new Map<string, Held[]>([
      ['download', []],
      ['in the background', []],
      ['fetched by its link', []],
    ]);
    for (const { member, rows: people } of sizes) {
      const what = (way: string) => `${format}, ${way}, ${figure(people)} rows`;
      await bench.withWorker({ name, inspect: true }, async (worker) => {
        await download(worker, smallest.member);
        ways.get('download')?.push(await held(worker, what('download'), () => download(worker, member)));
      });
      await bench.withWorker({ name, inspect: true }, async (worker) => {
        let id = await job(worker, smallest.member, format);
        await readThrough(worker.port, smallest.member, await link(worker, smallest.member, id));
        ways.get('in the background')?.push(
          await held(worker, what('in the background'), async () => {
            id = await job(worker, member, format);
          }),
        );
        const fetched = await link(worker, member, id);
        ways
          .get('fetched by its link')
          ?.push(await held(worker, what('fetched by its link'), () => readThrough(worker.port, member, fetched)));
      });
    }
    for (const [way, all] of ways) {
      const before = all.map((one) => figure(megabytes(one.before)));
      rows.push([`${format}, ${way}`, ...before, ...cells(all, 'live'), ...cells(all, 'peak')]);
    }
  }
  const at = sizes.map((size) => figure(size.rows));
  report.add({
    title: `Memory of exports of ${at.join(' and ')} rows`,
    columns: [
      '',
      ...at.map((size) => `heap before ${size} MB`),
      ...at.map((size) => `heap of ${size} MB`),
      'ratio',
      ...at.map((size) => `workerd at ${size} MB`),
      'ratio',
    ],
    rows,
    notes: [
      'Heap: what is left, with its buffers, when garbage has just been collected, at most while the file is made.',
      'A fresh isolate each time, which has made a file of the smallest size in the same way before.',
      'workerd holds the emulated R2 too, and garbage that it has not given back.',
    ],
  });
}

const cells = (all: readonly Held[], kind: keyof Held): string[] => {
  const [first, last] = [all[0]?.[kind] ?? Number.NaN, all.at(-1)?.[kind] ?? Number.NaN];
  return [...all.map((one) => figure(megabytes(one[kind]))), figure(last / first)];
};
