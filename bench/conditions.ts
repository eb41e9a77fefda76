/** Under which conditions the figures came about. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import * as z from 'zod';
import { ROOT } from '../dev/process/paths.ts';

const Package = z.object({ version: z.string() });
const versionOf = (name: string): string =>
  Package.parse(JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'))).version;

/** How busy the machine was in the last minute, by others and by us. */
export const loadNow = (): string => (loadavg()[0] ?? 0).toFixed(1);

export async function conditionsOf(
  client: pg.Client,
  sizes: { rows: number; smallTenants: number },
): Promise<Record<string, string>> {
  const { rows } = await client.query<{ version: string; shared: string; size: string }>(
    `select current_setting('server_version') as version, current_setting('shared_buffers') as shared,
       pg_size_pretty(pg_total_relation_size('prospects')) as size`,
  );
  const [database] = rows;
  const [core] = cpus();
  return {
    machine: `${cpus().length} cores (${core?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}`,
    load: `${loadNow()} before the start`,
    runtime: `workerd ${versionOf('workerd')}, Node ${process.versions.node}, wrangler ${versionOf('wrangler')}`,
    router: `Hono ${versionOf('hono')}`,
    database: `PostgreSQL ${database?.version}, shared_buffers ${database?.shared}, fsync off`,
    data: `${sizes.rows} prospects in one tenant, 800 in each of ${sizes.smallTenants} others; ${database?.size} with indexes`,
    date: new Date().toISOString().slice(0, 10),
  };
}
