import type { InsiderAnswer } from '../../../../../src/features/filings/contract.ts';
import { calendarDay, count, usdShort } from '../../../lib/format.ts';
import { decimalWords } from './decimal-words.ts';

type Total = InsiderAnswer['totals']['buys'];

/** What of a sum is not in it, and of when it speaks. */
export function totalWords({ count: lines, unpriced, first, last }: Total): string {
  if (lines === 0) return 'None filed';
  const when =
    first === null || last === null
      ? null
      : first === last
        ? calendarDay(first)
        : `${first.slice(0, 4)}–${last.slice(0, 4)}`;
  const years = when !== null && first?.slice(0, 4) === last?.slice(0, 4) && first !== last ? first?.slice(0, 4) : when;
  return [count(lines, 'trade'), years, unpriced === 0 ? null : `${unpriced} without a price`]
    .filter(Boolean)
    .join(', ');
}

const Figure = ({ label, total }: { label: string; total: Total }) => (
  <div className="min-w-0 px-3 py-2.5">
    <dt className="text-ink-3 text-xs">{label}</dt>
    <dd>
      <p className="num font-semibold text-md" title={`$${decimalWords(total.amountUsd)}`}>
        {total.count === 0 ? '–' : usdShort(Number(total.amountUsd))}
      </p>
      <p className="num text-ink-3 text-xs">{totalWords(total)}</p>
    </dd>
  </div>
);

/** What was bought and sold by one's own decision, apart from what a plan did. Grants, gifts and taxes are in none of it. */
export const Totals = ({ totals }: { totals: InsiderAnswer['totals'] }) => (
  <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4 [&>div]:bg-surface">
    <Figure label="Open-market buys" total={totals.buys} />
    <Figure label="Open-market sells" total={totals.sells} />
    <Figure label="Plan buys" total={totals.planBuys} />
    <Figure label="Plan sells" total={totals.planSells} />
  </dl>
);
