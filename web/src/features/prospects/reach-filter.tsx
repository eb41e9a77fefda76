import type { SearchCounts } from '../../../../src/features/prospects/contract.ts';
import { keysOf } from '../../../../src/lib/keys.ts';
import { cx } from '../../lib/cx.ts';
import { percent } from '../../lib/format.ts';
import { COUNT } from './facet-row.tsx';
import { FilterGroup } from './filter-group.tsx';
import { type Filters, withoutValue, withValue } from './filters.ts';
import { REACH_LABELS } from './labels.ts';

const REACH_ORDER = keysOf(REACH_LABELS);
const SIDES = [
  { name: 'has', label: 'Has', other: 'lacks' },
  { name: 'lacks', label: 'Lacks', other: 'has' },
] as const;

interface ReachFilterProps {
  filters: Filters;
  counts: SearchCounts | undefined;
  onChange: (filters: Filters) => void;
}

/** How people can be reached: who has it, who lacks it, and of how many it is known at all. */
export function ReachFilter({ filters, counts, onChange }: ReachFilterProps) {
  return (
    <FilterGroup title="Ways to reach">
      <ul>
        {REACH_ORDER.map((reach) => {
          // Of nobody nothing is known, which says nothing.
          const known = counts?.total.value === 0 ? undefined : counts?.coverage[reach];
          return (
            <li key={reach} className="flex h-8 items-center gap-1.5 text-sm max-md:h-11">
              <span className="min-w-0 flex-1 truncate">{REACH_LABELS[reach]}</span>
              {known !== undefined && <span className={cx('num text-ink-3 text-xs', COUNT)}>{percent(known)}</span>}
              <span className="flex">
                {SIDES.map(({ name, label, other }) => {
                  const on = filters[name]?.includes(reach) ?? false;
                  return (
                    <button
                      key={name}
                      type="button"
                      aria-pressed={on}
                      aria-label={`${label} ${REACH_LABELS[reach]}`}
                      onClick={() =>
                        onChange(
                          on
                            ? withoutValue(filters, name, reach)
                            : withValue(withoutValue(filters, other, reach), name, reach),
                        )
                      }
                      className={cx(
                        'h-6 border px-1.5 text-xs first:rounded-l-md last:-ml-px last:rounded-r-md max-md:h-9 max-md:px-3',
                        on
                          ? 'relative border-accent bg-accent-soft font-medium text-accent-ink'
                          : 'border-line text-ink-2 hover:bg-hover',
                      )}
                    >
                      {label}
                    </button>
                  );
                })}
              </span>
            </li>
          );
        })}
      </ul>
    </FilterGroup>
  );
}
