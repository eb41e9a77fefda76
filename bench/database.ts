/** The database of the benchmarks: seeded once, kept beside the local stack's, and copied for whatever writes. */
import { join } from 'node:path';
import {
  migrate,
  newPasswords,
  OWNER,
  type Passwords,
  prepareDatabase,
  setPasswords,
} from '../dev/database/migrate.ts';
import { seedMillion } from '../dev/database/million.ts';
import { type Postgres, startPostgres } from '../dev/postgres/server.ts';
import { LOCAL } from '../dev/process/paths.ts';

/** Kept between runs: a million rows take some minutes to make. */
export const BENCH_DIR = join(LOCAL, 'bench');
/** The large tenant's slug, as `npm run demo:million` calls it. */
export const WHALE = 'million';
/** One small tenant for so many rows of the large one: 1 000 beside a million. */
const ROWS_PER_SMALL_TENANT = 1_000;
/** The whole table and its indexes fit, as a production database is sized; the local stack makes do with less. */
const SETTINGS = {
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  maintenance_work_mem: '512MB',
  log_min_messages: 'warning',
} as const;

export interface BenchDatabase {
  readonly postgres: Postgres;
  readonly passwords: Passwords;
  /** The seeded database. Leave it as it is: later runs reuse it. */
  readonly name: string;
  readonly rows: number;
  readonly smallTenants: number;
  /** Id of the tenant with all the rows. */
  readonly whaleId: string;
  /** Makes a copy to write into; the one made before is dropped. Nobody may be connected to either. */
  copy(): Promise<string>;
}

/** Starts the server and makes sure that the seeded database is there. */
export async function openBenchDatabase(
  rows: number,
  log: (line: string) => void,
  dir = BENCH_DIR,
): Promise<BenchDatabase> {
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), settings: SETTINGS });
  try {
    const name = `bench_${rows}`;
    const passwords = newPasswords();
    await prepareDatabase(postgres.url(), name, passwords);
    const ownerUrl = postgres.url(name, OWNER, passwords.owner);
    await migrate(ownerUrl);
    await setPasswords(ownerUrl, passwords);
    const smallTenants = Math.ceil(rows / ROWS_PER_SMALL_TENANT);
    const { tenants } = await seedMillion({ ownerUrl, rows, tenants: [WHALE], smallTenants, log });
    const [whale] = tenants;
    if (!whale) throw new Error('The large tenant was not made.');
    return { postgres, passwords, name, rows, smallTenants, whaleId: whale.id, copy: () => copyOf(postgres, name) };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function copyOf(postgres: Postgres, name: string): Promise<string> {
  const copy = `${name}_copy`;
  const client = postgres.client();
  await client.connect();
  try {
    await client.query(`drop database if exists ${copy} with (force)`);
    await client.query(`create database ${copy} template ${name} strategy file_copy owner ${OWNER}`);
  } finally {
    await client.end();
  }
  return copy;
}
