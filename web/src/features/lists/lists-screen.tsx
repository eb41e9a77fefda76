import { useNavigate } from '@tanstack/react-router';
import { Combine, Plus, Rows3 } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { DeletedList, ROW_SKELETON } from '../../ui/deleted-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
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
          skeleton={ROW_SKELETON}
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
        <DeletedList
          what="lists"
          useDeleted={useDeletedLists}
          restore={restore}
          may={may}
          row={(list, action) => <ListRow key={list.id} list={list} now={now} action={action} />}
        />
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
