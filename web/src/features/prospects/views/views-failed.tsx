import { TriangleAlert } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import type { useViews } from './use-views.ts';

/** Says over the list that it stands without the saved views, and asks for them again. Nothing where they are there. */
export function ViewsFailed({ views }: { views: ReturnType<typeof useViews> }) {
  if (views.data !== undefined || !views.isError) return null;
  return (
    <div
      role="status"
      className="flex shrink-0 items-center gap-2 border-b bg-warn-soft px-4 py-1.5 text-sm text-warn-ink"
    >
      <TriangleAlert className="size-4 shrink-0" aria-hidden="true" />
      <span className="min-w-0 flex-1">The saved views could not be loaded. The list stands without them.</span>
      <Button size="sm" busy={views.isFetching} onClick={() => void views.refetch()}>
        Try again
      </Button>
    </div>
  );
}
