import { useNavigate } from '@tanstack/react-router';
import { Combine, Plus, Rows3, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMay } from '../session/use-me.ts';
import { CombineDialog } from './combine-dialog.tsx';
import { ListForm } from './list-form.tsx';
import { ListRow } from './list-row.tsx';
import { useMakeList, useRestoreList } from './use-change-lists.ts';
import { useDeletedLists, useLists } from './use-lists.ts';

/** All lists by name, and those that can be brought back. */
export function ListsScreen() {
  useTitle('Lists');
  const query = useLists();
  const now = useNow();
  const may = useMay('lists:write');
  const navigate = useNavigate();
  const [open, setOpen] = useState<'new' | 'combine' | null>(null);
  const [showDeleted, setShowDeleted] = useState(false);
  const deleted = useDeletedLists(showDeleted);
  const make = useMakeList();
  const restore = useRestoreList();
  const rows = query.data?.items ?? [];
  const add = may && (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpen('new')}>
      New list
    </Button>
  );
  return (
    <>
      <PageHead title="Lists">
        {may && rows.length > 0 && (
          <Button icon={<Combine aria-hidden="true" />} onClick={() => setOpen('combine')}>
            Combine
          </Button>
        )}
        {rows.length > 0 && add}
      </PageHead>
      <PageBody>
        <ListFrame
          query={query}
          what="lists"
          count={rows.length}
          skeletons={4}
          skeleton={
            <div className="flex h-[61px] items-center gap-4 px-4" aria-hidden="true">
              <Skeleton className="size-5" />
              <Skeleton className="w-44" />
              <Skeleton className="ml-auto w-16" />
            </div>
          }
          empty={
            <EmptyState icon={<Rows3 aria-hidden="true" />} title="No lists yet" action={add}>
              A list keeps people together by hand: for a trip, a campaign, a colleague. Tick people and press Add to
              list.
            </EmptyState>
          }
        >
          {rows.map((list) => (
            <ListRow key={list.id} list={list} now={now} />
          ))}
        </ListFrame>
        <div className="mt-6">
          <Button kind="ghost" size="sm" aria-expanded={showDeleted} onClick={() => setShowDeleted(!showDeleted)}>
            {showDeleted ? 'Hide deleted lists' : 'Deleted lists'}
          </Button>
          {showDeleted && (
            <div className="mt-2">
              <ListFrame
                query={deleted}
                what="deleted lists"
                count={deleted.data?.items.length ?? 0}
                skeletons={1}
                skeleton={<div className="h-[61px]" />}
                empty={<p className="px-2 text-ink-3 text-sm">Nothing has been deleted.</p>}
              >
                {deleted.data?.items.map((list) => (
                  <ListRow
                    key={list.id}
                    list={list}
                    now={now}
                    action={
                      may && (
                        <Button
                          size="sm"
                          icon={<Undo2 aria-hidden="true" />}
                          aria-label={`Bring ${list.name} back`}
                          busy={restore.isPending && restore.variables === list.id}
                          onClick={() => restore.mutate(list.id)}
                        >
                          Bring back
                        </Button>
                      )
                    }
                  />
                ))}
              </ListFrame>
            </div>
          )}
        </div>
      </PageBody>
      {open === 'new' && (
        <ListForm
          title="New list"
          action="Make the list"
          busy={make.isPending}
          error={make.error}
          onClose={() => {
            make.reset();
            setOpen(null);
          }}
          onSubmit={(named) =>
            make.mutate(named, {
              onSuccess: ({ id }) => void navigate({ to: '/lists/$listId', params: { listId: id } }),
            })
          }
        />
      )}
      {open === 'combine' && <CombineDialog lists={rows} onClose={() => setOpen(null)} />}
    </>
  );
}
