import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { count } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { QuoteStep } from './quote-step.tsx';
import { ReceiptStep } from './receipt-step.tsx';
import type { RunTarget } from './run-target.ts';

interface EnrichDialogProps {
  target: RunTarget;
  /** How many people, as far as it is known before the quote says so. */
  people: number | null;
  onClose: () => void;
  /** A run of many has started: a selection, say, has done its work. */
  onStarted?: () => void;
}

export const DIALOG_WIDTH = 'md:w-[560px]!';

/** One enrichment from its price to its bill: quote, progress and receipt in one place. A bulk goes on on a page of its own. */
export function EnrichDialog({ target, people, onClose, onStarted }: EnrichDialogProps) {
  const [runId, setRunId] = useState<string | null>(null);
  const navigate = useNavigate();
  const whom = target.kind === 'one' ? target.name : people === null ? 'all found' : count(people, 'person', 'people');
  return (
    <Dialog title={`Enrich ${whom}`} open onClose={onClose} className={DIALOG_WIDTH}>
      {runId === null ? (
        <QuoteStep
          target={target}
          onCancel={onClose}
          onRun={setRunId}
          onBulk={(enrichmentId) => {
            onStarted?.();
            onClose();
            void navigate({ to: '/enrichments/$enrichmentId', params: { enrichmentId } });
          }}
        />
      ) : (
        <ReceiptStep runId={runId} onRun={setRunId} onClose={onClose} />
      )}
    </Dialog>
  );
}
