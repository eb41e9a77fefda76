import { Ban } from 'lucide-react';
import { useState } from 'react';
import { BarButton } from '../../ui/bar-button.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { EditProgressLine } from '../records/edit-progress.tsx';
import { useBulkEdit, type Who } from '../records/use-bulk-edit.ts';
import { useMay } from '../session/use-me.ts';
import { SuppressDialog } from './suppress-dialog.tsx';
import { useSuppress } from './use-suppression.ts';

interface SuppressSelectionProps {
  who: Who;
  /** `12 people`, `About 5,000 people` */
  whom: string;
  onDone: () => void;
}

/** Leaves those ticked alone at once; all that match as a job, which an admin can take back. */
export function SuppressSelection({ who, whom, onDone }: SuppressSelectionProps) {
  const may = useMay('prospects:write');
  const mayLift = useMay('tenant:manage');
  const whyNot = useWhyNot();
  const [open, setOpen] = useState(false);
  const suppress = useSuppress();
  const { edit, progress } = useBulkEdit();
  if (!may) return null;
  const close = () => setOpen(false);
  const run = (reason: string | undefined) => {
    const why = reason === undefined ? {} : { reason };
    if ('ids' in who) {
      suppress.mutate({ ids: [...who.ids], ...why }, { onSuccess: () => [close(), onDone()] });
    } else {
      close();
      edit.mutate({ change: { kind: 'suppress', ...why }, who }, { onSuccess: onDone });
    }
  };
  return (
    <>
      {edit.isPending && <EditProgressLine progress={progress} />}
      <BarButton
        label="Suppress"
        icon={<Ban aria-hidden="true" />}
        whyNot={whyNot}
        busy={edit.isPending}
        onClick={() => setOpen(true)}
      />
      {open && (
        <SuppressDialog
          whom={whom}
          about={
            'ids' in who
              ? undefined
              : `All that match when it begins. It runs as a job${mayLift ? ', and can be undone' : ''}.`
          }
          busy={suppress.isPending}
          onClose={close}
          onSuppress={run}
        />
      )}
    </>
  );
}
