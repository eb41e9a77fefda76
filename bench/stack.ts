/** What every part of the benchmarks works with. */
import pg from 'pg';
import { LOGIN_ROLES } from '../dev/database/migrate.ts';
import { readServerPid } from '../dev/postgres/data-directory.ts';
import type { StopStack } from '../dev/process/stop-stack.ts';
import { buildFrontEnd } from '../dev/worker/front-end.ts';
import { BENCH_POSTGRES, type BenchDatabase, openBenchDatabase } from './database.ts';
import { type Endpoints, startEndpoints } from './endpoint-process.ts';
import { type BenchWorker, buildBundles, startWorker, type WorkerOptions } from './worker.ts';

export interface Options {
  /** Prospects of the large tenant. */
  readonly rows: number;
  /** Rounds of what is compared. */
  readonly rounds: number;
  /** Seconds that one figure of throughput takes in one round. */
  readonly seconds: number;
  /** Rows of the file to import. */
  readonly importRows: number;
}

export interface Bench {
  readonly options: Options;
  readonly database: BenchDatabase;
  readonly endpoints: Endpoints;
  readonly postgresPid: number;
  /** A superuser's connection, ended with the rest. */
  connect(database?: string): Promise<pg.Client>;
  /** A connection of one of the product's roles to the seeded database. */
  connectAs(role: 'app'): Promise<pg.Client>;
  /** Works with a Worker of its own, which has ended when this settles. */
  withWorker<T>(
    options: Omit<WorkerOptions, 'database' | 'endpoints'>,
    work: (worker: BenchWorker) => Promise<T>,
  ): Promise<T>;
  /** Works on a copy of the seeded database, which is dropped behind it. */
  withCopy<T>(work: (name: string) => Promise<T>): Promise<T>;
}

/** A copy of the database cuts off whoever is connected to it: one who asks afterwards is told so by the query. */
const quiet = (client: pg.Client) => client.on('error', () => {});

export async function startBench(options: Options, stops: StopStack, log: (line: string) => void): Promise<Bench> {
  log('Bundling the Worker.');
  await buildFrontEnd();
  await buildBundles();
  const database = await openBenchDatabase(options.rows, log);
  await stops.add('postgres', database.postgres.stop);
  const endpoints = await startEndpoints(database.postgres.port);
  await stops.add('endpoints', endpoints.stop);
  const connect = async (name = database.name) => {
    const client = database.postgres.client(name);
    quiet(client);
    await client.connect();
    await stops.add('connection', () => client.end());
    return client;
  };
  const connectAs = async (role: 'app') => {
    const url = database.postgres.url(database.name, LOGIN_ROLES[role], database.passwords[role]);
    const client = new pg.Client({ connectionString: url });
    quiet(client);
    await client.connect();
    await stops.add('connection', () => client.end());
    return client;
  };
  return {
    options,
    database,
    endpoints,
    postgresPid: readServerPid(BENCH_POSTGRES) ?? 0,
    connect,
    connectAs,
    async withWorker(settings, work) {
      const worker = await startWorker({ database, endpoints, ...settings });
      try {
        return await work(worker);
      } finally {
        await worker.stop();
      }
    },
    async withCopy(work) {
      await endpoints.dropPools(database.name);
      const name = await database.copy();
      try {
        return await work(name);
      } finally {
        await endpoints.dropPools(name);
        await database.drop(name);
      }
    },
  };
}
