import { Link } from '@tanstack/react-router';
import { Sparkles } from 'lucide-react';
import type { Bulk } from '../../../../src/features/enrichment/contract.ts';
import { cx } from '../../lib/cx.ts';
import { ago, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMay } from '../session/use-me.ts';
import { bulkCost, bulkProgress, bulkState, isBulkOn, settledPeople, TRIGGER_WORDS } from './bulk-words.ts';
import { useBulks } from './use-bulk.ts';

/** Enrichments of many people, newest first. */
export function BulksScreen() {
  useTitle('Bulk enrichments');
  const { query, rows } = useBulks();
  const now = useNow();
  const may = useMay('enrichment:run');
  return (
    <>
      <PageHead title="Bulk enrichments" />
      <PageBody wide>
        <ListFrame
          query={query}
          what="bulk enrichments"
          count={rows.length}
          skeletons={4}
          skeleton={
            <div className="flex h-[61px] items-center gap-4 px-4" aria-hidden="true">
              <Skeleton className="size-5" />
              <Skeleton className="w-44" />
              <Skeleton className="ml-auto h-5 w-14" />
            </div>
          }
          empty={
            <EmptyState
              icon={<Sparkles aria-hidden="true" />}
              title="No bulk enrichments yet"
              action={
                <Link to="/prospects" className={buttonClass()}>
                  Go to prospects
                </Link>
              }
            >
              {may
                ? 'Tick people in the list, or filter it, and press Enrich. You see the price before anything is spent.'
                : 'Those who may enrich start them from the list of people; you see here how they go.'}
            </EmptyState>
          }
        >
          {rows.map((bulk) => (
            <BulkRow key={bulk.id} bulk={bulk} now={now} />
          ))}
        </ListFrame>
      </PageBody>
    </>
  );
}

function BulkRow({ bulk, now }: { bulk: Bulk; now: number }) {
  const { word, tone } = bulkState(bulk);
  return (
    <li className="relative grid grid-cols-[20px_1fr_auto] items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-hover md:grid-cols-[20px_1fr_140px_260px_104px]">
      <Sparkles className="size-5 text-ink-3" aria-hidden="true" />
      <div className="min-w-0">
        <Link
          to="/enrichments/$enrichmentId"
          params={{ enrichmentId: bulk.id }}
          className="num block truncate font-medium text-sm -outline-offset-2 after:absolute after:inset-0"
        >
          {bulkProgress(bulk)}
        </Link>
        <p className="num truncate text-ink-3 text-xs">
          {TRIGGER_WORDS[bulk.trigger]},{' '}
          <time dateTime={bulk.createdAt} title={exactTime(bulk.createdAt)}>
            {ago(bulk.createdAt, now)}
          </time>
          <span className="md:hidden"> · {bulkCost(bulk)}</span>
        </p>
      </div>
      <div className={cx('max-md:order-last max-md:col-start-2 max-md:col-end-4', !isBulkOn(bulk) && 'max-md:hidden')}>
        {isBulkOn(bulk) && (
          <Progress
            label="People done"
            done={settledPeople(bulk)}
            total={bulk.state === 'queued' ? null : bulk.people.total}
          />
        )}
      </div>
      <p className="num truncate text-ink-2 text-xs max-md:hidden">{bulkCost(bulk)}</p>
      <span className="flex justify-end">
        <Badge tone={tone}>{word}</Badge>
      </span>
    </li>
  );
}
