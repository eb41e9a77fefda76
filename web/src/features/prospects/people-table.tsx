import { ArrowDown, ArrowUp } from 'lucide-react';
import type { FoundRow } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import { useNow } from '../../lib/use-now.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SuppressedMark } from '../suppression/suppressed-mark.tsx';
import type { Filters } from './filters.ts';
import { FitsMark } from './fits-mark.tsx';
import type { Sort } from './labels.ts';
import { type Column, columnsOf, EnrichedDot } from './people-columns.tsx';
import { PersonLink } from './person-link.tsx';
import { RowTick } from './row-tick.tsx';
import { coverage } from './selection.ts';
import type { usePeopleRows } from './use-people-rows.ts';
import type { Selecting } from './use-selection.ts';

/** Two lines and their air. */
export const TABLE_ROW_PX = 52;
/** Least widths where columns were chosen: of the person's own, and of each other one. */
const PERSON_PX = 240;
const COLUMN_PX = 128;

const CELL = 'truncate border-b border-line px-2 text-ink-2';
const HEAD = 'sticky top-0 z-10 h-9 border-b border-line bg-surface px-2 text-left font-medium text-ink-3 text-xs';

interface PeopleTableProps {
  list: ReturnType<typeof usePeopleRows>;
  rows: readonly FoundRow[];
  /** Rows in all, the head not counted; -1 where only a floor is known. */
  rowCount: number;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** Those chosen; the usual ones where none were. */
  chosen: Filters['columns'];
  /** Null where nothing can be done with those ticked. */
  selecting: Selecting | null;
}

function SortHead({
  label,
  active,
  up,
  onClick,
}: {
  label: string;
  active: boolean;
  up: boolean;
  onClick: () => void;
}) {
  const Icon = up ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={onClick}
      className={cx(
        'group -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:bg-hover hover:text-ink',
        active && 'text-ink',
      )}
    >
      {label}
      <Icon className={cx('size-3', active ? '' : 'opacity-0 group-hover:opacity-60')} aria-hidden="true" />
    </button>
  );
}

/** The people of a desktop: a real table whose rows outside the window are only air. */
export function PeopleTable({ list, rows, rowCount, sort, onSort, chosen, selecting }: PeopleTableProps) {
  const now = useNow();
  const columns = columnsOf(chosen);
  const covered = selecting === null ? 'none' : coverage(rows, selecting.selection);
  return (
    <table
      aria-label="People"
      aria-rowcount={rowCount}
      style={chosen === undefined ? undefined : { minWidth: PERSON_PX + COLUMN_PX * chosen.length }}
      className="w-full table-fixed border-separate border-spacing-0 text-sm"
    >
      <thead>
        <tr>
          {selecting !== null && (
            <th scope="col" className={cx(HEAD, 'w-[42px] p-0!')}>
              <label className="flex h-9 items-center justify-center pl-2">
                <input
                  type="checkbox"
                  aria-label="Select everyone who is loaded"
                  checked={covered === 'all'}
                  ref={(box) => {
                    if (box !== null) box.indeterminate = covered === 'some';
                  }}
                  onChange={() => selecting.all(covered !== 'all')}
                  className="size-3.5 accent-accent"
                />
              </label>
            </th>
          )}
          <th
            scope="col"
            aria-sort={sort === 'name' ? 'ascending' : undefined}
            className={cx(HEAD, selecting === null && 'pl-4')}
          >
            <SortHead label="Person" active={sort === 'name'} up onClick={() => onSort('name')} />
          </th>
          {columns.map(({ key, head, className, sort: own }) => (
            <th
              key={key}
              scope="col"
              aria-sort={
                own !== undefined && sort === own ? (own === 'company' ? 'ascending' : 'descending') : undefined
              }
              className={cx(HEAD, className)}
            >
              {own === undefined ? (
                head
              ) : (
                <SortHead label={head} active={sort === own} up={own === 'company'} onClick={() => onSort(own)} />
              )}
            </th>
          ))}
        </tr>
      </thead>
      <Air height={list.before} />
      <tbody>
        {list.items.map(({ index }) => {
          const row = rows[index];
          return row === undefined ? (
            <SkeletonRow key={index} columns={columns} ticks={selecting !== null} />
          ) : (
            <tr
              key={row.id}
              data-index={index}
              aria-rowindex={index + 2}
              style={{ height: TABLE_ROW_PX }}
              className="cursor-pointer hover:bg-hover has-[:focus-visible]:bg-hover has-[input:checked]:bg-accent-soft"
            >
              {selecting !== null && (
                <td className={cx(CELL, 'p-0!')}>
                  <RowTick
                    name={row.name}
                    on={selecting.selection.has(row.id)}
                    onToggle={(range) => selecting.toggle(index, range)}
                    className="h-[51px] pl-2"
                  />
                </td>
              )}
              <td className={cx(CELL, selecting === null && 'pl-4')}>
                <span className="flex items-center gap-2">
                  <EnrichedDot row={row} now={now} />
                  <span className="min-w-0 leading-[18px]">
                    <span className="flex items-center gap-1.5">
                      <PersonLink
                        row={row}
                        tabIndex={index === list.active ? 0 : -1}
                        className="block w-fit max-w-full truncate rounded-sm font-medium text-ink outline-offset-1"
                      >
                        {row.name}
                      </PersonLink>
                      <SuppressedMark id={row.id} />
                      <FitsMark fits={row.fits} />
                    </span>
                    <span className="block truncate text-ink-3 text-xs" title={row.title ?? undefined}>
                      {row.title ?? 'No title'}
                    </span>
                  </span>
                </span>
              </td>
              {columns.map(({ key, className, cell }) => (
                <td key={key} className={cx(CELL, className)}>
                  {cell(row, now)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
      <Air height={list.after} />
    </table>
  );
}

/** The height of the rows that are not drawn. */
const Air = ({ height }: { height: number }) =>
  height > 0 ? (
    <tbody aria-hidden="true">
      <tr>
        <td style={{ height, padding: 0 }} />
      </tr>
    </tbody>
  ) : null;

const SkeletonRow = ({ columns, ticks }: { columns: readonly Column[]; ticks: boolean }) => (
  <tr style={{ height: TABLE_ROW_PX }}>
    {ticks && (
      <td className={CELL}>
        <Skeleton className="ml-auto size-3.5" />
      </td>
    )}
    <td className={cx(CELL, !ticks && 'pl-4')}>
      <span className="flex items-center gap-3 pl-1">
        <Skeleton className="size-2 rounded-full" />
        <span className="grid gap-2">
          <Skeleton className="w-32" />
          <Skeleton className="h-2.5 w-44" />
        </span>
      </span>
    </td>
    {columns.map(({ key, className, skeleton }) => (
      <td key={key} className={cx(CELL, className)}>
        <Skeleton className={skeleton} />
      </td>
    ))}
  </tr>
);
