import { eventually } from '../../../support/imports.ts';
import { admin } from '../../../support/worker.ts';

/** Waits until no accepted work is open, so that nothing but the next request can change a row. */
export const settled = async (): Promise<void> => {
  await eventually(
    async () => admin`select kind, state, attempt, error from jobs where state in ('queued', 'running')`,
    (open) => open.length === 0,
  );
  // The sweeper would do this in its own time.
  await admin`delete from outbox where topic = 'job'`;
};
