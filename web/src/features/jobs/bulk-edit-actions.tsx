import type { Job } from '../../../../src/features/jobs/contract.ts';
import { useStopBulkEdit, useUndoBulkEdit } from '../records/use-bulk-edit.ts';
import { useMay } from '../session/use-me.ts';

/** As its job is called; it is not taken back itself. */
const UNDO = 'Undo a bulk edit';
const ACTION = 'text-accent-ink underline underline-offset-2 disabled:opacity-50';

/** What can be done with a change of many in the list of jobs: stop it on its way, take it back when it has ended. */
export function BulkEditActions({ job }: { job: Job }) {
  const may = useMay('prospects:write');
  const stop = useStopBulkEdit();
  const undo = useUndoBulkEdit();
  if (!may || job.title === UNDO) return null;
  const { id } = job.subject;
  if (job.state === 'queued' || job.state === 'running') {
    return (
      <button type="button" disabled={stop.isPending} onClick={() => stop.mutate(id)} className={ACTION}>
        Stop
      </button>
    );
  }
  if (job.progress.done === 0 || undo.isSuccess) return null;
  return (
    <button type="button" disabled={undo.isPending} onClick={() => undo.mutate(id)} className={ACTION}>
      {undo.isPending ? 'Undoing' : 'Undo'}
    </button>
  );
}
