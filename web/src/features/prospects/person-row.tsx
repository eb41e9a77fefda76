import { memo } from 'react';
import type { FoundRow } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SuppressedMark } from '../suppression/suppressed-mark.tsx';
import { FitsMark } from './fits-mark.tsx';
import { type Column, EnrichedDot, PERSON_FLEX } from './people-columns.tsx';
import { personLinkId, profileHref } from './person-link.tsx';
import { RowTick } from './row-tick.tsx';

/** Two lines and their air. */
export const TABLE_ROW_PX = 52;

const CELL = 'min-w-0 truncate px-2';
/** A box of its own: what is drawn or taken away beside it costs it nothing. */
const ROW = 'absolute inset-x-0 flex items-center border-line border-b contain-strict';

interface PersonRowProps {
  row: FoundRow;
  index: number;
  /** Where it begins, in pixels from the first one. */
  top: number;
  columns: readonly Column[];
  now: number;
  /** Whether the tabulator comes to this one. */
  active: boolean;
  /** Whether the profile is open over the list. */
  open: boolean;
  ticked: boolean;
  /** Null where nobody is ticked. */
  onTick: ((index: number, range: boolean) => void) | null;
  /** The search that a profile is opened with, as the address has it. */
  search: string;
}

/**
 * One person of the table. Drawn once: while the list scrolls, a row that stays costs nothing. Its elements are given another person
 * when it leaves the window, but for those that can have the focus: it would be that person's.
 */
export const PersonRow = memo(function PersonRow({
  row,
  index,
  top,
  columns,
  now,
  active,
  open,
  ticked,
  onTick,
  search,
}: PersonRowProps) {
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      style={{ top, height: TABLE_ROW_PX }}
      className={cx(
        ROW,
        'cursor-pointer',
        ticked ? 'bg-accent-soft' : open ? 'bg-hover' : 'focus-within:bg-hover hover:bg-hover',
      )}
    >
      {onTick !== null && (
        <td className={cx(CELL, 'w-[42px] flex-none p-0!')}>
          <RowTick
            key={row.id}
            name={row.name}
            on={ticked}
            onToggle={(range) => onTick(index, range)}
            className="h-[51px] pl-2"
          />
        </td>
      )}
      <td className={cx(CELL, PERSON_FLEX, 'flex items-center gap-2', onTick === null && 'pl-4')}>
        <EnrichedDot row={row} now={now} />
        <span className="min-w-0 leading-[18px]">
          <span className="flex items-center gap-1.5">
            <a
              key={row.id}
              id={personLinkId(row.id)}
              href={profileHref(row.id, search)}
              aria-current={open ? 'page' : undefined}
              tabIndex={active ? 0 : -1}
              className="block truncate rounded-sm font-medium text-ink outline-offset-1"
            >
              {row.name}
            </a>
            <SuppressedMark id={row.id} />
            <FitsMark fits={row.fits} />
          </span>
          <span className="block truncate text-ink-3 text-xs" title={row.title ?? undefined}>
            {row.title ?? 'No title'}
          </span>
        </span>
      </td>
      {columns.map(({ key, className, right, cell, tip, away, look }) => {
        const text = cell(row, now);
        const href = away?.(row) ?? null;
        return (
          <td
            key={key}
            title={tip === undefined ? (text ?? undefined) : tip(row)}
            className={cx(
              CELL,
              right && 'text-right',
              text === null ? 'text-ink-3' : (look ?? 'text-ink-2'),
              className,
            )}
          >
            {href === null ? (
              (text ?? '–')
            ) : (
              <a
                key={row.id}
                data-away
                href={href}
                target="_blank"
                rel="noopener noreferrer"
                tabIndex={active ? 0 : -1}
                className="underline decoration-line underline-offset-2 hover:decoration-current"
              >
                {text}
              </a>
            )}
          </td>
        );
      })}
    </tr>
  );
});

/** The place of a person who is on the way. */
export const SkeletonRow = memo(function SkeletonRow({
  top,
  columns,
  ticks,
}: {
  top: number;
  columns: readonly Column[];
  ticks: boolean;
}) {
  return (
    <tr style={{ top, height: TABLE_ROW_PX }} className={ROW}>
      {ticks && (
        <td className={cx(CELL, 'w-[42px] flex-none')}>
          <Skeleton className="ml-auto size-3.5" />
        </td>
      )}
      <td className={cx(CELL, PERSON_FLEX, !ticks && 'pl-4')}>
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
});
