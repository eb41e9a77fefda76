import { type KeyboardEvent, useRef, useState } from 'react';
import type { Facet, SearchCounts } from '../../../../src/features/prospects/contract.ts';
import { percent } from '../../lib/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { COUNT, FacetRowItem } from './facet-row.tsx';
import { facetRows, foundRows } from './facet-rows.ts';
import { FilterGroup } from './filter-group.tsx';
import { FILTER_LABELS, type Filters, facetFilter, toggleValue } from './filters.ts';
import { valueLabel } from './labels.ts';
import { isLong, useFacetValues } from './use-facet-values.ts';

/** Values shown before "Show more": five facets of this height fit a laptop's screen. Bands of wealth are a scale, and shown whole. */
const SHORT = 5;
/** As many values as a search answers with: there may be more of them, to be found by typing. */
const FULL = 10;
const SKELETON_WIDTHS = ['w-28', 'w-20', 'w-32', 'w-24', 'w-16'];

interface FacetListProps {
  facet: Facet;
  filters: Filters;
  counts: SearchCounts | undefined;
  failed: boolean;
  onChange: (filters: Filters) => void;
}

/** One facet: its values, how many people each has, and which are chosen. A long one is searched by typing. */
export function FacetList({ facet, filters, counts, failed, onChange }: FacetListProps) {
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const search = useFacetValues(facet);
  const rows = facetRows(facet, filters, counts);
  if ((rows === undefined ? failed : rows.length === 0) && !search.active) return null;
  const name = FILTER_LABELS[facet];
  const known = counts?.coverage[facet];
  const estimated = counts !== undefined && !counts.facetsExact;
  const chosen = rows?.filter((row) => row.selected).length ?? 0;
  const found = search.values && foundRows(facet, filters, search.values);
  const shown = found ?? (open ? rows : rows?.slice(0, Math.max(facet === 'wealth' ? FULL : SHORT, chosen)));
  const more = found === undefined ? (rows?.length ?? 0) - (shown?.length ?? 0) : 0;
  const searched = isLong(facet) && (search.active || (counts?.facets[facet].length ?? 0) >= FULL);
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      list.current?.querySelector('input')?.focus();
    } else if (event.key === 'Escape' && search.typed !== '') {
      event.stopPropagation();
      search.type('');
    }
  };
  return (
    <FilterGroup
      title={name}
      about={
        known !== undefined && known < 1 && facet !== 'owner' ? (
          <span className={COUNT}>known for {percent(known)}</span>
        ) : undefined
      }
    >
      {searched && (
        <input
          type="search"
          value={search.typed}
          onChange={(event) => search.type(event.target.value)}
          onKeyDown={keys}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          aria-label={`Find a value of ${name.toLowerCase()}`}
          placeholder="Find"
          className="mb-1 h-7 w-full rounded-md border border-line-strong bg-surface px-2 text-sm hover:border-control max-md:h-10 max-md:text-md"
        />
      )}
      <ul ref={list}>
        {shown === undefined
          ? SKELETON_WIDTHS.map((width) => (
              <li key={width} className="flex h-7 items-center gap-2 max-md:h-10">
                <Skeleton className="size-3.5" />
                <Skeleton className={width} />
              </li>
            ))
          : shown.map((row) => (
              <FacetRowItem
                key={row.value}
                row={row}
                label={row.label ?? valueLabel(facet, row.value)}
                estimated={found === undefined && estimated}
                about={found === undefined ? undefined : 'In the whole workspace'}
                onToggle={() => onChange(toggleValue(filters, facet, facetFilter(facet, row.value)))}
              />
            ))}
      </ul>
      {search.active && (
        <p role="status" className="mt-1 text-ink-3 text-xs">
          {search.failed
            ? 'The values could not be searched.'
            : found === undefined
              ? 'Searching'
              : found.length === 0
                ? 'Nobody has such a value.'
                : 'Counts are of the whole workspace.'}
        </p>
      )}
      {!search.active && (more > 0 || open) && (
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
