/** What the product's isolate holds while it looks through and imports files of 10 000 to a million rows, sent in parts. */
import type pg from 'pg';
import * as z from 'zod';
import { waitUntil } from '../dev/process/wait.ts';
import { memory, resetPeak } from './cpu.ts';
import { type Call, call } from './http.ts';
import { type HeapKept, keptHeapWatch } from './inspector.ts';
import { type Member, signIn } from './members.ts';
import { peopleFile } from './people-file.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, megabytes } from './stats.ts';
import type { BenchWorker } from './worker.ts';

/** The largest first: it is what the smaller ones are held against, and the one that takes long. */
const SIZES = [1_000_000, 100_000, 10_000] as const;
/** A look through more takes as long again as their import, and holds no more than one through these. */
const LOOKED_MAX = 100_000;
/** Much longer than a million rows take on a busy machine. */
const PATIENCE_MS = 60 * 60_000;
const Upload = z.object({ id: z.string(), partBytes: z.number(), parts: z.number() });
const Draft = z.object({ id: z.string() });
const Look = z.object({ status: z.string(), rows: z.object({ read: z.number(), created: z.number() }) });
const Row = z.object({ status: z.string(), rows_read: z.coerce.number(), rows_created: z.coerce.number() });

interface Phase {
  readonly seconds: number;
  readonly heap: HeapKept;
}

export async function importMemory(bench: Bench, report: Report): Promise<void> {
  await bench.withCopy(async (name) => {
    const client = await bench.connect(name);
    for (const rows of SIZES) {
      // A Worker of its own: nothing is left of the file before.
      await bench.withWorker({ name, inspect: true }, async (worker) => {
        const [member] = await signIn(client, `memory-${rows}`, 1);
        if (!member) throw new Error('Nobody is signed in.');
        const file = peopleFile(rows);
        resetPeak(worker.pid);
        const { look, run } = await lookAndImport(worker, client, member, file, rows);
        report.add({
          title: `Memory of an import of ${figure(rows)} rows, ${figure(megabytes(file.length))} MB, and of a look through them`,
          columns: ['', 'rows/s', 'heap kept MB'],
          rows: [...(look ? [['look', ...asCells(rows, look)]] : []), ['import', ...asCells(rows, run)]],
          notes: [
            `Peak of workerd, which holds the emulated R2 too: ${figure(megabytes(memory(worker.pid).peak))} MB.`,
            'Heap kept: of the product’s isolate with its buffers, right after its garbage was collected, least and most of all looks.',
            'Every row is read, every person made: checked against the database.',
          ],
        });
      });
    }
    await client.end();
  });
}

const asCells = (rows: number, { seconds, heap: { least, most } }: Phase): string[] => [
  figure(rows / seconds),
  `${figure(megabytes(least))}–${figure(megabytes(most))}`,
];

async function lookAndImport(worker: BenchWorker, client: pg.Client, member: Member, file: Buffer, rows: number) {
  const importId = await sent(worker, member, file);
  const ask = (method: 'GET' | 'POST', path: string) =>
    asked(worker, member, {
      method,
      path: `/api/v1/imports/${importId}${path}`,
      ...(method === 'POST' && { body: '{}' }),
    });
  const looked = async () => {
    await ask('POST', '/validate');
    await until(async () => {
      const { status, rows: seen } = Look.parse(await ask('GET', '/validation'));
      if (status === 'done' && (seen.read !== rows || seen.created !== rows)) throw new Error('The look missed rows.');
      return status === 'done';
    });
  };
  const look = rows > LOOKED_MAX ? undefined : await watched(worker, looked);
  const run = await watched(worker, async () => {
    await ask('POST', '/start');
    await until(async () => {
      const found = await client.query('select status, rows_read, rows_created from imports where id = $1', [importId]);
      const state = Row.parse(found.rows[0]);
      if (state.status === 'failed') throw new Error('The import failed.');
      if (state.status === 'done' && state.rows_created !== rows) throw new Error('The import missed rows.');
      return state.status === 'done';
    });
  });
  const { rows: people } = await client.query<{ n: string }>(
    'select count(*) as n from prospects where import_id = $1',
    [importId],
  );
  if (Number(people[0]?.n) !== rows) throw new Error(`There are ${people[0]?.n} people of ${rows} rows.`);
  return { look, run };
}

async function watched(worker: BenchWorker, work: () => Promise<void>): Promise<Phase> {
  const watch = await keptHeapWatch(worker);
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1_000;
  return { seconds, heap: await watch.stop() };
}

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  if (!(await waitUntil(isSo, PATIENCE_MS))) throw new Error('It did not end.');
};

/** Sends a file in parts. @returns the import that waits of it */
async function sent(worker: BenchWorker, member: Member, file: Buffer): Promise<string> {
  const of = { name: 'people.csv', bytes: file.length };
  const { id, partBytes, parts } = Upload.parse(
    await asked(worker, member, { method: 'POST', path: '/api/v1/uploads', body: JSON.stringify(of) }),
  );
  for (let part = 1; part <= parts; part += 1) {
    const body = file.subarray((part - 1) * partBytes, part * partBytes);
    await asked(worker, member, { method: 'PUT', path: `/api/v1/uploads/${id}/parts/${part}`, body });
  }
  return Draft.parse(await asked(worker, member, { method: 'POST', path: `/api/v1/uploads/${id}/complete` })).id;
}

const asked = async (
  worker: BenchWorker,
  member: Member,
  what: Pick<Call, 'method' | 'path' | 'body'>,
): Promise<unknown> => {
  const type = Buffer.isBuffer(what.body) ? 'application/octet-stream' : 'application/json';
  const headers = { origin: `http://${member.host}`, ...(what.body !== undefined && { 'content-type': type }) };
  const { body } = await call({ ...member, ...what, port: worker.port, headers });
  return JSON.parse(body);
};
