import { Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { ListFrame } from './list-frame.tsx';
import { Skeleton } from './skeleton.tsx';

/** A row of lists, segments or personas that is on its way. */
export const ROW_SKELETON = (
  <div className="flex h-[61px] items-center gap-4 px-4" aria-hidden="true">
    <Skeleton className="size-5" />
    <Skeleton className="w-44" />
    <Skeleton className="ml-auto w-16" />
  </div>
);

interface DeletedListProps<T extends { id: string; name: string }> {
  /** Plural: “Deleted lists”. */
  what: string;
  /** Asked once they are to be seen. */
  useDeleted: (enabled: boolean) => {
    isError: boolean;
    isPending: boolean;
    error: unknown;
    refetch: () => unknown;
    data?: { items: T[] } | undefined;
  };
  restore: { isPending: boolean; variables: string | undefined; mutate: (id: string) => void };
  /** Whether one may bring them back. */
  may: boolean;
  row: (one: T, action: ReactNode) => ReactNode;
}

/** Those that were deleted, below those that are there: shown by a press, each with its way back. */
export function DeletedList<T extends { id: string; name: string }>({
  what,
  useDeleted,
  restore,
  may,
  row,
}: DeletedListProps<T>) {
  const [shown, setShown] = useState(false);
  const query = useDeleted(shown);
  return (
    <div className="mt-6">
      <Button kind="ghost" size="sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? `Hide deleted ${what}` : `Deleted ${what}`}
      </Button>
      {shown && (
        <div className="mt-2">
          <ListFrame
            query={query}
            what={`deleted ${what}`}
            count={query.data?.items.length ?? 0}
            skeletons={1}
            skeleton={<div className="h-[61px]" />}
            empty={<p className="px-2 text-ink-3 text-sm">Nothing has been deleted.</p>}
          >
            {query.data?.items.map((one) =>
              row(
                one,
                may && (
                  <Button
                    size="sm"
                    icon={<Undo2 aria-hidden="true" />}
                    aria-label={`Bring ${one.name} back`}
                    busy={restore.isPending && restore.variables === one.id}
                    onClick={() => restore.mutate(one.id)}
                  >
                    Bring back
                  </Button>
                ),
              ),
            )}
          </ListFrame>
        </div>
      )}
    </div>
  );
}
