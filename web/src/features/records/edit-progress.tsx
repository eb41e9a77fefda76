import { number } from '../../lib/format.ts';
import { type EditProgress, useStopBulkEdit } from './use-bulk-edit.ts';

/** How far a change of many has come, and the way to stop it. Nothing while it is not known. */
export function EditProgressLine({ progress }: { progress: EditProgress | null }) {
  const stop = useStopBulkEdit();
  if (progress === null || progress.total === null) return null;
  return (
    <>
      <p role="status" className="num whitespace-nowrap text-ink-2 text-sm">
        {number(progress.done)} of {number(progress.total)}
      </p>
      <button
        type="button"
        disabled={stop.isPending || stop.isSuccess}
        onClick={() => stop.mutate(progress.id)}
        className="text-accent-ink text-sm underline underline-offset-2 disabled:opacity-50"
      >
        {stop.isSuccess ? 'Stopping' : 'Stop'}
      </button>
    </>
  );
}
