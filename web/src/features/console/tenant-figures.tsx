import type { TenantDetail } from '../../../../src/features/console/contract.ts';
import { number } from '../../lib/format.ts';
import { Card } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';

/** Of this limit, how much is used. Near it says so in words, full in others. */
const wordsOf = (used: number, limit: number | undefined): string =>
  limit === undefined ? '' : used >= limit ? `full, of ${number(limit)}` : `of ${number(limit)}`;

/** What a workspace holds, beside what it may hold. */
export function TenantFigures({ tenant }: { tenant: TenantDetail }) {
  const { credits, limits } = tenant;
  const figures: Array<{ label: string; value: number; limit: number | undefined; words?: string }> = [
    { label: 'People', value: tenant.prospects, limit: limits.prospects },
    { label: 'Members', value: tenant.members, limit: limits.members },
    {
      label: 'Credits left',
      value: credits.granted - credits.reserved - credits.spent,
      limit: undefined,
      words: `of ${number(credits.granted)} granted`,
    },
    { label: 'Jobs open', value: tenant.openJobs, limit: undefined, words: `${number(limits.jobs ?? 0)} at a time` },
  ];
  return (
    <Card className="mt-6">
      <dl className="grid grid-cols-2 divide-line md:grid-cols-4 md:divide-x">
        {figures.map(({ label, value, limit, words }) => (
          <div key={label} className="p-4">
            <dt className="text-ink-3 text-xs">{label}</dt>
            <dd className="num mt-1 font-semibold text-xl">{number(value)}</dd>
            <dd className="num text-ink-3 text-xs">{words ?? wordsOf(value, limit)}</dd>
            {limit !== undefined && (
              <dd>
                <Progress
                  label={label}
                  done={value}
                  total={Math.max(1, limit)}
                  tone={value >= limit ? 'bad' : 'accent'}
                  className="mt-2 h-1!"
                />
              </dd>
            )}
          </div>
        ))}
      </dl>
    </Card>
  );
}
