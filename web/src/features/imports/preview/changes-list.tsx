import { Link } from '@tanstack/react-router';
import { CHANGES_MAX, type Plan } from '../../../../../src/features/imports/contract.ts';
import { number } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Card } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useChanges } from '../use-changes.ts';
import { DiffList } from './diff-list.tsx';

interface ChangesListProps {
  importId: string;
  plan: Plan;
  /** Known people who would change. */
  people: number;
}

/** Whom the file would change, each with what of them. */
export function ChangesList({ importId, plan, people }: ChangesListProps) {
  const changes = useChanges(importId, plan, true);
  const rows = changes.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-label="Who changes" className="mt-8">
      <h3 className="num mb-3 text-sm">
        {people > rows.length && rows.length > 0
          ? `Who changes, the first ${number(rows.length)} of ${number(people)}`
          : 'Who changes'}
      </h3>
      {changes.isError ? (
        <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />
      ) : changes.isPending ? (
        <Skeleton className="h-24 w-full rounded-lg" />
      ) : (
        <Card>
          <ul className="divide-y divide-line">
            {rows.map(({ row, prospectId, name, fields }) => (
              <li key={prospectId} className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[200px_1fr]">
                <div className="min-w-0">
                  <Link
                    to="/prospects/$prospectId"
                    params={{ prospectId }}
                    className="block truncate rounded-sm font-medium text-sm hover:underline"
                  >
                    {name}
                  </Link>
                  <p className="num text-ink-3 text-xs">Row {number(row)}</p>
                </div>
                {fields.length > 0 ? (
                  <DiffList fields={fields} />
                ) : (
                  <p className="text-ink-3 text-sm">
                    What your team chose stays. What the file says is kept beside it.
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {changes.hasNextPage && (
        <Button className="mt-3" busy={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
          Show more
        </Button>
      )}
      {!changes.hasNextPage && rows.length >= CHANGES_MAX && (
        <p className="num mt-2 text-ink-3 text-xs">
          The others change as well; {number(CHANGES_MAX)} of them can be looked at here.
        </p>
      )}
    </section>
  );
}
