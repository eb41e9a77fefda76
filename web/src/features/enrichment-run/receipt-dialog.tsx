import { Dialog } from '../../ui/dialog.tsx';
import { DIALOG_WIDTH } from './enrich-dialog.tsx';
import { ReceiptStep } from './receipt-step.tsx';

interface ReceiptDialogProps {
  runId: string;
  onRun: (runId: string) => void;
  onClose: () => void;
  from?: 'profile' | 'ledger';
}

/** The receipt of a run, from wherever it is spoken of. */
export const ReceiptDialog = ({ onClose, ...about }: ReceiptDialogProps) => (
  <Dialog title="Receipt" open onClose={onClose} className={DIALOG_WIDTH}>
    <ReceiptStep onClose={onClose} {...about} />
  </Dialog>
);
