import type { ProspectRow } from '../../../../src/features/prospects/contract.ts';
import { usdShort } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EnrichedDot } from './people-columns.tsx';
import { PersonLink } from './person-link.tsx';
import type { usePeopleRows } from './use-people-rows.ts';

/** Three lines and their air. */
export const CARD_PX = 88;

/** The people of a phone. */
export function PeopleCards({ list, rows }: { list: ReturnType<typeof usePeopleRows>; rows: readonly ProspectRow[] }) {
  const now = useNow();
  return (
    <ul aria-label="People" style={{ paddingTop: list.before, paddingBottom: list.after }}>
      {list.items.map(({ index }) => {
        const row = rows[index];
        return (
          <li key={row?.id ?? index} data-index={index} className="border-b" style={{ height: CARD_PX }}>
            {row === undefined ? (
              <span className="grid gap-3 px-4 py-4" aria-hidden="true">
                <Skeleton className="w-36" />
                <Skeleton className="w-56" />
                <Skeleton className="h-2.5 w-24" />
              </span>
            ) : (
              <PersonLink row={row} className="flex h-full gap-2.5 px-4 py-3 -outline-offset-2 active:bg-pressed">
                <span className="pt-0.5">
                  <EnrichedDot row={row} now={now} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="flex items-baseline gap-3">
                    <span className="flex-1 truncate font-medium text-base">{row.name}</span>
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
