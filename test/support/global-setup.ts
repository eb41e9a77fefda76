import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type * as Migrate from '../../dev/database/migrate.ts';
import type * as MailSink from '../../dev/mail/server.ts';
import type * as Neon from '../../dev/neon/server.ts';
import type * as Postgres from '../../dev/postgres/server.ts';
import type * as Providers from '../../dev/providers/server.ts';
import type * as RequestId from '../../dev/stack/request-id.ts';
import { type Stack, TEMPLATE } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    stack: Stack;
  }
}

// Loaded by Node itself: the test runner would give these modules the browser's side of their packages.
const load = createRequire(import.meta.url);

/**
 * Has the tests' own looks past every belt read without helpers: to start those takes longer than to read the few rows that a
 * test has. What the product asks is planned as everywhere.
 */
const readAlone = async (postgres: Postgres.Postgres): Promise<void> => {
  const client = postgres.client();
  await client.connect();
  await client.query('alter role postgres set max_parallel_workers_per_gather = 0');
  await client.end();
};

const start = async (project: TestProject): Promise<() => Promise<void>> => {
  const { startPostgres } = load('../../dev/postgres/server.ts') as typeof Postgres;
  const { startNeon } = load('../../dev/neon/server.ts') as typeof Neon;
  const { requestIdOf } = load('../../dev/stack/request-id.ts') as typeof RequestId;
  const { startProviders } = load('../../dev/providers/server.ts') as typeof Providers;
  const { startMailServer } = load('../../dev/mail/server.ts') as typeof MailSink;
  const { migrate, newPasswords, prepareDatabase, setPasswords } = load(
    '../../dev/database/migrate.ts',
  ) as typeof Migrate;

  const dir = mkdtempSync(join(tmpdir(), 'edgewise-test-'));
  const postgres = await startPostgres({ dir, durable: false });
  const passwords = newPasswords();
  await prepareDatabase(postgres.url(), TEMPLATE, passwords);
  const ownerUrl = postgres.url(TEMPLATE, 'edgewise_owner', passwords.owner);
  await migrate(ownerUrl);
  await setPasswords(ownerUrl, passwords);
  await readAlone(postgres);
  const neon = await startNeon({ pgPort: postgres.port, requestIdOf });
  const providers = await startProviders();
  const mail = await startMailServer();
  project.provide('stack', {
    postgresPort: postgres.port,
    neonPort: neon.port,
    providersUrl: providers.url,
    mailUrl: mail.url,
    passwords,
  });
  return async () => {
    await Promise.all([mail.stop(), providers.stop(), neon.stop()]);
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  };
};

/** One PostgreSQL, one Neon endpoint and one set of providers for all test files of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    return await start(project);
  } catch (error) {
    // The runner shows nothing of an error thrown here.
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    throw error;
  }
}
