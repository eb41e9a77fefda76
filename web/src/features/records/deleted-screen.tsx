import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { DeletedProspect } from '../../../../src/features/records/contract.ts';
import { get, post } from '../../lib/api.ts';
import { ago } from '../../lib/format.ts';
import { nextPage, type Page, rowsOf } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toastFailure, toastNote } from '../../ui/toast.ts';
import { useMay } from '../session/use-me.ts';
import { recordsChanged } from './records-changed.ts';

const PAGE_SIZE = 50;
/** As far back as the API goes. */
const DELETED_DAYS = 30;

/** Who was deleted within the last days, each with the way back. */
export function DeletedScreen() {
  useTitle('Recently deleted');
  const now = useNow();
  const mayChange = useMay('prospects:write');
  const queries = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: ['deleted'],
    queryFn: ({ pageParam, signal }) =>
      get<Page<DeletedProspect>>(
        `/api/v1/deleted-prospects${stringifySearch({ limit: PAGE_SIZE, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => rowsOf(pages), [pages]);
  const restore = useMutation({
    mutationFn: ({ id }: DeletedProspect) => post(`/api/v1/prospects/${id}/restore`),
    onSuccess: (_, { name }) => toastNote(`${name} is back`),
    onError: (error) => toastFailure('Could not be restored', error),
    onSettled: () => recordsChanged(queries),
  });
  return (
    <>
      <PageHead title="Recently deleted" about={`the last ${DELETED_DAYS} days`} />
      <PageBody wide>
        <ListFrame
          query={query}
          what="deleted people"
          count={rows.length}
          skeleton={
            <div className="flex h-16 items-center gap-4 px-4" aria-hidden="true">
              <Skeleton className="w-44" />
              <Skeleton className="ml-auto h-7 w-20" />
            </div>
          }
          empty={
            <EmptyState icon={<Trash2 aria-hidden="true" />} title="Nobody was deleted lately">
              Whoever is deleted stays here for {DELETED_DAYS} days and can be restored.
            </EmptyState>
          }
        >
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium text-sm">{row.name}</p>
                <p className="truncate text-ink-3 text-xs">
                  {[row.company, row.email].filter(Boolean).join(' · ') || 'No company, no e-mail'}
                </p>
                {row.takenBy !== null && (
                  <p className="mt-1 text-warn-ink text-xs">
                    <Link
                      to="/prospects/$prospectId"
                      params={{ prospectId: row.takenBy.id }}
                      className="underline underline-offset-2"
                    >
                      {row.takenBy.name}
                    </Link>{' '}
                    has this e-mail address by now.
                  </p>
                )}
              </div>
              <p className="text-ink-3 text-xs">
                {ago(row.deletedAt, now)}
                {row.deletedByName !== null && ` by ${row.deletedByName}`}
              </p>
              {mayChange && (
                <Button
                  size="sm"
                  icon={<RotateCcw aria-hidden="true" />}
                  busy={restore.isPending && restore.variables.id === row.id}
                  whyNot={
                    row.takenBy === null
                      ? null
                      : 'Somebody else has this e-mail address by now. Change or merge them first.'
                  }
                  onClick={() => restore.mutate(row)}
                >
                  Restore
                </Button>
              )}
            </li>
          ))}
        </ListFrame>
      </PageBody>
    </>
  );
}
