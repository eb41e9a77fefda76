import type { FoundRow } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import { usdShort } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SuppressedMark } from '../suppression/suppressed-mark.tsx';
import { FitsMark } from './fits-mark.tsx';
import { EnrichedDot } from './people-columns.tsx';
import { PersonLink } from './person-link.tsx';
import { RowTick } from './row-tick.tsx';
import type { usePeopleRows } from './use-people-rows.ts';
import type { Selecting } from './use-selection.ts';

/** Three lines and their air. */
export const CARD_PX = 88;

interface PeopleCardsProps {
  list: ReturnType<typeof usePeopleRows>;
  rows: readonly FoundRow[];
  /** Null where nothing can be done with those ticked. */
  selecting: Selecting | null;
}

/** The people of a phone. */
export function PeopleCards({ list, rows, selecting }: PeopleCardsProps) {
  const now = useNow();
  return (
    <ul aria-label="People" style={{ paddingTop: list.before, paddingBottom: list.after }}>
      {list.items.map(({ index }) => {
        const row = rows[index];
        return (
          <li
            key={row?.id ?? index}
            data-index={index}
            className="flex border-b has-[input:checked]:bg-accent-soft"
            style={{ height: CARD_PX }}
          >
            {selecting !== null && row !== undefined && (
              <RowTick
                name={row.name}
                on={selecting.selection.has(row.id)}
                onToggle={(range) => selecting.toggle(index, range)}
                className="w-11 shrink-0 pl-2"
              />
            )}
            {row === undefined ? (
              <span className={cx('grid gap-3 px-4 py-4', selecting !== null && 'pl-11')} aria-hidden="true">
                <Skeleton className="w-36" />
                <Skeleton className="w-56" />
                <Skeleton className="h-2.5 w-24" />
              </span>
            ) : (
              <PersonLink
                row={row}
                className={cx(
                  'flex h-full min-w-0 flex-1 gap-2.5 py-3 pr-4 -outline-offset-2 active:bg-pressed',
                  selecting === null && 'pl-4',
                )}
              >
                <span className="pt-0.5">
                  <EnrichedDot row={row} now={now} />
                </span>
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
                </span>
              </PersonLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}
