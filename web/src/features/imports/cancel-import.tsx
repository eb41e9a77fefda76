import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useCancel } from './use-cancel.ts';

/** Stops an import, after asking once. */
export function CancelImport({ importId }: { importId: string }) {
  const [asking, setAsking] = useState(false);
  const cancel = useCancel(importId);
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        Stop
      </Button>
      <Dialog title="Stop this import?" open={asking} onClose={() => setAsking(false)}>
        <p className="text-ink-2 text-sm">
          Rows that are in stay in, and are counted. Importing the file again later repeats none of them.
        </p>
        <div className="mt-6 flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Go on importing</Button>
          <Button
            kind="danger"
            busy={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onSettled: () => setAsking(false) })}
          >
            Stop the import
          </Button>
        </div>
      </Dialog>
    </>
  );
}
