/** The database of the benchmarks: seeded once, kept beside the local stack's, and copied for whatever writes. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { withClient } from '../dev/database/client.ts';
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
import { LOCAL, ROOT } from '../dev/process/paths.ts';
import { multiply, withoutIndexes } from './bulk.ts';

/** Kept between runs: a million rows take some minutes to make. */
export const BENCH_DIR = join(LOCAL, 'bench');
export const BENCH_POSTGRES = join(BENCH_DIR, 'postgres');
/** The large tenant's slug, as `npm run demo:million` calls it. */
export const WHALE = 'million';
/** A tenant of a size between, for what is held against the large one. */
export const MEDIUM = 'ten-thousand';
export const MEDIUM_ROWS = 10_000;
/** One small tenant for so many rows of the large one, and no more than beside a million. */
const ROWS_PER_SMALL_TENANT = 1_000;
const SMALL_TENANTS_MAX = 1_000;
/** People that are made up one by one; of more there are several of each. */
const MADE_UP_MAX = 1_000_000;
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
  /** Makes a copy to write into, in place of one made before. Whoever is connected to either is cut off. */
  copy(): Promise<string>;
  drop(name: string): Promise<void>;
}

/** Starts the server and makes sure that the seeded database is there. */
export async function openBenchDatabase(rows: number, log: (line: string) => void): Promise<BenchDatabase> {
  const postgres = await startPostgres({ dir: BENCH_POSTGRES, settings: SETTINGS });
  try {
    const name = `bench_${rows}`;
    const times = Math.ceil(rows / MADE_UP_MAX);
    if (times > 1 && rows % MADE_UP_MAX !== 0) throw new Error(`Above ${MADE_UP_MAX} rows it takes whole millions.`);
    const smallTenants = Math.min(SMALL_TENANTS_MAX, Math.ceil(rows / ROWS_PER_SMALL_TENANT));
    const passwords = newPasswords();
    const kept = await isUpToDate(postgres, name);
    if (!kept) log('Making the database, for the first time or because the migrations have changed.');
    if (!kept) await dropDatabase(postgres, name);
    await prepareDatabase(postgres.url(), name, passwords);
    const ownerUrl = postgres.url(name, OWNER, passwords.owner);
    if (!kept) await migrate(ownerUrl);
    await setPasswords(ownerUrl, passwords);
    const seed = { ownerUrl, log };
    const fill = async () => {
      const { tenants } = await seedMillion({ ...seed, rows: rows / times, tenants: [WHALE], smallTenants });
      await seedMillion({ ...seed, rows: MEDIUM_ROWS, tenants: [MEDIUM] });
      const [whale] = tenants;
      if (!whale) throw new Error('The large tenant was not made.');
      return whale;
    };
    if (!kept) {
      await withClient(postgres.url(name), (client) =>
        withoutIndexes(client, log, async () => {
          const { id } = await fill();
          if (times > 1) await multiply(client, id, times, log);
        }),
      );
      await manage(postgres, (client) => client.query(`comment on database ${name} is '${schemaDigest()}'`));
    }
    const whale = await fill();
    return {
      postgres,
      passwords,
      name,
      rows,
      smallTenants,
      whaleId: whale.id,
      copy: () => copyOf(postgres, name),
      drop: (copy) => dropDatabase(postgres, copy),
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

const manage = async (postgres: Postgres, work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  await withClient(postgres.url(), work);
};

/** Of the schema that the migrations make. */
function schemaDigest(): string {
  const hash = createHash('sha256');
  for (const file of globSync('migrations/*.sql', { cwd: ROOT }).sort()) hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** Whether it is there with today's schema. Figures of one that other migrations made would be another's. */
async function isUpToDate(postgres: Postgres, name: string): Promise<boolean> {
  return withClient(postgres.url(), async (client) => {
    const { rows } = await client.query<{ digest: string | null }>(
      `select shobj_description(oid, 'pg_database') as digest from pg_database where datname = $1`,
      [name],
    );
    return rows[0]?.digest === schemaDigest();
  });
}

const dropDatabase = (postgres: Postgres, name: string): Promise<void> =>
  manage(postgres, (client) => client.query(`drop database if exists ${name} with (force)`));

async function copyOf(postgres: Postgres, name: string): Promise<string> {
  const copy = `${name}_copy`;
  await dropDatabase(postgres, copy);
  await manage(postgres, async (client) => {
    // A template may have no guests.
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await client.query(`create database ${copy} template ${name} strategy file_copy owner ${OWNER}`);
  });
  return copy;
}
