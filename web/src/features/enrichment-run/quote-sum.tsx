import type { Quote } from '../../../../src/features/credits/contract.ts';
import { number } from '../../lib/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';

const LINE = 'flex items-baseline justify-between gap-4 py-1';

/** What it comes to, and what is left then. */
export function QuoteSum({ quote, cost }: { quote: Quote | undefined; cost: { median: number; worst: number } }) {
  const available = quote?.balance.available ?? 0;
  const lines = [
    { label: 'Total', likely: cost.median, most: cost.worst, strong: true },
    { label: 'Balance after', likely: available - cost.median, most: available - cost.worst, strong: false },
  ];
  return (
    <dl className="border-line-strong border-t pt-2">
      {lines.map(({ label, likely, most, strong }) => (
        <div key={label} className={LINE}>
          <dt className={strong ? 'font-medium text-sm' : 'text-ink-2 text-sm'}>{label}</dt>
          <dd className="flex">
            {[likely, most].map((value, at) => (
              <span
                key={at}
                className={`num w-14 text-right text-sm sm:w-[68px] ${strong ? 'font-semibold' : value < 0 ? 'text-bad-ink' : 'text-ink-2'}`}
              >
                {quote === undefined ? <Skeleton className="mt-1 ml-auto w-8" /> : number(value)}
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
