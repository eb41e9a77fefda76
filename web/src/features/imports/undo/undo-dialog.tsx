import { RotateCcw, ShieldCheck } from 'lucide-react';
import type { ImportState } from '../../../../../src/features/imports/contract.ts';
import { exactTime } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useChangeImport } from '../use-change-import.ts';
import { undoPlan } from './undo-words.ts';

interface UndoDialogProps {
  state: ImportState;
  open: boolean;
  onClose: () => void;
}

/** Asks before an import is taken back, and says what that restores and what it leaves alone. */
export function UndoDialog({ state, open, onClose }: UndoDialogProps) {
  const undo = useChangeImport(state.id, 'undo');
  const { back, alone } = undoPlan(state);
  return (
    <Dialog title="Undo this import?" open={open} onClose={onClose}>
      <p className="truncate font-medium text-sm">{state.file.name}</p>
      <h3 className="mt-4 mb-1.5 flex items-center gap-2 text-sm">
        <RotateCcw className="size-4 text-ink-3" aria-hidden="true" />
        What goes back
      </h3>
      <ul className="list-disc space-y-1 pl-10 text-ink-2 text-sm">
        {back.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h3 className="mt-4 mb-1.5 flex items-center gap-2 text-sm">
        <ShieldCheck className="size-4 text-ink-3" aria-hidden="true" />
        What is left alone
      </h3>
      <ul className="list-disc space-y-1 pl-10 text-ink-2 text-sm">
        {alone.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {state.undo.until !== null && (
        <p className="mt-4 text-ink-3 text-xs">
          It can be undone until <time dateTime={state.undo.until}>{exactTime(state.undo.until)}</time>. To bring the
          people back after that, import the file again.
        </p>
      )}
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button kind="danger" busy={undo.isPending} onClick={() => undo.mutate(undefined, { onSettled: onClose })}>
          Undo the import
        </Button>
      </div>
    </Dialog>
  );
}
