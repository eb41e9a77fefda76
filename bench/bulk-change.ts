/** A change of all who match and its undo: of ten thousand people and of all the large tenant's, with what the isolate holds. */
import type pg from 'pg';
import * as z from 'zod';
import { waitUntil } from '../dev/process/wait.ts';
import { familyCpuMs, memory, resetPeak } from './cpu.ts';
import { MEDIUM, MEDIUM_ROWS, WHALE } from './database.ts';
import { call } from './http.ts';
import { type HeapKept, keptHeapWatch } from './inspector.ts';
import { type Member, signIn } from './members.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, megabytes } from './stats.ts';
import type { BenchWorker } from './worker.ts';

/** Much longer than a million take on a busy machine. */
const PATIENCE_MS = 2 * 60 * 60_000;
const TAG = 'bench of a bulk change';
const Edit = z.object({
  id: z.string(),
  state: z.string(),
  people: z.object({ changed: z.number(), undone: z.number() }),
});

interface Phase {
  readonly seconds: number;
  readonly postgresMs: number;
  readonly workerMs: number;
  readonly heap: HeapKept;
}

export async function bulkChange(bench: Bench, report: Report): Promise<void> {
  const lines: string[][] = [];
  const line = (what: string, rows: number, { seconds, postgresMs, workerMs, heap }: Phase) => [
    what,
    figure(rows / seconds),
    figure((postgresMs * 1_000) / rows),
    figure((workerMs * 1_000) / rows),
    `${figure(megabytes(heap.least))}–${figure(megabytes(heap.most))}`,
  ];
  await bench.withCopy(async (name) => {
    const client = await bench.connect(name);
    for (const { slug, rows } of [
      { slug: MEDIUM, rows: MEDIUM_ROWS },
      { slug: WHALE, rows: bench.options.rows },
    ]) {
      // A Worker of its own: nothing is left of the change before.
      await bench.withWorker({ name, inspect: true }, async (worker) => {
        const [member] = await signIn(client, slug, 1);
        if (!member) throw new Error('Nobody is signed in.');
        resetPeak(worker.pid);
        const { forth, back } = await forthAndBack({ bench, worker, client, member }, slug, rows);
        const peak = figure(megabytes(memory(worker.pid).peak));
        lines.push([...line(`${figure(rows)} people tagged`, rows, forth), '']);
        lines.push([...line('and taken back', rows, back), peak]);
      });
    }
    await client.end();
  });
  report.add({
    title: 'A change of all who match, and its undo',
    columns: ['', 'rows/s', 'PostgreSQL µs a row', 'workerd µs a row', 'heap kept MB', 'peak of workerd MB'],
    rows: lines,
    notes: [
      'From the request until the job is done. Counted in the database: each has the tag, then nobody; all tags are as they were.',
      'Heap kept: of the product’s isolate with its buffers, right after its garbage was collected, least and most of all looks.',
    ],
  });
}

interface Stand {
  readonly bench: Bench;
  readonly worker: BenchWorker;
  readonly client: pg.Client;
  readonly member: Member;
}

async function forthAndBack(stand: Stand, slug: string, rows: number): Promise<{ forth: Phase; back: Phase }> {
  const { client, member, worker } = stand;
  const seen = async () => {
    const found = await client.query<{ tagged: string; sum: string }>(
      `select count(*) filter (where $2 = any (p.tags)) as tagged, sum(hashtextextended(p.id::text || p.tags::text, 0)) as sum
         from prospects p join tenants t on t.id = p.tenant_id where t.slug = $1`,
      [slug, TAG],
    );
    return found.rows[0];
  };
  const ask = async (path: string, body?: object) => {
    const sent = body ? JSON.stringify(body) : undefined;
    const headers = { origin: `http://${member.host}`, ...(sent && { 'content-type': 'application/json' }) };
    const method = body ? 'POST' : 'GET';
    const answer = await call({ ...member, method, path, port: worker.port, headers, ...(sent && { body: sent }) });
    return Edit.parse(JSON.parse(answer.body));
  };
  const before = await seen();
  let edit = '';
  const phase = async (state: string, begin: () => Promise<z.infer<typeof Edit>>) => {
    const measured = await watched(stand, async () => {
      edit = (await begin()).id;
      const isSo = async () => {
        const now = await ask(`/api/v1/bulk-edits/${edit}`);
        if (now.state === 'failed') throw new Error('The bulk edit failed.');
        return now.state === state && now.people[state === 'done' ? 'changed' : 'undone'] === rows;
      };
      if (!(await waitUntil(isSo, PATIENCE_MS))) throw new Error('It did not end.');
    });
    return measured;
  };
  const forth = await phase('done', () =>
    ask('/api/v1/bulk-edits', { change: { kind: 'add_tags', tags: [TAG] }, filter: {} }),
  );
  const tagged = await seen();
  if (Number(tagged?.tagged) !== rows) throw new Error(`${tagged?.tagged} of ${rows} have the tag.`);
  const back = await phase('undone', () => ask(`/api/v1/bulk-edits/${edit}/undo`, {}));
  const after = await seen();
  if (after?.tagged !== '0' || after.sum !== before?.sum) throw new Error('The tags are not as they were.');
  return { forth, back };
}

async function watched({ bench, worker }: Stand, work: () => Promise<void>): Promise<Phase> {
  const watch = await keptHeapWatch(worker);
  const was = { postgres: familyCpuMs(bench.postgresPid), worker: familyCpuMs(worker.pid) };
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1_000;
  return {
    seconds,
    postgresMs: familyCpuMs(bench.postgresPid) - was.postgres,
    workerMs: familyCpuMs(worker.pid) - was.worker,
    heap: await watch.stop(),
  };
}
