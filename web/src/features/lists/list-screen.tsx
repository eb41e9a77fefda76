import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Ellipsis, ListMinus, Lock, Pencil, Rows3, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { List } from '../../../../src/features/lists/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { PageHead } from '../../ui/page.tsx';
import { EnrichDialog } from '../enrichment-run/enrich-dialog.tsx';
import type { RunTarget } from '../enrichment-run/run-target.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { type Filters, readFilters } from '../prospects/filters.ts';
import { HowMany } from '../prospects/how-many.tsx';
import type { Sort } from '../prospects/labels.ts';
import { People } from '../prospects/people.tsx';
import { PersonSearch } from '../prospects/person-search.ts';
import { SearchBox } from '../prospects/search-box.tsx';
import { SelectionBar } from '../prospects/selection-bar.tsx';
import { SortMenu } from '../prospects/sort-menu.tsx';
import { askAhead, useProspects } from '../prospects/use-prospects.ts';
import { useSelection } from '../prospects/use-selection.ts';
import { useMay, useMe } from '../session/use-me.ts';
import { AddToList, AddToListButton } from './add-to-list.tsx';
import { ListForm } from './list-form.tsx';
import { useChangeList, useDeleteList, useRemoveFromList } from './use-change-lists.ts';
import { useList } from './use-lists.ts';

/** Who is on a list: the table of the search, narrowed to it. */
export function ListScreen() {
  const { listId } = useParams({ from: '/frame/members/lists/$listId' });
  const query = useList(listId);
  useTitle(query.data?.name ?? 'List');
  if (query.isError && query.data === undefined) {
    const missing = query.error instanceof Failure && query.error.status === 404;
    return missing ? (
      <EmptyState
        level="h1"
        icon={<Rows3 aria-hidden="true" />}
        title="There is no such list"
        action={
          <Link to="/lists" className={buttonClass()}>
            All lists
          </Link>
        }
      >
        It was deleted, is somebody’s own, or the link is not right. A deleted list can be brought back.
      </EmptyState>
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return <PeopleOfList listId={listId} list={query.data} />;
}

function PeopleOfList({ listId, list }: { listId: string; list: List | undefined }) {
  const search = useSearch({ from: '/frame/members/lists/$listId', select: readFilters });
  const filters: Filters = { ...search, list: listId };
  const navigate = useNavigate();
  const queries = useQueryClient();
  const me = useMe();
  const mayWrite = useMay('lists:write');
  const mayEnrich = useMay('enrichment:run');
  const found = useProspects(filters);
  const selecting = useSelection(JSON.stringify(filters), found.rows);
  const [target, setTarget] = useState<RunTarget | null>(null);
  const [open, setOpen] = useState<'edit' | 'add' | null>(null);
  const enterList = useRef<(() => void) | null>(null);
  const change = useChangeList(listId);
  const remove = useRemoveFromList();
  const drop = useDeleteList();
  const ids = [...selecting.selection];

  const apply = (next: Filters, replace = false) => {
    const { list: _list, ...rest } = next;
    askAhead(queries, { ...rest, list: listId });
    void navigate({ to: '/lists/$listId', params: { listId }, search: rest, replace });
  };
  const sortBy = (sort: Sort) => {
    const { sort: _sort, ...rest } = search;
    apply(sort === 'newest' ? rest : ({ ...rest, sort } as Filters));
  };
  const find = (text: string) => {
    const { q: _q, ...rest } = search;
    const q = text.trim();
    if (q !== (search.q ?? '')) apply(q === '' ? rest : { ...rest, q }, true);
  };
  const empty = found.total?.value === 0 && Object.keys(search).length === 0;
  return (
    <PersonSearch.Provider value={filters}>
      <PageHead
        title={list?.name ?? 'List'}
        about={
          <span className="flex items-center gap-2">
            {list !== undefined && !list.shared && <Lock className="size-3.5" aria-label="Private" />}
            <HowMany found={found} />
          </span>
        }
      >
        <ExportButton filters={filters} total={found.total} />
        {mayWrite && list !== undefined && (
          <Menu
            trigger={
              <IconButton label={`More about ${list.name}`}>
                <Ellipsis aria-hidden="true" />
              </IconButton>
            }
          >
            <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setOpen('edit')}>
              Rename, describe, share
            </MenuItem>
            <MenuItem
              icon={<Trash2 aria-hidden="true" />}
              onSelect={() => drop.mutate(list, { onSuccess: () => void navigate({ to: '/lists' }) })}
            >
              Delete the list
            </MenuItem>
          </Menu>
        )}
      </PageHead>
      {list?.description && <p className="border-b px-4 py-2 text-ink-2 text-sm md:px-6">{list.description}</p>}
      <section aria-label="People on the list" className="flex min-h-0 min-w-0 flex-1 flex-col">
        {empty ? (
          <EmptyState
            icon={<Rows3 aria-hidden="true" />}
            title="Nobody is on this list yet"
            action={
              <Link to="/prospects" className={buttonClass('primary')}>
                Go to prospects
              </Link>
            }
          >
            Tick people in the search and press Add to list, or add them from their profile.
          </EmptyState>
        ) : (
          <>
            <div className="flex shrink-0 items-center gap-2 border-b px-4 py-2">
              <SearchBox value={search.q ?? ''} onSearch={find} onLeave={() => enterList.current?.()} />
              <div className="ml-auto">
                <SortMenu sort={search.sort ?? 'newest'} onChange={sortBy} />
              </div>
            </div>
            <People
              filters={filters}
              found={found}
              onSort={sortBy}
              onClear={() => apply({})}
              selecting={mayEnrich || mayWrite ? selecting : null}
              foot={
                <SelectionBar
                  selected={ids.length}
                  onEnrich={() => setTarget({ kind: 'ids', ids })}
                  onClear={selecting.clear}
                >
                  {mayWrite && list !== undefined && (
                    <>
                      <Button
                        icon={<ListMinus aria-hidden="true" />}
                        busy={remove.isPending}
                        onClick={() => remove.mutate({ list, picked: { ids } }, { onSuccess: selecting.clear })}
                      >
                        <span className="@max-[640px]:sr-only">Remove</span>
                      </Button>
                      <AddToListButton onClick={() => setOpen('add')} />
                    </>
                  )}
                </SelectionBar>
              }
              listRef={enterList}
            />
          </>
        )}
      </section>
      {target !== null && (
        <EnrichDialog
          target={target}
          people={target.kind === 'ids' ? target.ids.length : null}
          onClose={() => setTarget(null)}
          onStarted={selecting.clear}
        />
      )}
      {open === 'edit' && list !== undefined && (
        <ListForm
          title="Rename, describe, share"
          action="Save"
          before={{ name: list.name, description: list.description ?? '', shared: list.shared }}
          busy={change.isPending}
          error={change.error}
          whyShared={list.createdBy === me.user.id ? null : 'Only who made a list can make it private.'}
          onClose={() => {
            change.reset();
            setOpen(null);
          }}
          onSubmit={(named) => change.mutate(named, { onSuccess: () => setOpen(null) })}
        />
      )}
      {open === 'add' && (
        <AddToList
          picked={{ ids }}
          whom={ids.length === 1 ? '1 person' : `${ids.length} people`}
          onClose={() => setOpen(null)}
          onDone={selecting.clear}
        />
      )}
    </PersonSearch.Provider>
  );
}
