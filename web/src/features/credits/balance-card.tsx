import type { CreditState } from '../../../../src/features/credits/contract.ts';
import { number } from '../../lib/format.ts';
import { Card } from '../../ui/page.tsx';

/** What a balance is made of: the parts add up to the whole, and are drawn so. */
export function BalanceCard({ credits }: { credits: CreditState }) {
  const { granted, reserved, spent, available, refunded } = credits;
  const whole = Math.max(1, granted);
  const parts = [
    { label: 'Available', value: available, bar: 'bg-accent', about: 'Ready to be used' },
    { label: 'Set aside', value: reserved, bar: 'bg-warn', about: 'For calls that are out' },
    { label: 'Spent', value: spent, bar: 'bg-control', about: 'Less what was refunded' },
  ];
  return (
    <Card className="p-4 md:p-5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <p className="num font-semibold text-2xl">{number(available)}</p>
        <p className="text-ink-2 text-sm">
          credits available of <span className="num">{number(granted)}</span> granted
        </p>
      </div>
      <div className="mt-4 flex h-2 overflow-hidden rounded-full bg-pressed" aria-hidden="true">
        {parts.map(({ label, value, bar }) => (
          <div key={label} className={bar} style={{ width: `${(value / whole) * 100}%` }} />
        ))}
      </div>
      <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-4 md:grid-cols-4">
        {parts.map(({ label, value, bar, about }) => (
          <div key={label}>
            <dt className="flex items-center gap-2 text-ink-2 text-xs">
              <span className={`size-2 rounded-full ${bar}`} aria-hidden="true" />
              {label}
            </dt>
            <dd className="num mt-0.5 font-medium text-md">{number(value)}</dd>
            <dd className="text-ink-3 text-xs">{about}</dd>
          </div>
        ))}
        <div>
          <dt className="text-ink-2 text-xs">Refunded</dt>
          <dd className="num mt-0.5 font-medium text-md">{number(refunded)}</dd>
          <dd className="text-ink-3 text-xs">For addresses that bounced</dd>
        </div>
      </dl>
    </Card>
  );
}
