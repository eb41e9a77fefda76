import { Link } from '@tanstack/react-router';
import { ListPlus, UserSearch, X } from 'lucide-react';
import { useState } from 'react';
import type { Prospect } from '../../../../src/features/prospects/contract.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Section } from '../profile/section.tsx';
import { useMay } from '../session/use-me.ts';
import { AddToList } from './add-to-list.tsx';
import { useRemoveFromList } from './use-change-lists.ts';
import { useListsOf } from './use-lists.ts';

/** The lists that a person is on, in their profile. */
export function ListsSection({ prospect }: { prospect: Pick<Prospect, 'id' | 'name'> }) {
  const query = useListsOf(prospect.id);
  const may = useMay('lists:write');
  const remove = useRemoveFromList();
  const [adding, setAdding] = useState(false);
  const lists = query.data?.items ?? [];
  return (
    <Section
      title="Lists"
      action={
        <span className="flex gap-2">
          <Link
            to="/similar/$prospectId"
            params={{ prospectId: prospect.id }}
            className={buttonClass('secondary', 'sm')}
          >
            <UserSearch aria-hidden="true" />
            Find similar
          </Link>
          {may && (
            <Button size="sm" icon={<ListPlus aria-hidden="true" />} onClick={() => setAdding(true)}>
              Add to list
            </Button>
          )}
        </span>
      }
    >
      {query.isPending ? (
        <Skeleton className="h-6 w-40" />
      ) : query.isError ? (
        <p className="text-ink-3 text-sm">
          The lists could not be loaded.{' '}
          <button type="button" className="underline underline-offset-2" onClick={() => void query.refetch()}>
            Try again
          </button>
        </p>
      ) : lists.length === 0 ? (
        <p className="text-ink-3 text-sm">On no list.</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {lists.map((list) => (
            <li
              key={list.id}
              className="inline-flex h-7 min-w-0 items-center rounded-md border bg-surface pl-2 text-xs"
            >
              <Link to="/lists/$listId" params={{ listId: list.id }} className="truncate hover:underline">
                {list.name}
              </Link>
              {may ? (
                <button
                  type="button"
                  aria-label={`Remove from ${list.name}`}
                  onClick={() => remove.mutate({ list, picked: { ids: [prospect.id] } })}
                  className="ml-1 inline-flex size-6.5 shrink-0 items-center justify-center rounded-r-md text-ink-3 hover:bg-hover hover:text-ink"
                >
                  <X className="size-3" aria-hidden="true" />
                </button>
              ) : (
                <span className="w-2" />
              )}
            </li>
          ))}
        </ul>
      )}
      {adding && (
        <AddToList
          picked={{ ids: [prospect.id] }}
          whom={prospect.name}
          on={new Set(lists.map(({ id }) => id))}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  );
}
