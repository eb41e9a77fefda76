import { useState } from 'react';
import type { Facet, SearchAnswer } from '../../../../src/features/prospects/contract.ts';
import { number, percent } from '../../lib/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { facetRows } from './facet-rows.ts';
import { FilterGroup } from './filter-group.tsx';
import { FILTER_LABELS, type Filters, facetFilter, toggleValue } from './filters.ts';
import { valueLabel } from './labels.ts';

/** Values shown before "Show more": five facets of this height fit a laptop's screen. */
const SHORT = 5;
const SKELETON_WIDTHS = ['w-28', 'w-20', 'w-32', 'w-24', 'w-16'];

interface FacetListProps {
  facet: Facet;
  filters: Filters;
  answer: SearchAnswer | undefined;
  onChange: (filters: Filters) => void;
}

/** One facet: its values, how many people each has, and which are chosen. */
export function FacetList({ facet, filters, answer, onChange }: FacetListProps) {
  const [open, setOpen] = useState(false);
  const rows = facetRows(facet, filters, answer);
  if (rows !== undefined && rows.length === 0) return null;
  const known = answer?.coverage[facet];
  const estimated = answer !== undefined && !answer.facetsExact;
  const chosen = rows?.filter((row) => row.selected).length ?? 0;
  const shown = open ? rows : rows?.slice(0, Math.max(SHORT, chosen));
  const more = (rows?.length ?? 0) - (shown?.length ?? 0);
  return (
    <FilterGroup
      title={FILTER_LABELS[facet]}
      about={known !== undefined && known < 1 && facet !== 'owner' ? `known for ${percent(known)}` : undefined}
    >
      <ul>
        {shown === undefined
          ? SKELETON_WIDTHS.map((width) => (
              <li key={width} className="flex h-7 items-center gap-2 max-md:h-10">
                <Skeleton className="size-3.5" />
                <Skeleton className={width} />
              </li>
            ))
          : shown.map((row) => (
              <li key={row.value}>
                <label className="-mx-2 flex h-7 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover max-md:h-10">
                  <input
                    type="checkbox"
                    checked={row.selected}
                    onChange={() => onChange(toggleValue(filters, facet, facetFilter(facet, row.value)))}
                    className="size-3.5 shrink-0 accent-accent max-md:size-4.5"
                  />
                  <span className="min-w-0 flex-1 truncate" title={row.value}>
                    {row.label ?? valueLabel(facet, row.value)}
                  </span>
                  {row.count !== null && (
                    <span className="num text-ink-3 text-xs" title={estimated ? 'An estimate' : undefined}>
                      {estimated ? '~' : ''}
                      {number(row.count)}
                    </span>
                  )}
                </label>
              </li>
            ))}
      </ul>
      {(more > 0 || open) && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="mt-1 rounded-sm text-ink-3 text-xs hover:text-ink hover:underline"
        >
          {open ? 'Show fewer' : `Show ${more} more`}
        </button>
      )}
    </FilterGroup>
  );
}
