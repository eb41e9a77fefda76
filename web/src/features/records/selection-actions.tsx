import { Pencil, Tag, Trash2, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { BulkChange } from '../../../../src/features/records/contract.ts';
import { BarButton } from '../../ui/bar-button.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { DeleteDialog, FieldDialog, OwnerDialog, TagsDialog } from './edit-dialogs.tsx';
import { EditProgressLine } from './edit-progress.tsx';
import { useBulkEdit, type Who } from './use-bulk-edit.ts';

interface SelectionActionsProps {
  who: Who;
  /** `12 people`, `About 5,000 people` */
  whom: string;
  /** After it was done. */
  onDone: () => void;
}

/** What changes those ticked, or all that match: owner, tags, a field, deletion. Each a job with a way back. */
export function SelectionActions({ who, whom, onDone }: SelectionActionsProps) {
  const mayChange = useMay('prospects:write');
  const paid = useWhyNot();
  const whyNot = mayChange ? paid : 'Your role can only look.';
  const [open, setOpen] = useState<'owner' | 'tags' | 'field' | 'delete' | null>(null);
  const { edit, progress } = useBulkEdit();
  const run = (change: BulkChange) => {
    setOpen(null);
    edit.mutate({ change, who }, { onSuccess: onDone });
  };
  // Some can be put back by a press; of all that match one is asked first.
  const remove = () => ('ids' in who ? run({ kind: 'delete' }) : setOpen('delete'));
  const dialog = { whom, onClose: () => setOpen(null), onChange: run };
  const button = { whyNot, disabled: edit.isPending };
  return (
    <>
      {edit.isPending && <EditProgressLine progress={progress} />}
      <BarButton label="Owner" icon={<UserRound aria-hidden="true" />} {...button} onClick={() => setOpen('owner')} />
      <BarButton label="Tags" icon={<Tag aria-hidden="true" />} {...button} onClick={() => setOpen('tags')} />
      <BarButton label="Field" icon={<Pencil aria-hidden="true" />} {...button} onClick={() => setOpen('field')} />
      <BarButton
        label="Delete"
        kind="danger"
        icon={<Trash2 aria-hidden="true" />}
        whyNot={whyNot}
        busy={edit.isPending}
        onClick={remove}
      />
      {open === 'owner' && <OwnerDialog {...dialog} />}
      {open === 'tags' && <TagsDialog {...dialog} />}
      {open === 'field' && <FieldDialog {...dialog} />}
      {open === 'delete' && <DeleteDialog {...dialog} />}
    </>
  );
}
