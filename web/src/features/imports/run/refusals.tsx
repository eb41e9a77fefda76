import { number } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Card } from '../../../ui/page.tsx';
import { Loading, Skeleton } from '../../../ui/skeleton.tsx';
import { useRefusals } from './use-refusals.ts';

const HEAD = 'border-line border-b bg-sunken px-3 py-2 text-left font-medium text-ink-3 text-xs whitespace-nowrap';
const CELL = 'border-line border-b px-3 py-2 align-top';

/** Every refused value: where it stands in the file, what it is, and why it was not taken. */
export function Refusals({ importId }: { importId: string }) {
  const { query, rows } = useRefusals(importId, true);
  return (
    <>
      <h2 className="mt-8 mb-3 text-sm">Refused</h2>
      {query.isError && rows.length === 0 ? (
        <Card>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      ) : (
        <Card className="overflow-hidden">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <section aria-label="Refused values" tabIndex={0} className="relative overflow-x-auto">
            <table className="w-full border-separate border-spacing-0 text-sm">
              <thead>
                <tr>
                  <th scope="col" className={HEAD}>
                    Row
                  </th>
                  <th scope="col" className={HEAD}>
                    Column
                  </th>
                  <th scope="col" className={`${HEAD} hidden sm:table-cell`}>
                    Value
                  </th>
                  <th scope="col" className={HEAD}>
                    Why
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.row}:${row.column}:${row.reason}`}>
                    <td className={`${CELL} num text-ink-3`}>{number(row.row)}</td>
                    <td className={CELL}>
                      {row.column || <span className="text-ink-3">Whole row</span>}
                      <span className="block max-w-32 truncate font-mono text-2xs text-ink-3 sm:hidden">
                        {row.value}
                      </span>
                    </td>
                    <td
                      className={`${CELL} hidden max-w-60 truncate font-mono text-xs leading-5 sm:table-cell`}
                      title={row.value}
                    >
                      {row.value || <span className="font-sans text-ink-3">Empty</span>}
                    </td>
                    <td className={`${CELL} sm:min-w-52 text-ink-2`}>{row.reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {query.isPending && (
              <div className="grid gap-6 p-4">
                <Loading label="Loading the refused rows" />
                <Skeleton className="w-64" />
                <Skeleton className="w-72" />
                <Skeleton className="w-56" />
              </div>
            )}
          </section>
          {query.hasNextPage && (
            <div className="p-3 text-center">
              <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show more
              </Button>
            </div>
          )}
        </Card>
      )}
    </>
  );
}
