import type { InsiderAnswer } from '../../../../../src/features/filings/contract.ts';
import { usdShort } from '../../../lib/format.ts';
import { decimalWords } from './decimal-words.ts';
import { type Total, totalWords } from './total-words.ts';

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
