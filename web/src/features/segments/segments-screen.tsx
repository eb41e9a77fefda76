import { Link } from '@tanstack/react-router';
import { Filter, Lock, Undo2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { Segment } from '../../../../src/features/segments/contract.ts';
import { ago, count, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMay } from '../session/use-me.ts';
import { lastMonday, movedWords } from './segment-words.ts';
import { useDeletedSegments, useRestoreSegment, useSegments } from './use-segments.ts';

/** All segments, each with who joined and left since Monday. */
export function SegmentsScreen() {
  useTitle('Segments');
  const since = useMemo(() => lastMonday(new Date()), []);
  const query = useSegments(since);
  const now = useNow();
  const may = useMay('lists:write');
  const [showDeleted, setShowDeleted] = useState(false);
  const deleted = useDeletedSegments(showDeleted);
  const restore = useRestoreSegment();
  const rows = query.data?.items ?? [];
  return (
    <>
      <PageHead title="Segments">
        {rows.length > 0 && may && (
          <Link to="/prospects" className={buttonClass()}>
            New from a search
          </Link>
        )}
      </PageHead>
      <PageBody>
        <ListFrame
          query={query}
          what="segments"
          count={rows.length}
          skeletons={4}
          skeleton={
            <div className="flex h-[61px] items-center gap-4 px-4" aria-hidden="true">
              <Skeleton className="size-5" />
              <Skeleton className="w-44" />
              <Skeleton className="ml-auto w-16" />
            </div>
          }
          empty={
            <EmptyState
              icon={<Filter aria-hidden="true" />}
              title="No segments yet"
              action={
                may && (
                  <Link to="/prospects" className={buttonClass('primary')}>
                    Go to prospects
                  </Link>
                )
              }
            >
              A segment is a search that remembers: filter prospects, press Save as segment, and it tells who joins, who
              leaves, and why.
            </EmptyState>
          }
        >
          {rows.map((segment) => (
            <SegmentRow key={segment.id} segment={segment} now={now} />
          ))}
        </ListFrame>
        <div className="mt-6">
          <Button kind="ghost" size="sm" aria-expanded={showDeleted} onClick={() => setShowDeleted(!showDeleted)}>
            {showDeleted ? 'Hide deleted segments' : 'Deleted segments'}
          </Button>
          {showDeleted && (
            <div className="mt-2">
              <ListFrame
                query={deleted}
                what="deleted segments"
                count={deleted.data?.items.length ?? 0}
                skeletons={1}
                skeleton={<div className="h-[61px]" />}
                empty={<p className="px-2 text-ink-3 text-sm">Nothing has been deleted.</p>}
              >
                {deleted.data?.items.map((segment) => (
                  <SegmentRow
                    key={segment.id}
                    segment={segment}
                    now={now}
                    action={
                      may && (
                        <Button
                          size="sm"
                          icon={<Undo2 aria-hidden="true" />}
                          aria-label={`Bring ${segment.name} back`}
                          busy={restore.isPending && restore.variables === segment.id}
                          onClick={() => restore.mutate(segment.id)}
                        >
                          Bring back
                        </Button>
                      )
                    }
                  />
                ))}
              </ListFrame>
            </div>
          )}
        </div>
      </PageBody>
    </>
  );
}

function SegmentRow({ segment, now, action }: { segment: Segment; now: number; action?: ReactNode }) {
  const moved = segment.joined + segment.left > 0;
  return (
    <li className="relative flex items-center gap-4 px-4 py-3 hover:bg-hover">
      <Filter className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        {segment.deletedAt === null ? (
          <Link
            to="/segments/$segmentId"
            params={{ segmentId: segment.id }}
            className="block truncate font-medium text-sm -outline-offset-2 after:absolute after:inset-0"
          >
            {segment.name}
          </Link>
        ) : (
          <span className="block truncate font-medium text-ink-2 text-sm">{segment.name}</span>
        )}
        <p className="num truncate text-xs">
          <span className={moved ? 'text-accent-ink' : 'text-ink-3'}>{movedWords(segment)}</span>
          <span className="text-ink-3 max-md:hidden">
            {' '}
            ·{' '}
            <time dateTime={segment.comparedAt} title={exactTime(segment.comparedAt)}>
              looked at {ago(segment.comparedAt, now)}
            </time>
          </span>
        </p>
      </div>
      {!segment.shared && (
        <Badge>
          <Lock aria-hidden="true" />
          Private
        </Badge>
      )}
      <span className="num shrink-0 text-ink-2 text-sm">
        {segment.tooLarge
          ? `${count(segment.people, 'person', 'people')} or more`
          : count(segment.people, 'person', 'people')}
      </span>
      {action !== undefined && <span className="relative">{action}</span>}
    </li>
  );
}
