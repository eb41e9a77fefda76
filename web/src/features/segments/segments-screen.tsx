import { Link } from '@tanstack/react-router';
import { Filter, Lock } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { Segment } from '../../../../src/features/segments/contract.ts';
import { ago, count, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { DeletedList, ROW_SKELETON } from '../../ui/deleted-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
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
          skeleton={ROW_SKELETON}
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
        <DeletedList
          what="segments"
          useDeleted={useDeletedSegments}
          restore={restore}
          may={may}
          row={(segment, action) => <SegmentRow key={segment.id} segment={segment} now={now} action={action} />}
        />
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
