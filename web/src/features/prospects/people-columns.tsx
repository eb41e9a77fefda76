import type { CustomField, CustomType } from '../../../../src/features/custom-fields/contract.ts';
import type { FoundRow, ProspectRow } from '../../../../src/features/prospects/contract.ts';
import { customColumn, customOfColumn } from '../../../../src/lib/custom-column.ts';
import { cx } from '../../lib/cx.ts';
import { ago, exactTime, usd, usdShort } from '../../lib/format.ts';
import { safeUrl, shortUrl } from '../../lib/links.ts';
import { valueWords } from '../custom-fields/field-words.ts';
import { enrichedState } from './enriched.ts';
import { type Filters, isDay, type ViewColumn } from './filters.ts';
import { COLUMN_LABELS, type Sort, seniorityLabel } from './labels.ts';
import { USUAL_COLUMNS } from './views/view-state.ts';

interface Shown {
  /** The sort that a click on the head asks for. */
  sort?: Sort;
  /** Its part of the width: fixed, or `flex: growth, shrinkage, least`. */
  className: string;
  /** Figures stand at the right, below each other. */
  right?: true;
  /** Of the usual columns: from which width of the list on it is shown, in pixels. Columns that somebody chose are all shown. */
  from?: number;
  /** Width of the placeholder while rows load. */
  skeleton: string;
  /** What stands in the cell; null where it is not known. */
  cell: (row: FoundRow, now: number) => string | null;
  /** What a pointer is told, where it is not the cell's own text. */
  tip?: (row: FoundRow) => string | undefined;
  /** Where the cell leads, out of here; null where it leads nowhere. */
  away?: (row: FoundRow) => string | null;
  /** How what is known looks. */
  look?: string;
}
export interface Column extends Shown {
  key: ViewColumn;
  head: string;
}

const time = (name: 'createdAt' | 'updatedAt' | 'enrichedAt'): Pick<Shown, 'cell' | 'tip'> => ({
  cell: ({ [name]: at }, now) => (at === null ? null : ago(at, now)),
  tip: ({ [name]: at }) => (at === null ? undefined : exactTime(at)),
});

const SHOWN: Record<keyof typeof COLUMN_LABELS, Shown> = {
  company: {
    sort: 'company',
    className: 'flex-[1.4_1_100px]',
    skeleton: 'w-24',
    cell: (row) => row.company,
  },
  location: {
    className: 'flex-[1.2_1_90px]',
    from: 640,
    skeleton: 'w-24',
    cell: (row) => row.location,
  },
  industry: {
    className: 'flex-[0.8_1_80px]',
    from: 880,
    skeleton: 'w-20',
    cell: (row) => row.industry,
  },
  seniority: {
    className: 'w-[82px] flex-none',
    from: 760,
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
    from: 1280,
    skeleton: 'w-32',
    cell: (row) => row.email,
  },
  phone: { className: 'num w-[136px] flex-none', skeleton: 'w-24', cell: (row) => row.phone },
  tags: { className: 'flex-[1_1_90px]', skeleton: 'w-24', cell: (row) => row.tags.join(', ') || null },
  added: {
    sort: 'newest',
    className: 'num w-[100px] flex-none pr-4!',
    from: 700,
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

const OWN: Record<CustomType, Pick<Shown, 'className' | 'right' | 'skeleton'>> = {
  text: { className: 'flex-[1_1_90px]', skeleton: 'w-24' },
  number: { className: 'num w-[112px] flex-none', right: true, skeleton: 'ml-auto w-12' },
  date: { className: 'num w-[120px] flex-none', skeleton: 'w-16' },
  boolean: { className: 'w-[88px] flex-none', skeleton: 'w-8' },
  choice: { className: 'flex-[0.8_1_80px]', skeleton: 'w-20' },
  choices: { className: 'flex-[1.2_1_100px]', skeleton: 'w-28' },
  url: { className: 'flex-[1.2_1_110px]', skeleton: 'w-28' },
};

/** Whether a text is a value of its field: those that are come in one spelling. The other types' are shown as they are. */
const fits = (type: CustomType, value: string): boolean =>
  type === 'boolean' ? value === 'true' || value === 'false' : type !== 'date' || isDay(value);

/** A column of a field of the workspace's own. */
function ownColumn({ key, name, type }: Pick<CustomField, 'key' | 'name' | 'type'>): Column {
  const value = ({ custom }: FoundRow): string | undefined => custom?.[key];
  const link = (row: FoundRow): string | null => (type === 'url' ? safeUrl(value(row) ?? '') : null);
  return {
    key: customColumn(key),
    head: name,
    ...OWN[type],
    cell: (row) => {
      const said = value(row);
      if (said === undefined) return null;
      return link(row) === null ? valueWords({ type, value: said, fits: fits(type, said) }) : shortUrl(said);
    },
    ...(type === 'url' ? { away: link, tip: value } : {}),
  };
}

const isUsual = (column: ViewColumn): column is keyof typeof COLUMN_LABELS => Object.hasOwn(COLUMN_LABELS, column);

/**
 * The columns after the person's own. The usual ones go, the least worth first, where the place gets narrow; those that
 * somebody chose all stay, and the table scrolls. A field that is archived or not there has no column; until `fields`
 * are known each goes by its key.
 */
export function columnsOf(chosen: Filters['columns'], fields?: readonly CustomField[]): Column[] {
  const own = new Map(fields?.filter(({ archivedAt }) => archivedAt === null).map((field) => [field.key, field]));
  return (chosen ?? USUAL_COLUMNS).flatMap((key): Column[] => {
    if (!isUsual(key)) {
      const name = customOfColumn(key) ?? key;
      const field = fields === undefined ? { key: name, name, type: 'text' as const } : own.get(name);
      return field === undefined ? [] : [ownColumn(field)];
    }
    const { from, ...shown } = SHOWN[key];
    return [{ key, head: COLUMN_LABELS[key], ...shown, ...(chosen === undefined && from !== undefined && { from }) }];
  });
}

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
