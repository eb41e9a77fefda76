/** Directus on the benchmarks' own server, with the rows of the product's large tenant in a table of its own. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startChild } from '../../dev/process/child.ts';
import { eachLine } from '../../dev/process/lines.ts';
import { freePort } from '../../dev/process/port.ts';
import { waitUntil } from '../../dev/process/wait.ts';
import { copyIn, copyOut } from '../copy.ts';
import { childrenOf, memory } from '../cpu.ts';
import type { Bench } from '../stack.ts';
import { installDirectus, runOnce } from './install-directus.ts';

const DATABASE = 'directus';
/** Its first start creates some sixty tables. */
const START_MS = 180_000;
/** What of a person the product shows in a list, under the product's names. */
const COLUMNS = [
  ...['id', 'name', 'first_name', 'last_name', 'email', 'phone', 'linkedin_url', 'title', 'seniority', 'department'],
  ...['company', 'company_domain', 'industry', 'city', 'region', 'country', 'location', 'net_worth', 'tags'],
  ...['created_at', 'updated_at', 'enriched_at'],
] as const;
export const FIELDS = COLUMNS.join(',');

export interface Directus {
  readonly port: number;
  /** The process that answers. */
  readonly pid: number;
  readonly token: string;
  stop(): Promise<unknown>;
}

/**
 * Starts it in production mode, its limits and caches off, with the tenant's people in `people` and an empty table
 * `people_import` beside it. Its table has a primary key and the index of its order.
 */
export async function startDirectus(bench: Bench, log: (line: string) => void): Promise<Directus> {
  const cwd = await installDirectus(log);
  const { postgres } = bench.database;
  const admin = await bench.connect('postgres');
  await admin.query(`drop database if exists ${DATABASE} with (force)`);
  await admin.query(`create database ${DATABASE}`);
  const token = randomBytes(24).toString('hex');
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    DB_CLIENT: 'pg',
    DB_CONNECTION_STRING: postgres.url(DATABASE),
    ADMIN_EMAIL: 'admin@bench.example.com',
    ADMIN_PASSWORD: randomBytes(12).toString('hex'),
    ADMIN_TOKEN: token,
    SECRET: randomBytes(24).toString('hex'),
    HOST: '127.0.0.1',
    PORT: String(port),
    TELEMETRY: 'false',
    LOG_LEVEL: 'warn',
    RATE_LIMITER_ENABLED: 'false',
    PRESSURE_LIMITER_ENABLED: 'false',
    CACHE_ENABLED: 'false',
    WEBSOCKETS_ENABLED: 'false',
    MAX_PAYLOAD_SIZE: '200mb',
    QUERY_LIMIT_MAX: '-1',
  };
  const cli = join(cwd, 'node_modules', 'directus', 'cli.js');
  log('Setting up Directus.');
  await runOnce(process.execPath, [cli, 'bootstrap'], { cwd, env });
  await fill(bench);
  const child = await startChild(process.execPath, [cli, 'start'], { cwd, env });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, (line) => said.push(line));
  const url = `http://127.0.0.1:${port}/server/ping`;
  const answers = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await waitUntil(async () => child.exit !== undefined || (await answers()), START_MS)) || child.exit) {
    await child.stop();
    throw new Error(`Directus did not start.\n${said.slice(-20).join('\n')}`);
  }
  // A shell guards it; beside it stands the shell that watches over us.
  const pid = childrenOf(child.pid).sort((a, b) => memory(b).now - memory(a).now)[0] ?? child.pid;
  return { port, pid, token, stop: child.stop };
}

async function fill(bench: Bench): Promise<void> {
  const client = await bench.connect(DATABASE);
  const types: Partial<Record<(typeof COLUMNS)[number], string>> = {
    id: 'uuid primary key default gen_random_uuid()',
    net_worth: 'bigint',
    created_at: 'timestamptz not null default now()',
    updated_at: 'timestamptz not null default now()',
    enriched_at: 'timestamptz',
  };
  const columns = COLUMNS.map((name) => `${name} ${types[name] ?? 'text'}`).join(', ');
  await client.query(`create table people (${columns}); create table people_import (${columns})`);
  const source = await bench.connect();
  const cells = COLUMNS.map((name) => (name === 'tags' ? `array_to_string(tags, '; ')` : name)).join(', ');
  const rows = `select ${cells} from prospects where tenant_id = '${bench.database.whaleId}' and deleted_at is null`;
  const chunks: Buffer[] = [];
  await copyOut(source, `copy (${rows}) to stdout (format csv)`, (chunk) => chunks.push(Buffer.from(chunk)));
  await copyIn(client, `copy people (${COLUMNS.join(', ')}) from stdin (format csv)`, Buffer.concat(chunks));
  await client.query('create index on people (created_at desc, id desc); analyze people');
}
