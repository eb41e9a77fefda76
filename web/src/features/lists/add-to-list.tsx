import { ListPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import type { List } from '../../../../src/features/lists/contract.ts';
import { count, number } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toastNote } from '../../ui/toast.ts';
import { useBulkEdit } from '../records/use-bulk-edit.ts';
import { FormProblem } from '../session/form-problem.tsx';
import { type Picked, useAddToList, useMakeList } from './use-change-lists.ts';
import { useLists } from './use-lists.ts';

const NAME_MAX = 120;
/** From so many people on they are added in the background: half of what the API adds at once, as what is counted may be an estimate. */
export const MANY = 50_000;

interface AddToListProps {
  picked: Picked;
  /** Who is meant: “Ada Lovelace”, “12 people”. */
  whom: string;
  /** More than are added at once: a job adds them, which can be stopped and undone. */
  many?: boolean;
  /** Lists that they are on already. */
  on?: ReadonlySet<string>;
  onClose: () => void;
  onDone?: () => void;
}

/** Puts people on a list that is there, or on a new one of the name that is typed. */
export function AddToList({ picked, whom, many = false, on, onClose, onDone }: AddToListProps) {
  const query = useLists();
  const add = useAddToList();
  const make = useMakeList();
  const { edit } = useBulkEdit();
  const [text, setText] = useState('');
  const name = text.trim();
  const lists = (query.data?.items ?? []).filter((list) => list.name.toLowerCase().includes(name.toLowerCase()));
  const same = lists.some((list) => list.name.toLowerCase() === name.toLowerCase());
  const busy = add.isPending || make.isPending;
  const done = () => {
    onDone?.();
    onClose();
  };
  const addAll = (list: Pick<List, 'id' | 'name'>) => {
    edit.mutate({ change: { kind: 'join_list', listId: list.id }, who: picked });
    toastNote(`${whom} are being added to ${list.name}. The list of jobs says how far it is.`);
    done();
  };
  const addTo = (list: Pick<List, 'id' | 'name'>) =>
    many ? addAll(list) : add.mutate({ list, picked }, { onSuccess: done });
  const makeNew = () =>
    make.mutate(
      { name, ...(many ? {} : { people: picked }) },
      {
        onSuccess: (list) => {
          if (many) return addAll(list);
          toastNote(`${count(list.joined, 'person', 'people')} on the new list ${list.name}.`);
          done();
        },
      },
    );
  return (
    <Dialog title={`Add ${whom} to a list`} open onClose={onClose}>
      {(add.isError || make.isError) && <FormProblem error={add.error ?? make.error} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = lists;
          if (busy || name === '') return;
          if (first && (same || lists.length === 1)) addTo(first);
          else if (!same) makeNew();
        }}
      >
        <input
          aria-label="Find a list, or name a new one"
          placeholder="Find a list, or name a new one"
          className={inputClass()}
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={NAME_MAX}
          autoFocus
          autoComplete="off"
        />
      </form>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul className="mt-3 grid max-h-72 gap-0.5 overflow-y-auto">
          {query.isPending && (
            <li className="px-2 py-3" aria-hidden="true">
              <Skeleton className="w-40" />
            </li>
          )}
          {name !== '' && !same && (
            <li>
              <button
                type="button"
                disabled={busy}
                onClick={makeNew}
                className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover"
              >
                <Plus className="size-4 text-accent-ink" aria-hidden="true" />
                <span className="min-w-0 flex-1 truncate">
                  New list <span className="font-medium">{name}</span>
                </span>
              </button>
            </li>
          )}
          {lists.map((list) => (
            <li key={list.id}>
              <button
                type="button"
                disabled={busy || on?.has(list.id)}
                onClick={() => addTo(list)}
                className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover disabled:opacity-50"
              >
                <ListPlus className="size-4 text-ink-3" aria-hidden="true" />
                <span className="min-w-0 flex-1 truncate">{list.name}</span>
                <span className="num text-ink-3 text-xs">{on?.has(list.id) ? 'On it' : number(list.people)}</span>
              </button>
            </li>
          ))}
          {!query.isPending && lists.length === 0 && name === '' && (
            <li className="px-2 py-3 text-ink-3 text-sm">No lists yet. Name the first one above.</li>
          )}
        </ul>
      )}
    </Dialog>
  );
}

/** Opens the dialog for whoever is ticked. */
export function AddToListButton({ onClick }: { onClick: () => void }) {
  return (
    <Button icon={<ListPlus aria-hidden="true" />} title="Add to list" onClick={onClick} className="@max-[900px]:px-2!">
      <span className="@max-[900px]:sr-only">Add to list</span>
    </Button>
  );
}
