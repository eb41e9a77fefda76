import type { SearchCounts } from '../../../../src/features/prospects/contract.ts';
import { ContainsFilter } from './contains-filter.tsx';
import { CustomFilter } from './custom-filter.tsx';
import { DayFilter } from './day-filter.tsx';
import { EnrichmentFilter } from './enrichment-filter.tsx';
import { FacetList } from './facet-list.tsx';
import { FACET_ORDER, type Filters } from './filters.ts';
import { RangeFilter } from './range-filter.tsx';
import { ReachFilter } from './reach-filter.tsx';

export interface FacetsProps {
  filters: Filters;
  counts: SearchCounts | undefined;
  /** Whether they are the previous search's, and this one's on their way. */
  counting: boolean;
  /** Whether counting failed: then none are on their way. */
  failed?: boolean;
  onChange: (filters: Filters) => void;
}

/** All filters below each other: the panel of a desktop, the sheet of a phone. */
export function Facets({ filters, counts, counting, failed = false, onChange }: FacetsProps) {
  return (
    <div className="group/counts" aria-busy={counting}>
      <ContainsFilter name="title" example="Chief financial" filters={filters} onChange={onChange} />
      <ContainsFilter name="location" example="San Francisco" filters={filters} onChange={onChange} />
      {FACET_ORDER.map((facet) => (
        <FacetList key={facet} facet={facet} filters={filters} counts={counts} failed={failed} onChange={onChange} />
      ))}
      <RangeFilter
        title="Net worth"
        head="Net worth, from and up to"
        names={['netWorthMin', 'netWorthMax']}
        kind="amount"
        filters={filters}
        onChange={onChange}
      />
      <ReachFilter filters={filters} counts={counts} onChange={onChange} />
      <EnrichmentFilter filters={filters} onChange={onChange} />
      <CustomFilter filters={filters} onChange={onChange} />
      <DayFilter filters={filters} onChange={onChange} />
    </div>
  );
}
