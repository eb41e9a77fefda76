import { useMemo, useRef } from 'react';
import type { FoundRow } from '../../../../src/features/prospects/contract.ts';
import { useNow } from '../../lib/use-now.ts';
import type { Sort } from './labels.ts';
import type { Column } from './people-columns.tsx';
import { PeopleHead } from './people-head.tsx';
import { PersonRow, SkeletonRow, TABLE_ROW_PX } from './person-row.tsx';
import { nextSlots, type Slot } from './row-slots.ts';
import { coverage } from './selection.ts';
import type { usePeopleRows } from './use-people-rows.ts';
import type { Selecting } from './use-selection.ts';

/** Least widths where columns were chosen: of the person's own, and of each other one. */
const PERSON_PX = 240;
const COLUMN_PX = 128;

interface PeopleTableProps {
  list: ReturnType<typeof usePeopleRows>;
  rows: readonly FoundRow[];
  /** Rows in all, the head not counted; -1 where only a floor is known. */
  rowCount: number;
  sort: Sort;
  onSort: (sort: Sort) => void;
  columns: readonly Column[];
  /** Whether somebody chose them: then all stay, however narrow the place is. */
  chosen: boolean;
  /** Whose profile is open over the list. */
  openId: string | undefined;
  /** Null where nothing can be done with those ticked. */
  selecting: Selecting | null;
  /** The search that a profile is opened with, as the address has it. */
  search: string;
}

const nothing = () => {};

/**
 * The people of a desktop: a real table of which only the rows near the window are drawn, each in its own place. Laid out as
 * boxes: in a table's own layout each row that comes or goes moves all the others. While the list scrolls its rows keep their elements
 * and are given other people.
 */
export function PeopleTable({
  list,
  rows,
  rowCount,
  sort,
  onSort,
  columns,
  chosen,
  openId,
  selecting,
  search,
}: PeopleTableProps) {
  const now = useNow();
  const selection = selecting?.selection;
  const covered = useMemo(() => (selection === undefined ? null : coverage(rows, selection)), [rows, selection]);
  const slots = useRef<readonly Slot[]>([]);
  slots.current = nextSlots(
    slots.current,
    list.items.map(({ index }) => index),
    !list.scrolling,
  );
  return (
    <table
      aria-label="People"
      aria-rowcount={rowCount}
      style={chosen ? { minWidth: PERSON_PX + COLUMN_PX * columns.length } : undefined}
      className="block w-full text-sm"
    >
      <PeopleHead
        columns={columns}
        sort={sort}
        onSort={onSort}
        ticked={covered}
        onTickAll={selecting?.all ?? nothing}
      />
      <tbody className="relative block" style={{ height: list.height }}>
        {slots.current.map(({ slot, index }) => {
          const row = rows[index];
          const top = index * TABLE_ROW_PX;
          return row === undefined ? (
            <SkeletonRow key={slot} top={top} columns={columns} ticks={selecting !== null} />
          ) : (
            <PersonRow
              key={slot}
              row={row}
              index={index}
              top={top}
              columns={columns}
              now={now}
              active={index === list.active}
              open={row.id === openId}
              ticked={selection?.has(row.id) ?? false}
              onTick={selecting?.toggle ?? null}
              search={search}
            />
          );
        })}
      </tbody>
    </table>
  );
}
