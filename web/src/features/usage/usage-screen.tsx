import { calendarDay, count, exactTime, humanize, number } from '../../lib/format.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card, PageBody } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { UsageLimit } from './usage-item.tsx';
import { standingOf } from './usage-words.ts';
import { useUsage } from './use-usage.ts';

const SKELETONS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** What the plan allows, what is used of it, and by what. */
export function UsageScreen() {
  useTitle('Usage');
  const query = useUsage();
  const usage = query.data;
  if (query.isError && usage === undefined) {
    return (
      <PageBody wide>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </PageBody>
    );
  }
  if (usage === undefined) {
    return (
      <PageBody wide>
        <Loading label="Loading usage" />
        <Skeleton className="mb-4 h-[82px] w-full rounded-lg max-sm:h-[174px]" />
        <Skeleton className="mt-1 mb-5 w-64" />
        <Card className="divide-y divide-line">
          {SKELETONS.map((key) => (
            <div key={key} className="grid h-[104px] content-start gap-3 px-5 py-5 md:grid-cols-[220px_1fr]">
              <Skeleton className="w-28" />
              <Skeleton className="w-full" />
            </div>
          ))}
        </Card>
      </PageBody>
    );
  }
  const pressing = usage.items.filter((item) => (standingOf(item)?.state ?? 'fine') !== 'fine').length;
  const { period, credits } = usage;
  return (
    <PageBody wide>
      <Card className="mb-4 grid gap-x-10 gap-y-4 p-4 sm:grid-cols-3 md:p-5">
        <div>
          <p className="text-ink-3 text-xs">Plan</p>
          <p className="mt-1 flex items-center gap-2 font-medium">
            {humanize(usage.plan)}
            {usage.trial && <Badge tone="accent">Trial, with the limits of Pro</Badge>}
          </p>
        </div>
        <div>
          <p className="text-ink-3 text-xs">Prepaid credits</p>
          <p className="num mt-1 font-medium">
            {number(credits.available)}
            {credits.reserved > 0 && (
              <span className="font-normal text-ink-3 text-xs"> and {number(credits.reserved)} set aside for runs</span>
            )}
          </p>
        </div>
        <div>
          <p className="text-ink-3 text-xs">The month begins anew</p>
          <p className="num mt-1 font-medium">
            <time dateTime={period.to} title={exactTime(period.to)}>
              {calendarDay(period.to.slice(0, 10))}
            </time>
            <span className="font-normal text-ink-3 text-xs"> UTC</span>
          </p>
        </div>
      </Card>
      <p role="status" className="mb-4 text-ink-2 text-sm">
        {pressing === 0
          ? 'No limit is near.'
          : `${count(pressing, 'limit')} ${pressing === 1 ? 'is' : 'are'} near or reached. An owner can move to a larger plan.`}
      </p>
      <Card>
        <ul className="divide-y divide-line">
          {usage.items.map((item) => (
            <UsageLimit key={item.key} item={item} />
          ))}
        </ul>
      </Card>
    </PageBody>
  );
}
