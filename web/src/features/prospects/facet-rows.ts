import type { Facet, FacetAnswer, SearchCounts } from '../../../../src/features/prospects/contract.ts';
import { type Filters, selectedValues } from './filters.ts';
import { WEALTH_LABELS } from './labels.ts';

export interface FacetRow {
  value: string;
  /** Null where the counts do not tell: a chosen value that is not among the most frequent. */
  count: number | null;
  /** In words, where the value is an id. */
  label?: string | undefined;
  selected: boolean;
}

/** Bands from the smallest, as a scale reads; other values as they come, the most frequent first. */
const BANDS = Object.keys(WEALTH_LABELS);
const inOrder = <T extends { value: string }>(facet: Facet, values: readonly T[]): readonly T[] =>
  facet === 'wealth' ? values.toSorted((a, b) => BANDS.indexOf(a.value) - BANDS.indexOf(b.value)) : values;

/** The values of a facet, the chosen ones first; undefined while nothing is known. */
export function facetRows(facet: Facet, filters: Filters, counts: SearchCounts | undefined): FacetRow[] | undefined {
  if (counts === undefined) return undefined;
  const values = inOrder(facet, counts.facets[facet] ?? []);
  const selected = selectedValues(filters, facet);
  const counted = new Map(values.map((row) => [row.value, row]));
  return [
    ...selected.map((value) => ({ value, count: null, ...counted.get(value), selected: true })),
    ...values.filter(({ value }) => !selected.includes(value)).map((row) => ({ ...row, selected: false })),
  ];
}

/** Values that were searched for, the chosen ones marked. */
export function foundRows(facet: Facet, filters: Filters, values: FacetAnswer['items']): FacetRow[] {
  const selected = selectedValues(filters, facet);
  return values.map((row) => ({ ...row, selected: selected.includes(row.value) }));
}
