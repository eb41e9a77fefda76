import { Link } from '@tanstack/react-router';
import {
  ArrowRight,
  BadgeCheck,
  Ban,
  Coins,
  FileSpreadsheet,
  FileText,
  Flag,
  History,
  ListChecks,
  ListMinus,
  ListPlus,
  type LucideIcon,
  Merge,
  Pencil,
  RotateCcw,
  Rows3,
  Sparkles,
  Trash2,
  Undo2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { TimelineEvent, TimelineKind } from '../../../../src/features/records/contract.ts';
import { clockTime, exactTime, usdShort } from '../../lib/format.ts';
import { safeUrl } from '../../lib/links.ts';
import { rowsOf } from '../../lib/pages.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { byDay, byWords, changedLabel, eventTitle, saidByTitle, sourceWords } from './timeline-words.ts';
import { useTimeline } from './use-timeline.ts';

/** Rows that stand in while the first page comes. */
const SKELETONS = 6;

const ICONS: Readonly<Record<TimelineKind, LucideIcon>> = {
  added: FileSpreadsheet,
  import_changed: FileSpreadsheet,
  changed: Pencil,
  bulk_changed: ListChecks,
  bulk_undone: Undo2,
  value_chosen: BadgeCheck,
  value_released: RotateCcw,
  enriched: Sparkles,
  enrichment_cancelled: Ban,
  note_added: FileText,
  note_changed: FileText,
  note_deleted: FileText,
  list_joined: ListPlus,
  list_left: ListMinus,
  segment_joined: Rows3,
  segment_left: Rows3,
  merged: Merge,
  unmerged: Undo2,
  deleted: Trash2,
  restored: RotateCcw,
  signal: Flag,
  dossier: FileText,
  refunded: Coins,
};

/** What happened to a person, under the days it happened on. */
export function TimelineTab({ prospectId }: { prospectId: string }) {
  const now = useNow();
  const query = useTimeline(prospectId);
  const events = rowsOf(query.data?.pages);
  if (query.isError && events.length === 0) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending) {
    return (
      <div className="grid gap-5 px-4 py-5 md:px-6">
        <Loading label="Loading the timeline" />
        {Array.from({ length: SKELETONS }, (_, at) => (
          <div key={at} className="flex items-center gap-3" aria-hidden="true">
            <Skeleton className="size-7 rounded-full" />
            <Skeleton className="w-56" />
          </div>
        ))}
      </div>
    );
  }
  if (events.length === 0) {
    return (
      <EmptyState icon={<History aria-hidden="true" />} title="Nothing has happened yet">
        Imports, changes, enrichments, notes and filings stand here as they come.
      </EmptyState>
    );
  }
  return (
    <div className="px-4 py-5 md:px-6">
      {byDay(events, now).map(({ day, title, events: ofDay }) => (
        <section key={`${day}/${ofDay[0]?.id}`} aria-label={title} className="mb-5">
          <h3 className="mb-3 text-ink-3 text-xs">{title}</h3>
          <ol className="relative grid gap-4 before:absolute before:inset-y-3 before:left-[13px] before:w-px before:bg-line">
            {ofDay.map((event) => (
              <Event key={event.id} event={event} />
            ))}
          </ol>
        </section>
      ))}
      {query.hasNextPage && (
        <div className="text-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
      {query.isFetchNextPageError && (
        <p role="alert" className="mt-2 text-center text-bad-ink text-sm">
          Older events could not be read. Try again.
        </p>
      )}
    </div>
  );
}

function Event({ event }: { event: TimelineEvent }) {
  const Icon = ICONS[event.kind];
  const sources = sourceWords(event);
  const isNote = event.kind.startsWith('note_');
  const about = [
    byWords(event),
    event.of === null ? null : `as ${event.of.name}`,
    event.amountUsd === null ? null : usdShort(Number(event.amountUsd)),
  ].filter((one) => one !== null);
  return (
    <li className="relative flex gap-3 text-sm">
      <span className="z-1 flex size-7 shrink-0 items-center justify-center rounded-full border border-line bg-surface text-ink-3 [&_svg]:size-3.5">
        <Icon aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1 pt-1">
        <div className="flex items-baseline gap-3">
          <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            <Title event={event} />
          </p>
          {!event.dayOnly && (
            <time dateTime={event.at} title={exactTime(event.at)} className="num shrink-0 text-ink-3 text-xs">
              {clockTime(event.at)}
            </time>
          )}
        </div>
        {about.length > 0 && <p className="num mt-0.5 text-ink-3 text-xs">{about.join(' · ')}</p>}
        {sources !== null && <p className="num mt-1 text-ink-2 text-xs">{sources}</p>}
        {isNote && event.text !== null && (
          <p className="mt-1 line-clamp-3 whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">{event.text}</p>
        )}
        {event.changes.length > 0 && !saidByTitle(event) && <Changes event={event} />}
      </div>
    </li>
  );
}

/** The line, which leads to what it speaks of. */
function Title({ event }: { event: TimelineEvent }): ReactNode {
  const title = eventTitle(event);
  const link = 'underline decoration-line-strong underline-offset-2 hover:decoration-current';
  const url = event.url === null ? null : safeUrl(event.url);
  if (url !== null) {
    return (
      <a href={url} target="_blank" rel="noopener noreferrer" className={link}>
        {title}
        <span className="sr-only"> (opens in a new tab)</span>
      </a>
    );
  }
  const id = event.subject?.id;
  if (id === undefined) return title;
  if (event.subject?.type === 'import') {
    return (
      <Link to="/imports/$importId" params={{ importId: id }} className={link}>
        {title}
      </Link>
    );
  }
  if (event.subject?.type === 'list') {
    return (
      <Link to="/lists/$listId" params={{ listId: id }} className={link}>
        {title}
      </Link>
    );
  }
  return title;
}

const Changes = ({ event }: { event: TimelineEvent }) => (
  <dl className="mt-1.5 grid gap-1 text-xs">
    {event.changes.map(({ field, before, after }) => (
      <div key={field} className="flex flex-wrap gap-x-2 [overflow-wrap:anywhere]">
        <dt className="text-ink-3">{changedLabel(field)}</dt>
        <dd className="min-w-0">
          {before === null ? <span className="text-ink-3">empty</span> : <del className="text-ink-3">{before}</del>}
          <ArrowRight aria-hidden="true" className="mx-1.5 inline size-3 align-[-1px] text-ink-3" />
          <span className="sr-only"> became </span>
          {after === null ? <span className="text-ink-3">empty</span> : <ins className="no-underline">{after}</ins>}
        </dd>
      </div>
    ))}
  </dl>
);
