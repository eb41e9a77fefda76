import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { cx } from '../../lib/cx.ts';
import { ago, count, exactTime, number } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card, PageBody, PageHead } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { useMay } from '../session/use-me.ts';
import { bulkProgress, bulkState, isBulkOn, PEOPLE_WORDS, settledPeople, TRIGGER_WORDS } from './bulk-words.ts';
import { useBulk, useCancelBulk } from './use-bulk.ts';

const TICK_MS = 1_000;
const REST_MS = 30_000;

/** Many people enriched as one: how far it is, what became of each, what it cost; and the way to stop it. */
export function BulkScreen() {
  useTitle('Bulk enrichment');
  const { enrichmentId } = useParams({ from: '/frame/members/enrichments/$enrichmentId' });
  const query = useBulk(enrichmentId);
  const bulk = query.data;
  const on = bulk !== undefined && isBulkOn(bulk);
  const now = useNow(on ? TICK_MS : REST_MS);
  const may = useMay('enrichment:run');
  const whyNot = useWhyNot();
  const cancel = useCancelBulk(enrichmentId);
  const state = bulk === undefined ? undefined : bulkState(bulk);
  return (
    <>
      <PageHead title="Bulk enrichment" about={state && <Badge tone={state.tone}>{state.word}</Badge>}>
        {on && may && (
          <Button
            kind="danger"
            busy={cancel.isPending}
            whyNot={bulk.cancelRequested ? 'It is stopping: calls that are out still end.' : whyNot}
            onClick={() => cancel.mutate()}
          >
            Cancel
          </Button>
        )}
      </PageHead>
      <PageBody>
        <Link to="/enrichments" className={buttonClass('ghost', 'sm', '-ml-2 mb-4')}>
          <ArrowLeft aria-hidden="true" />
          All bulk enrichments
        </Link>
        {bulk === undefined && query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : bulk === undefined ? (
          <>
            <Loading label="Loading the enrichment" />
            <Skeleton className="h-[260px] w-full rounded-lg" />
            <Skeleton className="mt-4 h-[132px] w-full rounded-lg" />
          </>
        ) : (
          <>
            <Card className="p-4 md:p-5">
              <p role="status" className="num font-medium">
                {bulkProgress(bulk)}
              </p>
              <p className="num mt-0.5 text-ink-3 text-xs">
                {TRIGGER_WORDS[bulk.trigger]}{' '}
                <time dateTime={bulk.createdAt} title={exactTime(bulk.createdAt)}>
                  {ago(bulk.createdAt, now)}
                </time>
                {bulk.finishedAt !== null && (
                  <>
                    , ended <time title={exactTime(bulk.finishedAt)}>{ago(bulk.finishedAt, now)}</time>
                  </>
                )}
                . {bulk.sources.map((source) => SOURCE_LABELS[source]).join(', ')}.
              </p>
              {on ? (
                <Progress
                  label="People done"
                  done={settledPeople(bulk)}
                  total={bulk.state === 'queued' ? null : bulk.people.total}
                  className="mt-4 h-2!"
                />
              ) : (
                <div className="mt-4 flex h-2 overflow-hidden rounded-full bg-pressed" aria-hidden="true">
                  {PEOPLE_WORDS.map(({ key, bar }) => (
                    <div
                      key={key}
                      className={bar}
                      style={{ width: `${(bulk.people[key] / Math.max(1, bulk.people.total)) * 100}%` }}
                    />
                  ))}
                </div>
              )}
              <dl className="mt-5 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
                {PEOPLE_WORDS.filter(({ key }) => on || (key !== 'running' && key !== 'queued')).map(
                  ({ key, label, about, bar }) => (
                    <div key={key}>
                      <dt className="flex items-center gap-2 text-ink-2 text-xs">
                        <span className={`size-2 rounded-full ${bar}`} aria-hidden="true" />
                        {label}
                      </dt>
                      <dd className={cx('num mt-0.5 font-medium text-md', bulk.people[key] === 0 && 'text-ink-3')}>
                        {number(bulk.people[key])}
                      </dd>
                      <dd className="text-ink-3 text-xs">{about}</dd>
                    </div>
                  ),
                )}
              </dl>
            </Card>
            <BulkBill bulk={bulk} />
          </>
        )}
      </PageBody>
    </>
  );
}

/** What it cost, against its cap. */
function BulkBill({ bulk }: { bulk: NonNullable<ReturnType<typeof useBulk>['data']> }) {
  const {
    reason,
    people: { overCap },
    credits: { cap, used, reserved },
  } = bulk;
  return (
    <Card className="mt-4 p-4 md:p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-sm">Credits</h2>
        <Link to="/settings/credits" className="rounded-sm font-medium text-accent-ink text-xs hover:underline">
          See the ledger
        </Link>
      </div>
      <dl className="mt-3">
        <div className="flex justify-between gap-4 py-1 text-sm">
          <dt className="text-ink-2">Charged</dt>
          <dd className="num font-semibold">{number(used)}</dd>
        </div>
        <div className="flex justify-between gap-4 py-1 text-sm">
          <dt className="text-ink-2">Set aside for calls that are out</dt>
          <dd className="num">{number(reserved)}</dd>
        </div>
        <div className="flex justify-between gap-4 py-1 text-sm">
          <dt className="text-ink-2">It stops at</dt>
          <dd className="num">{cap === null ? 'No cap of its own' : count(cap, 'credit')}</dd>
        </div>
      </dl>
      {cap !== null && (
        <Progress
          label="Credits used of the cap"
          done={used + reserved}
          total={Math.max(1, cap)}
          tone={used + reserved >= cap ? 'warn' : 'accent'}
          className="mt-2"
        />
      )}
      {reason !== null && <p className="mt-2 text-warn-ink text-xs">{reason}</p>}
      {overCap > 0 && (
        <p className="mt-2 text-ink-2 text-xs">
          To go on, enrich the same people again with a higher cap: who is fresh is left out.{' '}
          <Link to="/prospects" className="rounded-sm font-medium text-accent-ink hover:underline">
            Go to prospects
          </Link>
        </p>
      )}
    </Card>
  );
}
