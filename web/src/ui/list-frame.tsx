import { Fragment, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { ErrorState } from './error-state.tsx';
import { Card } from './page.tsx';
import { Loading } from './skeleton.tsx';

/** What a list asks of its query: a single answer, or one that comes page after page. */
interface ListQuery {
  isError: boolean;
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  /** The rows are of the question before, while the answer to this one comes. */
  isPlaceholderData?: boolean;
  fetchNextPage?: () => unknown;
}

interface ListFrameProps {
  query: ListQuery;
  /** Plural, as it is read out: “Loading jobs”. */
  what: string;
  /** How many rows there are. */
  count: number;
  /** A row that is on its way, as high as a row; and how many of them stand in. */
  skeleton: ReactNode;
  skeletons?: number;
  empty: ReactNode;
  /** Above the card, with the rows and while they come. */
  above?: ReactNode;
  /** First in the card, above the rows. */
  head?: ReactNode;
  children: ReactNode;
}

/** A list in its states: not to be had, on its way, empty or there, with the way to more of it. */
export function ListFrame({
  query,
  what,
  count,
  skeleton,
  skeletons = 5,
  empty,
  above,
  head,
  children,
}: ListFrameProps) {
  if (query.isError && count === 0) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.isPending && count === 0) return empty;
  return (
    <>
      {above}
      {query.isPending ? (
        <Card className="divide-y divide-line">
          <Loading label={`Loading ${what}`} />
          {head}
          {Array.from({ length: skeletons }, (_, at) => (
            <Fragment key={at}>{skeleton}</Fragment>
          ))}
        </Card>
      ) : (
        <Card className="overflow-hidden">
          {head}
          <ul className="divide-y divide-line" aria-busy={query.isPlaceholderData}>
            {children}
          </ul>
        </Card>
      )}
      {query.hasNextPage === true && (
        <div className="mt-4 text-center">
          <Button busy={query.isFetchingNextPage === true} onClick={() => void query.fetchNextPage?.()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
