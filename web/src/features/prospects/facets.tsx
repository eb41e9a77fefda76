import type { SearchAnswer } from '../../../../src/features/prospects/contract.ts';
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
  answer: SearchAnswer | undefined;
  /** Whether the search failed: then no answer is on its way. */
  failed?: boolean;
  onChange: (filters: Filters) => void;
}

/** All filters below each other: the panel of a desktop, the sheet of a phone. */
export function Facets({ filters, answer, failed = false, onChange }: FacetsProps) {
  return (
    <>
      <ContainsFilter name="title" example="Chief financial" filters={filters} onChange={onChange} />
      <ContainsFilter name="location" example="San Francisco" filters={filters} onChange={onChange} />
      {FACET_ORDER.map((facet) => (
        <FacetList key={facet} facet={facet} filters={filters} answer={answer} failed={failed} onChange={onChange} />
      ))}
      <RangeFilter
        title="Net worth"
        head="Net worth, from and up to"
        names={['netWorthMin', 'netWorthMax']}
        kind="amount"
        filters={filters}
        onChange={onChange}
      />
      <ReachFilter filters={filters} answer={answer} onChange={onChange} />
      <EnrichmentFilter filters={filters} onChange={onChange} />
      <CustomFilter filters={filters} onChange={onChange} />
      <DayFilter filters={filters} onChange={onChange} />
    </>
  );
}
