import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Ellipsis, Filter, Lock, Pencil, RotateCw, Trash2, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Segment, SegmentChange } from '../../../../src/features/segments/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { ago, count, exactTime, number } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Card, PageBody, PageHead } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ListForm } from '../lists/list-form.tsx';
import { readFilters } from '../prospects/filters.ts';
import { useMay, useMe } from '../session/use-me.ts';
import { fieldChanges, filterLines, lastMonday, movedWords, whyWords } from './segment-words.ts';
import { useChangeSegment, useDeleteSegment, useLookAtSegment, useSegment, useSegmentChanges } from './use-segments.ts';

/** A segment: what it asks for, who joined and left since Monday, and why. */
export function SegmentScreen() {
  const { segmentId } = useParams({ from: '/frame/members/segments/$segmentId' });
  const since = useMemo(() => lastMonday(new Date()), []);
  const query = useSegment(segmentId, since);
  useTitle(query.data?.name ?? 'Segment');
  if (query.isError && query.data === undefined) {
    const missing = query.error instanceof Failure && query.error.status === 404;
    return missing ? (
      <EmptyState
        level="h1"
        icon={<Filter aria-hidden="true" />}
        title="There is no such segment"
        action={
          <Link to="/segments" className={buttonClass()}>
            All segments
          </Link>
        }
      >
        It was deleted, is somebody’s own, or the link is not right.
      </EmptyState>
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (query.data === undefined) {
    return (
      <>
        <PageHead title="Segment" />
        <PageBody>
          <Skeleton className="h-24 w-full" />
        </PageBody>
      </>
    );
  }
  return <Shown segment={query.data} since={since} />;
}

function Shown({ segment, since }: { segment: Segment; since: string }) {
  const [side, setSide] = useState<'joined' | 'left'>(segment.joined === 0 && segment.left > 0 ? 'left' : 'joined');
  const [editing, setEditing] = useState(false);
  const { query, rows } = useSegmentChanges(segment.id, since, side === 'joined');
  const now = useNow();
  const navigate = useNavigate();
  const may = useMay('lists:write');
  const me = useMe();
  const look = useLookAtSegment(segment.id);
  const change = useChangeSegment(segment.id);
  const drop = useDeleteSegment();
  return (
    <>
      <PageHead
        title={segment.name}
        about={
          <span className="flex items-center gap-2">
            {!segment.shared && <Lock className="size-3.5" aria-label="Private" />}
            {count(segment.people, 'person', 'people')}
          </span>
        }
      >
        <Link to="/prospects" search={readFilters(segment.filter)} className={buttonClass()}>
          <Users aria-hidden="true" />
          <span className="max-sm:sr-only">Show people</span>
        </Link>
        {may && (
          <Menu
            trigger={
              <IconButton label={`More about ${segment.name}`}>
                <Ellipsis aria-hidden="true" />
              </IconButton>
            }
          >
            <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setEditing(true)}>
              Rename, describe, share
            </MenuItem>
            <MenuItem
              icon={<Trash2 aria-hidden="true" />}
              onSelect={() => drop.mutate(segment, { onSuccess: () => void navigate({ to: '/segments' }) })}
            >
              Delete the segment
            </MenuItem>
          </Menu>
        )}
      </PageHead>
      <PageBody>
        {segment.description && <p className="mb-4 text-ink-2 text-sm">{segment.description}</p>}
        <Card className="mb-6 p-4">
          <h2 className="mb-2 text-sm">Everyone who meets all of this</h2>
          <dl className="grid gap-y-1.5 text-sm">
            {filterLines(segment.filter).map(({ name, value }) => (
              <div key={name} className="grid gap-x-4 sm:grid-cols-[128px_1fr]">
                <dt className="text-ink-3">{name}</dt>
                <dd className="break-words">{value}</dd>
              </div>
            ))}
          </dl>
        </Card>
        <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="num min-w-0 flex-1 font-medium text-sm" aria-live="polite">
            {movedWords(segment)}
          </p>
          <span className="num text-ink-3 text-xs" title={exactTime(segment.comparedAt)}>
            Looked at {ago(segment.comparedAt, now)}
          </span>
          {may && (
            <Button
              size="sm"
              icon={<RotateCw aria-hidden="true" />}
              busy={look.isPending}
              onClick={() => look.mutate()}
            >
              Look now
            </Button>
          )}
        </div>
        <Tabs
          label="Who joined and who left"
          value={side}
          onChange={setSide}
          className="mb-3 bg-transparent! px-0!"
          options={[
            { value: 'joined', label: `Joined${segment.joined > 0 ? ` ${number(segment.joined)}` : ''}` },
            { value: 'left', label: `Left${segment.left > 0 ? ` ${number(segment.left)}` : ''}` },
          ]}
        >
          <ListFrame
            query={query}
            what="changes"
            count={rows.length}
            skeletons={3}
            skeleton={<div className="h-[61px]" />}
            empty={
              <EmptyState
                icon={<Users aria-hidden="true" />}
                title={side === 'joined' ? 'Nobody joined since Monday' : 'Nobody left since Monday'}
              >
                It is looked at each hour, and whenever you press Look now.
              </EmptyState>
            }
          >
            {rows.map((one) => (
              <ChangeRow key={one.id} change={one} now={now} />
            ))}
          </ListFrame>
        </Tabs>
      </PageBody>
      {editing && (
        <ListForm
          title="Rename, describe, share"
          action="Save"
          before={{ name: segment.name, description: segment.description ?? '', shared: segment.shared }}
          busy={change.isPending}
          error={change.error}
          whyShared={segment.createdBy === me.user.id ? null : 'Only who made a segment can make it private.'}
          onClose={() => {
            change.reset();
            setEditing(false);
          }}
          onSubmit={(named) => change.mutate(named, { onSuccess: () => setEditing(false) })}
        />
      )}
    </>
  );
}

function ChangeRow({ change, now }: { change: SegmentChange; now: number }) {
  const { person } = change;
  const about = [person.title, person.company].filter(Boolean).join(' · ');
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[1fr_1.4fr_auto]">
      <div className="min-w-0">
        {person.deleted ? (
          <span className="block truncate font-medium text-ink-2 text-sm">{person.name}</span>
        ) : (
          <Link
            to="/prospects/$prospectId"
            params={{ prospectId: person.id }}
            className="block truncate font-medium text-sm hover:underline"
          >
            {person.name}
          </Link>
        )}
        <p className="truncate text-ink-3 text-xs">{about || 'No title, no company'}</p>
      </div>
      <div className="min-w-0 text-sm">
        <p>{whyWords(change)}</p>
        {fieldChanges(change.why).map((line) => (
          <p key={line} className="break-words text-ink-2 text-xs">
            {line}
          </p>
        ))}
      </div>
      <time className="num text-ink-3 text-xs" dateTime={change.at} title={exactTime(change.at)}>
        {ago(change.at, now)}
      </time>
    </li>
  );
}
