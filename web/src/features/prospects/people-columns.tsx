import type { ReactNode } from 'react';
import type { ProspectRow } from '../../../../src/features/prospects/contract.ts';
import { ago, exactTime, usd, usdShort } from '../../lib/format.ts';
import { Dot } from '../../ui/badge.tsx';
import { enrichedState } from './enriched.ts';
import type { Filters, ViewColumn } from './filters.ts';
import { COLUMN_LABELS, type Sort, seniorityLabel } from './labels.ts';
import { USUAL_COLUMNS } from './views/view-state.ts';

interface Shown {
  /** The sort that a click on the head asks for. */
  sort?: Sort;
  /** Width and alignment. */
  className: string;
  /** Of the usual columns: from which width of the list on it is shown. Columns that somebody chose are all shown. */
  narrow?: string;
  /** Width of the placeholder while rows load. */
  skeleton: string;
  cell: (row: ProspectRow, now: number) => ReactNode;
}
export interface Column extends Omit<Shown, 'narrow'> {
  key: ViewColumn;
  head: string;
}

const text = (value: string | null): ReactNode =>
  value === null ? <span className="text-ink-3">–</span> : <span title={value}>{value}</span>;

const time = (at: string | null, now: number): ReactNode =>
  at === null ? (
    text(null)
  ) : (
    <time dateTime={at} title={exactTime(at)}>
      {ago(at, now)}
    </time>
  );

const SHOWN: Record<ViewColumn, Shown> = {
  company: { sort: 'company', className: 'w-[13%]', skeleton: 'w-24', cell: (row) => text(row.company) },
  location: {
    className: 'w-[13%]',
    narrow: 'hidden @min-[640px]:table-cell',
    skeleton: 'w-24',
    cell: (row) => text(row.location),
  },
  industry: {
    className: 'w-[11%]',
    narrow: 'hidden @min-[860px]:table-cell',
    skeleton: 'w-20',
    cell: (row) => text(row.industry),
  },
  seniority: {
    className: 'w-[82px]',
    narrow: 'hidden @min-[760px]:table-cell',
    skeleton: 'w-14',
    cell: (row) => text(row.seniority === null ? null : seniorityLabel(row.seniority)),
  },
  netWorth: {
    sort: 'netWorth',
    className: 'num w-[108px] text-right',
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
  email: {
    className: 'w-[16%] pl-5!',
    narrow: 'hidden @min-[960px]:table-cell',
    skeleton: 'w-32',
    cell: (row) => text(row.email),
  },
  phone: { className: 'num w-[136px]', skeleton: 'w-24', cell: (row) => text(row.phone) },
  tags: { className: 'w-[14%]', skeleton: 'w-24', cell: (row) => text(row.tags.join(', ') || null) },
  added: {
    sort: 'newest',
    className: 'num w-[100px] pr-4!',
    narrow: 'hidden @min-[700px]:table-cell',
    skeleton: 'w-14',
    cell: (row, now) => time(row.createdAt, now),
  },
  updated: {
    sort: 'updated',
    className: 'num w-[100px] pr-4!',
    skeleton: 'w-14',
    cell: (row, now) => time(row.updatedAt, now),
  },
  enriched: {
    sort: 'enriched',
    className: 'num w-[100px] pr-4!',
    skeleton: 'w-14',
    cell: (row, now) => time(row.enrichedAt, now),
  },
};

/**
 * The columns after the person's own. The usual ones go, the least worth first, where the place gets narrow; those that
 * somebody chose all stay, and the table scrolls.
 */
export const columnsOf = (chosen: Filters['columns']): Column[] =>
  (chosen ?? USUAL_COLUMNS).map((key) => {
    const { narrow, className, ...shown } = SHOWN[key];
    const classes = chosen === undefined && narrow !== undefined ? `${narrow} ${className}` : className;
    return { key, head: COLUMN_LABELS[key], className: classes, ...shown };
  });

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
