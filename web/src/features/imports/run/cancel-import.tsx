import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useChangeImport } from '../use-change-import.ts';

/** Ends an import before its end, after asking once. */
export function CancelImport({ importId }: { importId: string }) {
  const [asking, setAsking] = useState(false);
  const cancel = useChangeImport(importId, 'cancel');
  return (
    <>
      <Button kind="ghost" onClick={() => setAsking(true)}>
        Cancel
      </Button>
      <Dialog title="Cancel this import?" open={asking} onClose={() => setAsking(false)}>
        <p className="text-ink-2 text-sm">
          Rows that are in stay in, and are counted; they can be undone afterwards. Importing the file again later
          repeats none of them.
        </p>
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Go on importing</Button>
          <Button
            kind="danger"
            busy={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onSettled: () => setAsking(false) })}
          >
            Cancel the import
          </Button>
        </div>
      </Dialog>
    </>
  );
}
