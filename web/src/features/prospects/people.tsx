import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { cx } from '../../lib/cx.ts';
import { useIsPhone } from '../../lib/use-media.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { SuppressedPeople } from '../suppression/suppressed-mark.tsx';
import { useSuppressedOf } from '../suppression/use-suppression.ts';
import { type Filters, sought } from './filters.ts';
import type { Sort } from './labels.ts';
import { CARD_PX, PeopleCards } from './people-cards.tsx';
import { PeopleEmpty } from './people-empty.tsx';
import { PeopleTable, TABLE_ROW_PX } from './people-table.tsx';
import { SpeltAlike } from './spelt-alike.tsx';
import { usePeopleRows } from './use-people-rows.ts';
import type { useProspects } from './use-prospects.ts';
import type { Selecting } from './use-selection.ts';

/** Placeholder rows: of the first page as many as a tall screen shows, of a later one a hint. */
const SKELETONS_FIRST = 20;
const SKELETONS_NEXT = 3;

interface PeopleProps {
  filters: Filters;
  found: ReturnType<typeof useProspects>;
  onSort: (sort: Sort) => void;
  onClear: () => void;
  /** Ticks and what they are for; null where nothing can be done with them. */
  selecting: Selecting | null;
  /** What stands over the foot of the list. */
  foot?: ReactNode;
  /** Hands out a way to move the focus from the search box into the list. */
  listRef: { current: (() => void) | null };
}

/** The list: table or cards, loading, empty, failed. */
export function People({ filters, found, onSort, onClear, selecting, foot, listRef }: PeopleProps) {
  const { query, rows, first } = found;
  const phone = useIsPhone();
  const navigate = useNavigate();
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData } = query;

  const skeletons = query.isPending ? SKELETONS_FIRST : hasNextPage && !isFetchNextPageError ? SKELETONS_NEXT : 0;
  const canFetch = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData;
  const more = useMemo(() => (canFetch ? () => void fetchNextPage() : null), [canFetch, fetchNextPage]);
  const list = usePeopleRows({
    count: rows.length + skeletons,
    reachable: rows.length,
    rowHeight: phone ? CARD_PX : TABLE_ROW_PX,
    more,
    listKey: JSON.stringify(sought(filters)),
    open: (index) => {
      const row = rows[index];
      if (row === undefined) return;
      void navigate({ to: '/prospects/$prospectId', params: { prospectId: row.id }, search: filters });
    },
    tick: selecting === null ? null : (index) => selecting.toggle(index, false),
  });
  listRef.current = () => list.focusRow(0);

  const suppressed = useSuppressedOf(rows.map(({ id }) => id));
  const total = first?.total;
  const alike =
    first?.similar && (first.similar.didYouMean !== null || first.similar.items.length > 0) ? (
      <SpeltAlike similar={first.similar} filters={filters} />
    ) : undefined;
  return (
    <SuppressedPeople value={suppressed}>
      <div className="relative min-h-0 flex-1">
        {isPlaceholderData && (
          <div className="absolute inset-x-0 top-0 z-20 h-0.5 overflow-hidden">
            <div className="h-full w-2/5 animate-sweep bg-accent" />
          </div>
        )}
        <div
          ref={list.box}
          className={cx(
            '@container relative h-full bg-surface transition-opacity',
            query.isPending ? 'overflow-hidden' : 'overflow-y-auto',
            isPlaceholderData && 'opacity-60',
          )}
        >
          {query.isError && rows.length === 0 ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : rows.length === 0 && !query.isPending ? (
            <PeopleEmpty filters={filters} alike={alike} onClear={onClear} />
          ) : phone ? (
            <PeopleCards list={list} rows={rows} selecting={selecting} />
          ) : (
            <PeopleTable
              list={list}
              rows={rows}
              rowCount={total?.exact ? total.value + 1 : -1}
              sort={filters.sort ?? 'newest'}
              onSort={onSort}
              chosen={filters.columns}
              selecting={selecting}
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
        {foot}
      </div>
    </SuppressedPeople>
  );
}
