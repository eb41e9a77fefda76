import type { ReactNode } from 'react';
import type { ProspectRow } from '../../../../src/features/prospects/contract.ts';
import { ago, exactTime, usd, usdShort } from '../../lib/format.ts';
import { Dot } from '../../ui/badge.tsx';
import { enrichedState } from './enriched.ts';
import { type Sort, seniorityLabel } from './labels.ts';

export interface Column {
  key: string;
  head: string;
  /** The sort that a click on the head asks for. */
  sort?: Sort;
  /** Width, alignment, and from which width of the list on the column is shown. */
  className: string;
  /** Width of the placeholder while rows load. */
  skeleton: string;
  cell: (row: ProspectRow, now: number) => ReactNode;
}

const text = (value: string | null): ReactNode =>
  value === null ? <span className="text-ink-3">–</span> : <span title={value}>{value}</span>;

/** The columns after the person's own, in the order of their worth when the place gets narrow. */
export const COLUMNS: readonly Column[] = [
  { key: 'company', head: 'Company', className: 'w-[13%]', skeleton: 'w-24', cell: (row) => text(row.company) },
  {
    key: 'location',
    head: 'Location',
    className: 'hidden w-[13%] @min-[640px]:table-cell',
    skeleton: 'w-24',
    cell: (row) => text(row.location),
  },
  {
    key: 'industry',
    head: 'Industry',
    className: 'hidden w-[11%] @min-[860px]:table-cell',
    skeleton: 'w-20',
    cell: (row) => text(row.industry),
  },
  {
    key: 'seniority',
    head: 'Seniority',
    className: 'hidden w-[82px] @min-[760px]:table-cell',
    skeleton: 'w-14',
    cell: (row) => text(row.seniority === null ? null : seniorityLabel(row.seniority)),
  },
  {
    key: 'netWorth',
    head: 'Net worth',
    className: 'num w-[88px] text-right',
    skeleton: 'ml-auto w-12',
    cell: (row) =>
      row.netWorth === null ? (
        <span className="text-ink-3">–</span>
      ) : (
        <span className="font-medium text-ink" title={usd(row.netWorth)}>
          {usdShort(row.netWorth)}
        </span>
      ),
  },
  {
    key: 'email',
    head: 'E-mail',
    className: 'hidden w-[16%] pl-5! @min-[960px]:table-cell',
    skeleton: 'w-32',
    cell: (row) => text(row.email),
  },
  {
    key: 'added',
    head: 'Added',
    sort: 'newest',
    className: 'num hidden w-[100px] pr-4! @min-[700px]:table-cell',
    skeleton: 'w-14',
    cell: (row, now) => (
      <time dateTime={row.createdAt} title={exactTime(row.createdAt)}>
        {ago(row.createdAt, now)}
      </time>
    ),
  },
];

/** The dot before a name, with its word for those who do not see it. */
export function EnrichedDot({ row, now }: { row: ProspectRow; now: number }) {
  const { tone, word } = enrichedState(row.enrichedAt, now);
  const title = row.enrichedAt === null ? word : `${word}, ${ago(row.enrichedAt, now)}`;
  return (
    <span title={title} className="inline-flex size-4 shrink-0 items-center justify-center">
      <Dot tone={tone} className={row.enrichedAt === null ? 'border border-control bg-transparent' : undefined} />
      <span className="sr-only">{title}. </span>
    </span>
  );
}
