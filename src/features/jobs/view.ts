import type { jobs } from '../../db/schema/jobs.ts';
import { JOB_KINDS, JOB_STATES, type Job, SUBJECTS } from './contract.ts';

type Row = typeof jobs.$inferSelect;

const oneOf = <T extends string>(values: readonly T[], text: string): T => {
  const value = values.find((v) => v === text);
  if (value === undefined) throw new Error(`Not one of ${values.join(', ')}: ${text}`);
  return value;
};

/** A job as the API shows it. */
export const viewJob = (row: Row): Job => ({
  id: row.id,
  kind: oneOf(JOB_KINDS, row.kind),
  state: oneOf(JOB_STATES, row.state),
  attempt: row.attempt,
  title: row.title,
  subject: { type: oneOf(SUBJECTS, row.subjectType), id: row.subjectId },
  progress: { done: row.progressDone, total: row.progressTotal, unit: row.progressUnit },
  error: row.error,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});
