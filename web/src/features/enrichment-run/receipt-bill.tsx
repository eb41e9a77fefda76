import type { Receipt } from '../../../../src/features/credits/contract.ts';
import { number } from '../../lib/format.ts';
import { billLines } from './receipt-words.ts';

/** What comes off a sum; nothing is plain nought. */
const less = (value: number): string => (value === 0 ? '0' : `−${number(value)}`);

/** The sums of a run, in the order in which they come about. */
export function ReceiptBill({ receipt }: { receipt: Receipt }) {
  const { reserved, released, open, refunded, paid } = billLines(receipt);
  const unit = receipt.training ? 'play credits' : 'credits';
  const lines = [
    { label: 'Set aside', value: number(reserved), show: true },
    { label: 'Still out', value: number(open), show: open > 0 },
    { label: 'Not charged', value: less(released), show: true },
    { label: 'Refunded', value: less(refunded), show: refunded > 0 },
  ];
  return (
    <dl className="border-line-strong border-t pt-3">
      {lines
        .filter(({ show }) => show)
        .map(({ label, value }) => (
          <div key={label} className="flex items-baseline justify-between gap-4 py-0.5 text-ink-2 text-sm">
            <dt>{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      <div className="mt-1 flex items-baseline justify-between gap-4 border-line border-t pt-2">
        <dt className="font-medium text-sm">Charged</dt>
        <dd className="num font-semibold text-md">
          {number(paid)} <span className="font-normal text-ink-3 text-xs">{unit}</span>
        </dd>
      </div>
    </dl>
  );
}
