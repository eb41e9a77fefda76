import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';

export const JOB_KINDS = [
  'import',
  'import_check',
  'import_undo',
  'enrichment',
  'bulk_enrichment',
  'duplicates',
  'bulk_edit',
  'lookalike',
  'filter_words',
  'mapping_proposal',
  'export',
] as const;
/** What jobs are about. `bulk` is an enrichment of many people, `duplicates` a look
 * for them through the workspace and `search` a search in it, whose id it then is. */
export const SUBJECTS = ['import', 'prospect', 'bulk', 'duplicates', 'bulk_edit', 'export', 'search'] as const;
/** A paused one waits for whoever paused it. */
export const JOB_STATES = ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'] as const;

/** A durable unit of background work. `progress.total` is null until it is known. */
export const job = z.object({
  id,
  kind: z.enum(JOB_KINDS),
  state: z.enum(JOB_STATES),
  attempt: z.int().describe('How often the work was taken up; more than 1 after a crash'),
  title: z.string().describe('What it works on, for people: a file name, a prospect’s name'),
  subject: z.object({ type: z.enum(SUBJECTS), id }),
  progress: z.object({ done: z.int(), total: z.int().nullable(), unit: z.string() }),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type Job = z.infer<typeof job>;

/** `GET /api/v1/jobs?kind&state&limit&cursor`, newest first. */
export const listJobsQuery = z.strictObject({
  kind: z.enum(JOB_KINDS).optional(),
  state: z.enum(JOB_STATES).optional(),
  ...pageQuery,
});
export const jobPage = pageOf(job);
