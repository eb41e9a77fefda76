/** The product against Directus: the same rows on the same server in the same run, by turns. */
import { openAsBlob } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { cpuMs, memory, resetPeak } from '../cpu.ts';
import { BENCH_DIR, WHALE } from '../database.ts';
import { call } from '../http.ts';
import { importFile } from '../import.ts';
import { load, type Request } from '../load.ts';
import { type Member, signIn } from '../members.ts';
import { peopleFile } from '../people-file.ts';
import { readThrough } from '../read-through.ts';
import type { Report } from '../report.ts';
import type { Bench } from '../stack.ts';
import { figure, median, megabytes, percentile, spread, spreadText } from '../stats.ts';
import type { BenchWorker } from '../worker.ts';
import { type Directus, FIELDS, startDirectus } from './directus.ts';

const CONNECTIONS = 4;
/** Whose page is opened, in turn. */
const OPENED = 200;
/** Last names that few have, and one that nobody has. */
const WORDS = ['einert', 'bultmann', 'soboll', 'rockmeier', 'qqzzxx'] as const;

interface Side {
  readonly name: 'Edgewise' | 'Directus';
  readonly port: number;
  readonly pid: number;
  readonly asking: Omit<Request, 'path'>;
}
/** What is asked of each. */
interface Question {
  readonly name: string;
  readonly connections: number;
  readonly paths: Readonly<Record<Side['name'], readonly string[]>>;
}
interface Sample {
  readonly rate: number;
  readonly latencies: readonly number[];
  /** Milliseconds of processor time of the server's process a request. */
  readonly cpu: number;
}

export async function peers(bench: Bench, report: Report): Promise<void> {
  const directus = await startDirectus(bench, (line) => console.log(line));
  try {
    await bench.withCopy((name) =>
      bench.withWorker({ name }, (worker) => compare(bench, report, { name, worker, directus })),
    );
  } finally {
    await directus.stop();
  }
}

async function compare(
  bench: Bench,
  report: Report,
  { name, worker, directus }: { name: string; worker: BenchWorker; directus: Directus },
): Promise<void> {
  const client = await bench.connect(name);
  try {
    const [member] = await signIn(client, WHALE, 1);
    if (!member) throw new Error('Nobody is signed in.');
    const sides = sidesOf(worker, directus, member);
    const ids = await freshPeople(client, bench.database.whaleId);
    await requests(bench, report, sides, questionsOf(ids));
    await files(bench, report, { client, worker, directus });
  } finally {
    await client.end();
  }
}

const sidesOf = (worker: BenchWorker, directus: Directus, member: Member): readonly [Side, Side] => [
  { name: 'Edgewise', port: worker.port, pid: worker.pid, asking: member },
  {
    name: 'Directus',
    port: directus.port,
    pid: directus.pid,
    asking: { host: `127.0.0.1:${directus.port}`, headers: { authorization: `Bearer ${directus.token}` } },
  },
];

/** People whose pages open without an enrichment being started, which is no subject here. */
async function freshPeople(client: pg.Client, tenantId: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `update prospects set enriched_at = now() where tenant_id = $1 and id in (
       select id from prospects where tenant_id = $1 and deleted_at is null order by created_at desc, id desc limit $2)
     returning id`,
    [tenantId, OPENED],
  );
  return rows.map(({ id }) => id);
}

const questionsOf = (ids: readonly string[]): readonly Question[] => [
  {
    name: 'get one',
    connections: CONNECTIONS,
    paths: {
      Edgewise: ids.map((id) => `/api/v1/prospects/${id}`),
      Directus: ids.map((id) => `/items/people/${id}?fields=${FIELDS}`),
    },
  },
  {
    name: 'list of 50, with the total',
    connections: CONNECTIONS,
    paths: {
      Edgewise: ['/api/v1/prospects?limit=50'],
      Directus: [`/items/people?limit=50&sort=-created_at,-id&fields=${FIELDS}&meta=filter_count`],
    },
  },
  {
    name: 'list of 50; of Directus without a total',
    connections: CONNECTIONS,
    paths: {
      Edgewise: ['/api/v1/prospects?limit=50'],
      Directus: [`/items/people?limit=50&sort=-created_at,-id&fields=${FIELDS}`],
    },
  },
  {
    name: 'search of all fields',
    connections: 1,
    paths: {
      Edgewise: WORDS.map((word) => `/api/v1/prospects?limit=50&q=${word}`),
      Directus: WORDS.map((word) => `/items/people?limit=50&sort=-created_at,-id&fields=${FIELDS}&search=${word}`),
    },
  },
];

async function requests(
  bench: Bench,
  report: Report,
  sides: readonly [Side, Side],
  questions: readonly Question[],
): Promise<void> {
  const rows: string[][] = [];
  for (const question of questions) {
    const samples: Record<Side['name'], Sample[]> = { Edgewise: [], Directus: [] };
    for (let round = 0; round < bench.options.rounds; round += 1) {
      for (const side of sides) samples[side.name].push(await ask(side, question, bench.options.seconds));
    }
    rows.push(...lines(question, samples));
  }
  report.add({
    title: `Against Directus, ${figure(bench.options.rows)} people: requests`,
    columns: ['', '', 'requests/s', 'of Directus', 'p50 / p95 ms', 'processor ms a request'],
    rows,
    notes: [
      `${CONNECTIONS} connections, one for the search; ${bench.options.seconds} s by turns.`,
      'Directus in production mode with an admin’s token, so that it checks no row; its table has its key and the index of its order.',
      'Edgewise under row-level security, for a member; its list answers the total and all facets, its person every value of every source.',
    ],
  });
}

async function ask(
  { port, pid, asking }: Side,
  { paths, connections, name }: Question,
  seconds: number,
): Promise<Sample> {
  const mine = paths[asking.cookie ? 'Edgewise' : 'Directus'];
  const before = cpuMs(pid);
  let asked = 0;
  const latencies: number[] = [];
  const begun = performance.now();
  // A connection keeps to its path: each path has its share of the time.
  const share = Math.max(1, Math.ceil(mine.length / connections));
  for (let at = 0; at < share; at += 1) {
    const request = (connection: number): Request => ({
      ...asking,
      path: mine[(at * connections + connection) % mine.length] ?? '',
    });
    const done = await load({ port, connections, seconds: seconds / share, request });
    asked += done.requests;
    latencies.push(...done.latencies);
  }
  if (asked === 0) throw new Error(`Nothing was asked: ${name}.`);
  return { rate: (asked * 1_000) / (performance.now() - begun), latencies, cpu: (cpuMs(pid) - before) / asked };
}

function lines({ name }: Question, samples: Readonly<Record<Side['name'], readonly Sample[]>>): string[][] {
  return (['Edgewise', 'Directus'] as const).map((side) => {
    const all = samples[side].flatMap(({ latencies }) => latencies);
    const ratios = samples[side].map(({ rate }, n) => rate / (samples.Directus[n]?.rate ?? Number.NaN));
    return [
      side === 'Edgewise' ? name : '',
      side,
      spreadText(spread(samples[side].map(({ rate }) => rate))),
      spreadText(spread(ratios)),
      `${figure(median(all))} / ${figure(percentile(all, 0.95))}`,
      figure(median(samples[side].map(({ cpu }) => cpu))),
    ];
  });
}

/** A file in, and as many rows out: once each, as Directus takes minutes. */
async function files(
  bench: Bench,
  report: Report,
  { client, worker, directus }: { client: pg.Client; worker: BenchWorker; directus: Directus },
): Promise<void> {
  const rows = bench.options.importRows;
  const [member] = await signIn(client, 'peers-import', 1);
  if (!member) throw new Error('Nobody is signed in.');
  const mine = await importFile(bench, worker, client, member, peopleFile(rows), 'rows_created');
  const theirs = await directusImport(directus, rows);
  const [workerRows, workerOut] = await exported(worker.pid, () =>
    readThrough(worker.port, member, '/api/v1/exports/prospects.csv'),
  );
  const [directusRows, directusOut] = await exported(directus.pid, () =>
    readThrough(
      directus.port,
      directusAsking(directus),
      `/items/people?limit=${rows}&sort=-created_at,-id&fields=${FIELDS}&export=csv`,
    ),
  );
  if (workerRows !== rows || directusRows !== rows)
    throw new Error(`Exported were ${workerRows} and ${directusRows} rows.`);
  const line = (what: string, side: string, one: Filed, other: Filed) => [
    what,
    side,
    figure(rows / one.seconds),
    figure(other.seconds / one.seconds),
    figure(megabytes(one.before)),
    figure(megabytes(one.peak)),
  ];
  const own: Filed = { seconds: mine.seconds, before: Number.NaN, peak: mine.peak };
  report.add({
    title: `Against Directus: ${figure(rows)} rows in and out as CSV`,
    columns: ['', '', 'rows/s', 'of Directus', 'memory before MB', 'memory peak MB'],
    rows: [
      line('import', 'Edgewise', own, theirs),
      line('', 'Directus', theirs, theirs),
      line('export', 'Edgewise', workerOut, directusOut),
      line('', 'Directus', directusOut, directusOut),
    ],
    notes: [
      'Once each. An import is over when its job is: rows normalised, matched with who is there, indexed for search. Directus only inserts.',
      'Memory is that of workerd and of Directus’s process.',
    ],
  });
}

interface Filed {
  readonly seconds: number;
  readonly before: number;
  readonly peak: number;
}

const directusAsking = ({ port, token }: Pick<Directus, 'port' | 'token'>) => ({
  host: `127.0.0.1:${port}`,
  headers: { authorization: `Bearer ${token}` },
});

async function timed<T>(pid: number, work: () => Promise<T>): Promise<[T, Filed]> {
  const before = memory(pid).now;
  resetPeak(pid);
  const begun = performance.now();
  const done = await work();
  return [done, { seconds: (performance.now() - begun) / 1_000, before, peak: memory(pid).peak }];
}

/** The first line is the header. */
async function exported(pid: number, read: () => Promise<{ lines: number }>): Promise<[number, Filed]> {
  const [{ lines: all }, filed] = await timed(pid, read);
  return [all - 1, filed];
}

/** What Directus is to be told of the file's columns: it takes them by the names of its fields. */
const NAMES = [
  ...['name', 'first_name', 'last_name', 'email', 'phone', 'linkedin_url', 'title', 'seniority', 'department'],
  ...['company', 'company_domain', 'industry', 'city', 'region', 'country', 'tags'],
].join(',');

async function directusImport({ port, pid, token }: Directus, rows: number): Promise<Filed> {
  const file = peopleFile(rows);
  const body = Buffer.concat([Buffer.from(NAMES), file.subarray(file.indexOf('\r\n'))]);
  const dir = join(BENCH_DIR, 'peers');
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'import.csv'), body);
  const form = new FormData();
  form.set('file', await openAsBlob(join(dir, 'import.csv'), { type: 'text/csv' }), 'people.csv');
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type') ?? '';
  const sent = Buffer.from(await encoded.arrayBuffer());
  const { host, headers } = directusAsking({ port, token });
  // `fetch` would not wait for the answer for as long as Directus takes.
  const [, filed] = await timed(pid, () =>
    call({
      port,
      host,
      path: '/utils/import/people_import',
      method: 'POST',
      headers: { ...headers, 'content-type': type, 'content-length': String(sent.length) },
      body: sent,
    }),
  );
  return filed;
}
