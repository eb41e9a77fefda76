import { Receipt } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { ReceiptDialog } from './receipt-dialog.tsx';
import { useCancelRun } from './use-cancel-run.ts';

/** Below the sources of a person: the receipt of the run, and the way to stop it while it is on. */
export function RunFoot({ runId, running }: { runId: string; running: boolean }) {
  const [shown, setShown] = useState<string | null>(null);
  const may = useMay('enrichment:run');
  const whyNot = useWhyNot();
  const cancel = useCancelRun(runId);
  return (
    <div className="flex items-center justify-end gap-1 border-line border-t px-1.5 py-1">
      {running && may && (
        <Button size="sm" kind="ghost" busy={cancel.isPending} whyNot={whyNot} onClick={() => cancel.mutate()}>
          Cancel the run
        </Button>
      )}
      <Button size="sm" kind="ghost" icon={<Receipt aria-hidden="true" />} onClick={() => setShown(runId)}>
        {running ? 'What it costs so far' : 'Receipt'}
      </Button>
      {shown !== null && <ReceiptDialog runId={shown} onRun={setShown} onClose={() => setShown(null)} />}
    </div>
  );
}
