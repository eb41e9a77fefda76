import { ListMinus } from 'lucide-react';
import { useState } from 'react';
import { number } from '../../lib/format.ts';
import { BarButton } from '../../ui/bar-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EditProgressLine } from '../records/edit-progress.tsx';
import { useBulkEdit, type Who } from '../records/use-bulk-edit.ts';
import { useMay } from '../session/use-me.ts';
import { useLists } from './use-lists.ts';

interface TakeOffListProps {
  who: Who;
  /** Who is meant: “12 people”, “About 5,000 people”. */
  whom: string;
  /** After it was done. */
  onDone: () => void;
}

/** Takes those ticked, or all that match, off a list: a job, which can be stopped and undone. */
export function TakeOffList({ who, whom, onDone }: TakeOffListProps) {
  const mayChange = useMay('prospects:write');
  const [open, setOpen] = useState(false);
  const { edit, progress } = useBulkEdit();
  const take = (listId: string) => {
    setOpen(false);
    edit.mutate({ change: { kind: 'leave_list', listId }, who }, { onSuccess: onDone });
  };
  return (
    <>
      {edit.isPending && <EditProgressLine progress={progress} />}
      <BarButton
        label="Take off list"
        icon={<ListMinus aria-hidden="true" />}
        whyNot={mayChange ? null : 'Your role can only look.'}
        disabled={edit.isPending}
        onClick={() => setOpen(true)}
      />
      {open && <PickList whom={whom} onPick={take} onClose={() => setOpen(false)} />}
    </>
  );
}

interface PickListProps {
  whom: string;
  onPick: (listId: string) => void;
  onClose: () => void;
}

/** The lists that somebody is on. */
function PickList({ whom, onPick, onClose }: PickListProps) {
  const query = useLists();
  const lists = (query.data?.items ?? []).filter(({ people }) => people > 0);
  return (
    <Dialog title={`Take ${whom} off a list`} open onClose={onClose}>
      <p className="text-ink-2 text-sm">Whoever of them is on it leaves it, and can be put back by the undo.</p>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul className="mt-3 grid max-h-72 gap-0.5 overflow-y-auto">
          {query.isPending && (
            <li className="px-2 py-3" aria-hidden="true">
              <Skeleton className="w-40" />
            </li>
          )}
          {lists.map(({ id, name, people }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => onPick(id)}
                className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover"
              >
                <ListMinus className="size-4 text-ink-3" aria-hidden="true" />
                <span className="min-w-0 flex-1 truncate">{name}</span>
                <span className="num text-ink-3 text-xs">{number(people)}</span>
              </button>
            </li>
          ))}
          {!query.isPending && lists.length === 0 && (
            <li className="px-2 py-3 text-ink-3 text-sm">Nobody is on a list yet.</li>
          )}
        </ul>
      )}
    </Dialog>
  );
}
