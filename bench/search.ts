/** Search among a million: as the database sees it, through Neon's endpoint, and through the Worker. */
import { text } from 'node:stream/consumers';
import { neon, neonConfig } from '@neondatabase/serverless';
import type pg from 'pg';
import * as z from 'zod';
import { WHALE } from './database.ts';
import { open } from './http.ts';
import { type Member, signIn } from './members.ts';
import { type Recorder, type Statement, startRecorder } from './recorder.ts';
import type { Report } from './report.ts';
import { type SearchCase, searchCases } from './search-cases.ts';
import { asked, explain, WAYS, type Way } from './search-sql.ts';
import type { Bench } from './stack.ts';
import { figure, median, percentile } from './stats.ts';

/** Samples of each question in each round. */
const SAMPLES = 5;
/** The table under its policy reads every row of the tenant, so that fewer samples have to do. */
const POLICY_SAMPLES = 1;
/** Of more rows than these it would run into the server's own limit. */
const POLICY_ROWS_MAX = 1_000_000;
/** The application's `statement_timeout`: what a statement takes that comes to no end. */
const TIMEOUT_MS = 10_000;
const TIMED_OUT = '57014';
/** What the product answers then. */
const STOPPED = 503;
const SMALL = 'small-0001';

/** Milliseconds, and of them those of processor time. */
interface Timed {
  readonly page: number[];
  readonly pageCpu: number[];
  readonly counts: number[];
  readonly countsCpu: number[];
}
interface Measured {
  readonly one: SearchCase;
  readonly searches: readonly Search[];
  readonly smallSearches: readonly Search[];
  readonly ways: Readonly<Record<Way, Timed>>;
  readonly small: number[];
  readonly endpoint: number[];
  readonly worker: number[];
  /** How many rows match each question, by the answer's own count. */
  readonly totals: string[];
  readonly indexes: Set<string>;
  readonly countIndexes: Set<string>;
}

export async function search(bench: Bench, report: Report): Promise<void> {
  const superuser = await bench.connect();
  const members = await signIn(superuser, WHALE, 8);
  const { whaleId } = bench.database;
  const app = await bench.connectAs('app');
  const cases = await searchCases(superuser, whaleId, bench.options.rows);
  const measured = await prepare(bench, cases, members, await signIn(superuser, SMALL, 1));
  await bench.withWorker({}, async (worker) => {
    for (let round = 0; round < bench.options.rounds; round += 1) {
      for (const of of measured) {
        const ways = WAYS.filter((way) => way !== 'policy' || (round === 0 && bench.options.rows <= POLICY_ROWS_MAX));
        await atTheServer(of, { superuser, app, tenantId: whaleId }, ways);
        await throughTheEndpoint(bench, of);
        await throughTheWorker(worker.port, members, of, round === 0);
        await inASmallTenant(app, of);
      }
    }
  });
  report.add(endToEnd(measured, bench.options.rows));
  report.add(sqlTable(measured));
  report.add(indexTable(measured));
}

/** Has the product send each search once, and keeps its statements. */
async function prepare(
  bench: Bench,
  cases: readonly SearchCase[],
  [large]: readonly Member[],
  [little]: readonly Member[],
): Promise<Measured[]> {
  if (!large || !little) throw new Error('Nobody is signed in.');
  const recorder = await startRecorder(bench.endpoints.neonPort);
  try {
    return await bench.withWorker({ neonPort: recorder.port }, async ({ port }) => {
      const measured: Measured[] = [];
      for (const one of cases) {
        const searches: Search[] = [];
        const smallSearches: Search[] = [];
        for (const query of one.queries) {
          searches.push(await statementsOf(recorder, port, large, query));
          // A place in one tenant's list is none in another's.
          if (!query.includes('cursor=')) smallSearches.push(await statementsOf(recorder, port, little, query));
        }
        const timed = (): Timed => ({ page: [], pageCpu: [], counts: [], countsCpu: [] });
        const ways = { fence: timed(), literal: timed(), policy: timed() };
        const lists = { small: [], endpoint: [], worker: [], totals: [] };
        const sets = { indexes: new Set<string>(), countIndexes: new Set<string>() };
        measured.push({ one, searches, smallSearches, ways, ...lists, ...sets });
      }
      return measured;
    });
  } finally {
    recorder.stop();
  }
}

interface Search {
  /** The statement that lets the caller in. */
  readonly enter: Statement;
  /** The page of rows. */
  readonly page: Statement;
  /** Total, facets, what is spelt alike; none on a page after the first. */
  readonly counts: readonly Statement[];
}

/** What the product sends to the database for a search. */
async function statementsOf(recorder: Recorder, port: number, member: Member, query: string): Promise<Search> {
  const answer = await open({ ...member, port, path: pathOf(query) });
  await text(answer);
  if (answer.statusCode !== 200 && answer.statusCode !== STOPPED) throw new Error(`${query}: ${answer.statusCode}`);
  const [enter, page, ...others] = recorder
    .batchOf(String(answer.headers['x-request-id']))
    .filter((one) => !isLimit(one));
  if (!enter || !page) throw new Error('The search sent no page.');
  return { enter, page, counts: others };
}

/** A setting for the statements behind it has no plan: it is run as it is. */
const isSetting = ({ query }: Statement): boolean => !/\bfrom\b/.test(query);

/** What of a search's time is left, for the statement behind it: the bench has each run to its end. */
const isLimit = ({ query }: Statement): boolean => query.includes('statement_timeout');

/** A function reads behind the fence by itself: without it there is nothing to hold it against. */
const isFenced = ({ query }: Statement): boolean => /\bapp\.(spelt_alike_first|newest|kept_facets)\(/.test(query);

const pathOf = (query: string): string => `/api/v1/prospects?limit=50&${query}`;

interface Clients {
  readonly superuser: pg.Client;
  readonly app: pg.Client;
  readonly tenantId: string;
}

/** Planning and running, as the server itself measures them; the ways by turns. */
async function atTheServer(of: Measured, { superuser, app, tenantId }: Clients, ways: readonly Way[]): Promise<void> {
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    for (const { enter, page, counts } of of.searches) {
      for (const way of ways) {
        if (way === 'policy' && sample >= POLICY_SAMPLES) continue;
        const client = way === 'literal' ? superuser : app;
        await inside(
          client,
          way === 'literal' ? undefined : enter,
          async () => {
            if (way === 'literal' && isFenced(page)) return;
            const time = of.ways[way];
            const paged = await explain(client, asked(page, way, tenantId));
            time.page.push(paged.ms);
            time.pageCpu.push(paged.cpu);
            if (way === 'policy') return; // what it costs to count is no other than what it costs to find
            let [sum, cpu] = [0, 0];
            for (const count of counts) {
              if (isSetting(count)) {
                await client.query(count.query, count.params);
                continue;
              }
              if (way === 'literal' && isFenced(count)) continue;
              const counted = await explain(client, asked(count, way, tenantId));
              sum += counted.ms;
              cpu += counted.cpu;
              if (way === 'fence') for (const index of counted.indexes) of.countIndexes.add(index);
            }
            time.counts.push(sum);
            time.countsCpu.push(cpu);
            if (way === 'fence') for (const index of paged.indexes) of.indexes.add(index);
          },
          () => of.ways[way].counts.push(TIMEOUT_MS),
        );
      }
    }
  }
}

/** Runs some work in a transaction of the tenant, or in one of nobody. */
async function inside(
  client: pg.Client,
  enter: Statement | undefined,
  work: () => Promise<void>,
  timedOut?: () => void,
): Promise<void> {
  await client.query('begin');
  try {
    if (enter) await client.query(enter.query, enter.params);
    await work();
  } catch (error) {
    if ((error as { code?: string }).code !== TIMED_OUT) throw error;
    timedOut?.();
  } finally {
    await client.query('rollback');
  }
}

async function throughTheEndpoint(bench: Bench, of: Measured): Promise<void> {
  const { passwords, name } = bench.database;
  const url = `postgres://edgewise_app:${passwords.app}@127.0.0.1:${bench.endpoints.neonPort}/${name}`;
  neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`;
  const sql = neon(url, { fullResults: true });
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    for (const { enter, page, counts } of of.searches) {
      const begun = performance.now();
      try {
        await sql.transaction([enter, page, ...counts].map(({ query, params }) => sql.query(query, params)));
      } catch (error) {
        if ((error as { code?: string }).code !== TIMED_OUT) throw error;
      }
      of.endpoint.push(performance.now() - begun);
    }
  }
}

async function throughTheWorker(port: number, members: readonly Member[], of: Measured, first: boolean): Promise<void> {
  for (const query of of.one.queries) {
    const path = pathOf(query);
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const member = members[sample % members.length];
      if (!member) throw new Error('Nobody is signed in.');
      const begun = performance.now();
      const answer = await open({ ...member, port, path });
      const body = await text(answer);
      of.worker.push(performance.now() - begun);
      if (answer.statusCode !== 200 && answer.statusCode !== STOPPED) throw new Error(`${path}: ${answer.statusCode}`);
      if (!first || sample > 0) continue;
      of.totals.push(answer.statusCode === STOPPED ? 'stopped' : totalIn(body));
    }
  }
}

const Answer = z.object({ total: z.object({ value: z.number(), exact: z.boolean() }) });
/** What an answer says of how many match; with a plus where it is about so many. */
const totalIn = (body: string): string => {
  const { total } = Answer.parse(JSON.parse(body));
  return `${figure(total.value)}${total.exact ? '' : '+'}`;
};

async function inASmallTenant(app: pg.Client, of: Measured): Promise<void> {
  for (const { enter, page, counts } of of.smallSearches) {
    await inside(app, enter, async () => {
      let sum = 0;
      for (const statement of [page, ...counts]) {
        if (isSetting(statement)) await app.query(statement.query, statement.params);
        else sum += (await explain(app, statement)).ms;
      }
      of.small.push(sum);
    });
  }
}

const p50p95 = (values: readonly number[]): string =>
  values.length === 0 ? '–' : `${figure(median(values))} / ${figure(percentile(values, 0.95))}`;
const ratio = (a: readonly number[], b: readonly number[]): string =>
  a.length === 0 || b.length === 0 ? '–' : figure(median(a) / median(b));

function endToEnd(measured: readonly Measured[], rows: number) {
  return {
    title: `Search among ${figure(rows)} prospects: p50 / p95 in ms`,
    columns: ['', 'matches', 'through the Worker', 'through the endpoint', 'of a small tenant, at the server'],
    rows: measured.map(({ one, totals, worker, endpoint, small }) => [
      one.name,
      totals.join(', '),
      p50p95(worker),
      p50p95(endpoint),
      p50p95(small),
    ]),
    notes: ['One request at a time. Page, total and facets in one round trip; a later page has neither of the latter.'],
  };
}

function sqlTable(measured: readonly Measured[]) {
  return {
    title: 'The same at the server: planning and running, in ms',
    columns: [
      ...[
        '',
        'page: p50 / p95',
        'of it processor time',
        'tenant as literal, no policy',
        'ratio',
        'table under its policy',
      ],
      ...['counts: p50 / p95', 'of it processor time', 'tenant as literal, no policy', 'ratio'],
    ],
    rows: measured.map(({ one, ways: { fence, literal, policy } }) => [
      one.name,
      p50p95(fence.page),
      p50p95(fence.pageCpu),
      p50p95(literal.pageCpu),
      ratio(fence.pageCpu, literal.pageCpu),
      p50p95(policy.pageCpu),
      p50p95(fence.counts),
      p50p95(fence.countsCpu),
      p50p95(literal.countsCpu),
      ratio(fence.countsCpu, literal.countsCpu),
    ]),
    notes: [
      'What it is held against and the ratios are of processor time, which a busy machine changes little. Counts: total, facets, and what is spelt alike.',
    ],
  };
}

function indexTable(measured: readonly Measured[]) {
  return {
    title: 'Indexes that the search used, and the columns it asked them by',
    columns: ['', 'page', 'counts'],
    rows: measured.map(({ one, indexes, countIndexes }) => [
      one.name,
      [...indexes].join(', '),
      [...countIndexes].join(', '),
    ]),
  };
}
