import type { ProspectRow } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import { ago, exactTime, usd, usdShort } from '../../lib/format.ts';
import { enrichedState } from './enriched.ts';
import type { Filters, ViewColumn } from './filters.ts';
import { COLUMN_LABELS, type Sort, seniorityLabel } from './labels.ts';
import { USUAL_COLUMNS } from './views/view-state.ts';

interface Shown {
  /** The sort that a click on the head asks for. */
  sort?: Sort;
  /** Its part of the width: fixed, or `flex: growth, shrinkage, least`. */
  className: string;
  /** Figures stand at the right, below each other. */
  right?: true;
  /** Of the usual columns: from which width of the list on it is shown. Columns that somebody chose are all shown. */
  narrow?: string;
  /** Width of the placeholder while rows load. */
  skeleton: string;
  /** What stands in the cell; null where it is not known. */
  cell: (row: ProspectRow, now: number) => string | null;
  /** What a pointer is told, where it is not the cell's own text. */
  tip?: (row: ProspectRow) => string | undefined;
  /** How what is known looks. */
  look?: string;
}
export interface Column extends Omit<Shown, 'narrow'> {
  key: ViewColumn;
  head: string;
}

const time = (name: 'createdAt' | 'updatedAt' | 'enrichedAt'): Pick<Shown, 'cell' | 'tip'> => ({
  cell: ({ [name]: at }, now) => (at === null ? null : ago(at, now)),
  tip: ({ [name]: at }) => (at === null ? undefined : exactTime(at)),
});

const SHOWN: Record<ViewColumn, Shown> = {
  company: {
    sort: 'company',
    className: 'flex-[1.4_1_100px]',
    skeleton: 'w-24',
    cell: (row) => row.company,
  },
  location: {
    className: 'flex-[1.2_1_90px]',
    narrow: 'hidden @min-[640px]:block',
    skeleton: 'w-24',
    cell: (row) => row.location,
  },
  industry: {
    className: 'flex-[0.8_1_80px]',
    narrow: 'hidden @min-[880px]:block',
    skeleton: 'w-20',
    cell: (row) => row.industry,
  },
  seniority: {
    className: 'w-[82px] flex-none',
    narrow: 'hidden @min-[760px]:block',
    skeleton: 'w-14',
    cell: (row) => (row.seniority === null ? null : seniorityLabel(row.seniority)),
  },
  netWorth: {
    sort: 'netWorth',
    className: 'num w-[100px] flex-none',
    right: true,
    skeleton: 'ml-auto w-12',
    cell: (row) => (row.netWorth === null ? null : usdShort(row.netWorth)),
    tip: (row) => (row.netWorth === null ? undefined : usd(row.netWorth)),
    look: 'font-medium text-ink',
  },
  email: {
    className: 'flex-[1.6_1_130px] pl-5!',
    narrow: 'hidden @min-[1280px]:block',
    skeleton: 'w-32',
    cell: (row) => row.email,
  },
  phone: { className: 'num w-[136px] flex-none', skeleton: 'w-24', cell: (row) => row.phone },
  tags: { className: 'flex-[1_1_90px]', skeleton: 'w-24', cell: (row) => row.tags.join(', ') || null },
  added: {
    sort: 'newest',
    className: 'num w-[100px] flex-none pr-4!',
    narrow: 'hidden @min-[700px]:block',
    skeleton: 'w-14',
    ...time('createdAt'),
  },
  updated: {
    sort: 'updated',
    className: 'num w-[100px] flex-none pr-4!',
    skeleton: 'w-14',
    ...time('updatedAt'),
  },
  enriched: {
    sort: 'enriched',
    className: 'num w-[100px] flex-none pr-4!',
    skeleton: 'w-14',
    ...time('enrichedAt'),
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

/** The part of the person's own column. */
export const PERSON_FLEX = 'flex-[1.2_1_170px]';

const DOTS = { neutral: 'border border-control', warn: 'bg-warn', good: 'bg-good' } as const;

/** The dot before a name, with its word for those who do not see it. */
export function EnrichedDot({ row, now, className }: { row: ProspectRow; now: number; className?: string }) {
  const { tone, word } = enrichedState(row.enrichedAt, now);
  const title = row.enrichedAt === null ? word : `${word}, ${ago(row.enrichedAt, now)}`;
  return (
    <span
      role="img"
      aria-label={title}
      title={title}
      className={cx('mx-1 size-2 shrink-0 rounded-full', DOTS[tone], className)}
    />
  );
}
