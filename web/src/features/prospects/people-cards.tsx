import { memo } from 'react';
import type { FoundRow } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import { usdShort } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SuppressedMark } from '../suppression/suppressed-mark.tsx';
import { FitsMark } from './fits-mark.tsx';
import { type Column, EnrichedDot } from './people-columns.tsx';
import { personLinkId, profileHref } from './person-link.tsx';
import { RowTick } from './row-tick.tsx';
import type { usePeopleRows } from './use-people-rows.ts';
import type { Selecting } from './use-selection.ts';

/** Three lines and their air. */
const CARD_PX = 88;
/** One more, of the workspace's own fields that were chosen as columns. */
const OWN_PX = 20;
/** The height of a card. */
export const cardPx = (own: readonly Column[]): number => (own.length === 0 ? CARD_PX : CARD_PX + OWN_PX);

interface PeopleCardsProps {
  list: ReturnType<typeof usePeopleRows>;
  rows: readonly FoundRow[];
  /** Columns of the workspace's own fields, which stand in a line of their own. */
  own: readonly Column[];
  /** Null where nothing can be done with those ticked. */
  selecting: Selecting | null;
  /** The search that a profile is opened with, as the address has it. */
  search: string;
}

/** The people of a phone. */
export function PeopleCards({ list, rows, own, selecting, search }: PeopleCardsProps) {
  const now = useNow();
  return (
    <ul aria-label="People" className="relative" style={{ height: list.height }}>
      {list.items.map(({ index, start }) => {
        const row = rows[index];
        return (
          <PersonCard
            key={row?.id ?? index}
            row={row}
            index={index}
            top={start}
            now={now}
            own={own}
            ticked={row !== undefined && (selecting?.selection.has(row.id) ?? false)}
            onTick={selecting?.toggle ?? null}
            search={search}
          />
        );
      })}
    </ul>
  );
}

interface PersonCardProps {
  /** Undefined while the person is on the way. */
  row: FoundRow | undefined;
  index: number;
  /** Where it begins, in pixels from the first one. */
  top: number;
  now: number;
  own: readonly Column[];
  ticked: boolean;
  /** Null where nobody is ticked. */
  onTick: ((index: number, range: boolean) => void) | null;
  /** The search that a profile is opened with, as the address has it. */
  search: string;
}

/** `Club: Cowes · Boats: 3`: what is known of them. */
const ownWords = (row: FoundRow, own: readonly Column[], now: number): string =>
  own
    .flatMap(({ head, cell }) => {
      const text = cell(row, now);
      return text === null ? [] : [`${head}: ${text}`];
    })
    .join(' · ') || `No ${own.length === 1 ? own[0]?.head : 'fields of your own'} known`;

/** One person of a phone. Drawn once: while the list scrolls, a card that stays costs nothing. */
const PersonCard = memo(function PersonCard({ row, index, top, now, own, ticked, onTick, search }: PersonCardProps) {
  return (
    <li
      data-index={index}
      className={cx('absolute inset-x-0 flex border-b contain-strict', ticked && 'bg-accent-soft')}
      style={{ top, height: cardPx(own) }}
    >
      {onTick !== null && row !== undefined && (
        <RowTick
          name={row.name}
          on={ticked}
          onToggle={(range) => onTick(index, range)}
          className="w-11 shrink-0 pl-2"
        />
      )}
      {row === undefined ? (
        <span className={cx('grid gap-3 px-4 py-4', onTick !== null && 'pl-11')} aria-hidden="true">
          <Skeleton className="w-36" />
          <Skeleton className="w-56" />
          <Skeleton className="h-2.5 w-24" />
        </span>
      ) : (
        <a
          id={personLinkId(row.id)}
          href={profileHref(row.id, search)}
          className={cx(
            'flex h-full min-w-0 flex-1 gap-2.5 py-3 pr-4 -outline-offset-2 active:bg-pressed',
            onTick === null && 'pl-4',
          )}
        >
          <EnrichedDot row={row} now={now} className="mt-1.5" />
          <span className="min-w-0 flex-1">
            <span className="flex items-baseline gap-3">
              <span className="flex min-w-0 flex-1 items-center gap-1.5">
                <span className="truncate font-medium text-base">{row.name}</span>
                <SuppressedMark id={row.id} />
                <FitsMark fits={row.fits} />
              </span>
              {row.netWorth !== null && (
                <span className="num font-medium text-sm">
                  <span className="sr-only">Net worth </span>
                  {usdShort(row.netWorth)}
                </span>
              )}
            </span>
            <span className="block truncate text-ink-2 text-sm">
              {[row.title, row.company].filter(Boolean).join(' · ') || 'No title, no company'}
            </span>
            <span className="block truncate text-ink-3 text-xs leading-5">
              {[row.location, row.industry].filter(Boolean).join(' · ') || row.email || 'No place known'}
            </span>
            {own.length > 0 && (
              <span className="block truncate text-ink-2 text-xs leading-5">{ownWords(row, own, now)}</span>
            )}
          </span>
        </a>
      )}
    </li>
  );
});
