import { FilterGroup } from './filter-group.tsx';
import { type Filters, toggleValue } from './filters.ts';
import { ENRICHMENT_LABELS } from './labels.ts';

/** How the enrichment of people stands; several mean any of them. */
export function EnrichmentFilter({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  return (
    <FilterGroup title="Enrichment">
      <ul>
        {Object.entries(ENRICHMENT_LABELS).map(([state, label]) => (
          <li key={state}>
            <label className="-mx-2 flex h-7 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover max-md:h-10">
              <input
                type="checkbox"
                checked={filters.enrichment?.includes(state) ?? false}
                onChange={() => onChange(toggleValue(filters, 'enrichment', state))}
                className="size-3.5 shrink-0 accent-accent max-md:size-4.5"
              />
              {label}
            </label>
          </li>
        ))}
      </ul>
    </FilterGroup>
  );
}
