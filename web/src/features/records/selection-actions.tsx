import { Tag, Trash2, UserRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { BulkChange } from '../../../../src/features/records/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMembers } from '../members/use-members.ts';
import { useMay } from '../session/use-me.ts';
import { OwnerSelect } from './owner-select.tsx';
import { useBulkEdit } from './use-bulk-edit.ts';

const FIELD = 'h-8 w-full rounded-md border border-line-strong bg-surface px-2 text-sm max-md:h-10';

interface SelectionActionsProps {
  ids: readonly string[];
  /** After it was asked for. */
  onDone: () => void;
}

/** What changes those ticked: owner, tags, deletion. Each a job with a way back. */
export function SelectionActions({ ids, onDone }: SelectionActionsProps) {
  const mayChange = useMay('prospects:write');
  const paid = useWhyNot();
  const whyNot = mayChange ? paid : 'Your role can only look.';
  const [open, setOpen] = useState<'owner' | 'tags' | null>(null);
  const edit = useBulkEdit();
  const run = (change: BulkChange) => {
    setOpen(null);
    edit.mutate({ change, ids }, { onSuccess: onDone });
  };
  return (
    <>
      <Button
        icon={<UserRound aria-hidden="true" />}
        whyNot={whyNot}
        disabled={edit.isPending}
        onClick={() => setOpen('owner')}
      >
        <span className="max-md:sr-only">Owner</span>
      </Button>
      <Button
        icon={<Tag aria-hidden="true" />}
        whyNot={whyNot}
        disabled={edit.isPending}
        onClick={() => setOpen('tags')}
      >
        <span className="max-md:sr-only">Tags</span>
      </Button>
      <Button
        kind="danger"
        icon={<Trash2 aria-hidden="true" />}
        whyNot={whyNot}
        busy={edit.isPending}
        onClick={() => run({ kind: 'delete' })}
      >
        <span className="max-md:sr-only">Delete</span>
      </Button>
      <OwnerDialog open={open === 'owner'} onClose={() => setOpen(null)} onChange={run} />
      <TagsDialog open={open === 'tags'} onClose={() => setOpen(null)} onChange={run} />
    </>
  );
}

interface DialogProps {
  open: boolean;
  onClose: () => void;
  onChange: (change: BulkChange) => void;
}

function OwnerDialog({ open, onClose, onChange }: DialogProps) {
  const members = useMembers();
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ kind: 'owner', ownerId });
  };
  return (
    <Dialog title="Set the owner" open={open} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <OwnerSelect members={members.data ?? []} value={ownerId} onChange={setOwnerId} className={FIELD} />
        <Button kind="primary" type="submit" className="justify-self-end">
          Set
        </Button>
      </form>
    </Dialog>
  );
}

function TagsDialog({ open, onClose, onChange }: DialogProps) {
  const [text, setText] = useState('');
  const tags = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return (
    <Dialog title="Tags" open={open} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (tags.length > 0) onChange({ kind: 'add_tags', tags });
        }}
      >
        <label className="grid gap-1 text-ink-2 text-sm">
          Tags, parted by commas
          <input className={FIELD} value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
        </label>
        <div className="flex justify-end gap-2">
          <Button disabled={tags.length === 0} onClick={() => onChange({ kind: 'remove_tags', tags })}>
            Remove
          </Button>
          <Button kind="primary" type="submit" disabled={tags.length === 0}>
            Add
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
