/** A stack of its own, for what measures the whole product: a new database, a new state, and nothing left behind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { withClient } from '../database/client.ts';
import { startPostgres } from '../postgres/server.ts';
import { freePort } from '../process/port.ts';
import { type Providers, startProviders } from '../providers/server.ts';
import { productParts } from './product.ts';
import { DATABASE, startStack } from './stack.ts';

/** `client` may do everything in the database; `providers` are the emulators that the Worker asks. */
export type Alone = { port: number; client: pg.Client; providers: Providers };

/** Has `use` work on a stack that is started for it. `print` is told where the runtime dies. */
export async function withStackAlone<T>(print: (line: string) => void, use: (alone: Alone) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'edgewise-alone-'));
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), durable: false });
  try {
    let providers: Providers | undefined;
    const parts = {
      ...productParts,
      async startProviders(given: Parameters<typeof productParts.startProviders>[0]) {
        // Bodies are most of the list of calls, and nobody reads them here.
        providers = await startProviders({ ...given, bodyKept: 0 });
        return providers;
      },
    };
    const quiet = (line: string) => /died/.test(line) && print(line);
    const stack = await startStack({ port: await freePort(), dir, print: quiet, postgresUrl: postgres.url() }, parts);
    try {
      const url = Object.assign(new URL(postgres.url()), { pathname: `/${DATABASE}` }).href;
      return await withClient(url, (client) => use({ port: stack.port, client, providers: providers as Providers }));
    } finally {
      await stack.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
