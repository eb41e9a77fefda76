import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo } from 'react';
import { isCustomColumn } from '../../../../src/lib/custom-column.ts';
import { cx } from '../../lib/cx.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { useIsPhone } from '../../lib/use-media.ts';
import { useWidth } from '../../lib/use-width.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { type Filters, sought } from './filters.ts';
import type { Sort } from './labels.ts';
import { cardPx, PeopleCards } from './people-cards.tsx';
import { PeopleEmpty } from './people-empty.tsx';
import { HEAD_PX } from './people-head.tsx';
import { PeopleTable } from './people-table.tsx';
import { TABLE_ROW_PX } from './person-row.tsx';
import { BAR_PX } from './selection-bar.tsx';
import { useColumns, useFitting } from './use-columns.ts';
import { usePeopleRows } from './use-people-rows.ts';
import type { Found } from './use-prospects.ts';
import type { Selecting } from './use-selection.ts';

/** Placeholder rows: of the first page as many as a tall screen shows, of a later one a hint. */
const SKELETONS_FIRST = 20;
const SKELETONS_NEXT = 3;

export interface PeopleBoxProps {
  filters: Filters;
  found: Found;
  onSort: (sort: Sort) => void;
  onClear: () => void;
  /** Ticks and what they are for; null where nothing can be done with them. */
  selecting: Selecting | null;
  /** Who is spelt alike, where anybody is. */
  alike?: ReactNode;
  /** Hands out a way to move the focus from the search box into the list. */
  listRef: { current: (() => void) | null };
}

/** The box that scrolls, and all that is drawn while it does. */
export function PeopleBox({ filters, found, onSort, onClear, selecting, alike, listRef }: PeopleBoxProps) {
  const { query, rows, total } = found;
  const phone = useIsPhone();
  const navigate = useNavigate();
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData } = query;

  const skeletons = query.isPending ? SKELETONS_FIRST : hasNextPage && !isFetchNextPageError ? SKELETONS_NEXT : 0;
  const canFetch = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData;
  const more = useMemo(() => (canFetch ? () => void fetchNextPage() : null), [canFetch, fetchNextPage]);
  const openId = useParams({ strict: false, select: ({ prospectId }) => prospectId });
  const barPx = (selecting?.selection.size ?? 0) > 0 ? BAR_PX[phone ? 'phone' : 'desktop'] : 0;
  const search = useMemo(() => stringifySearch(filters), [filters]);
  const chosen = useColumns(filters.columns);
  const own = useMemo(() => chosen.filter(({ key }) => isCustomColumn(key)), [chosen]);
  const listKey = useMemo(() => JSON.stringify(sought(filters)), [filters]);
  const list = usePeopleRows({
    count: rows.length + skeletons,
    reachable: rows.length,
    rowHeight: phone ? cardPx(own) : TABLE_ROW_PX,
    cover: { head: phone ? 0 : HEAD_PX, foot: barPx },
    shown: useMemo(() => rows.findIndex(({ id }) => id === openId), [rows, openId]),
    more,
    listKey,
    open: (index) => {
      const row = rows[index];
      if (row === undefined) return;
      void navigate({ to: '/prospects/$prospectId', params: { prospectId: row.id }, search: filters });
    },
    tick: selecting === null ? null : (index) => selecting.toggle(index, false),
  });
  const columns = useFitting(chosen, useWidth(list.box));
  // The profile's own code, before the first click.
  const { preloadRoute } = useRouter();
  const anyId = rows[0]?.id;
  const some = anyId !== undefined;
  useEffect(() => {
    if (some) void preloadRoute({ to: '/prospects/$prospectId', params: { prospectId: anyId } });
  }, [some]);
  listRef.current = () => list.focusRow(0);

  return (
    <div
      ref={list.box}
      style={{ paddingBottom: barPx }}
      className={cx(
        'relative h-full bg-surface transition-opacity',
        query.isPending ? 'overflow-hidden' : 'overflow-y-auto',
        isPlaceholderData && 'opacity-60',
      )}
    >
      {query.isError && rows.length === 0 ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : rows.length === 0 && !query.isPending ? (
        <PeopleEmpty filters={filters} alike={alike} onClear={onClear} />
      ) : phone ? (
        <PeopleCards list={list} rows={rows} own={own} selecting={selecting} search={search} />
      ) : (
        <PeopleTable
          list={list}
          rows={rows}
          rowCount={total?.exact ? total.value + 1 : -1}
          sort={filters.sort ?? 'newest'}
          onSort={onSort}
          columns={columns}
          chosen={filters.columns !== undefined}
          openId={openId}
          selecting={selecting}
          search={search}
        />
      )}
      {rows.length > 0 && !hasNextPage && alike}
      {query.isPending && <Loading label="Loading people" />}
      {isFetchNextPageError && (
        <div className="flex items-center justify-center gap-3 p-4 text-ink-2 text-sm">
          The next rows could not be loaded.
          <Button size="sm" onClick={() => void fetchNextPage()}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
