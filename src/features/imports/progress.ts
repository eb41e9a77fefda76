import type { Ctx } from '../../ctx.ts';
import type { imports } from '../../db/schema/imports.ts';
import type { jobs } from '../../db/schema/jobs.ts';
import { publish } from '../activity/publish.ts';
import { viewJob } from '../jobs/view.ts';
import { viewImport } from './view.ts';

/** A worker hands the job on after this long: whoever else waits for a worker waits no longer than this. */
export const TURN_MS = 1_000;
/**
 * The same of an import's own work and of a look at its file: it takes a quarter of a second to find back into a file, which is a tenth of this. Elsewhere
 * than on one machine others need not wait, as further workers come up.
 */
export const IMPORT_TURN_MS = 2_500;
/** News of the progress at most this often: more is only flicker. */
export const NEWS_MS = 400;

type ImportRow = typeof imports.$inferSelect;
export type State = { job: typeof jobs.$inferSelect | undefined; row: ImportRow | undefined };

/** A job and its import as they stand now, out of the results of a batch. */
export const stateOf = (job: unknown, row: unknown): State => {
  const [j] = job as (typeof jobs.$inferSelect)[];
  const [r] = row as ImportRow[];
  return { job: j, row: r };
};

/** Tells who is looking how a job and its import stand. */
export const tell = async (ctx: Ctx, { job, row }: State): Promise<void> => {
  if (row) await publish(ctx, { type: 'import', import: viewImport(row) });
  if (job) await publish(ctx, { type: 'job', job: viewJob(job) });
};
