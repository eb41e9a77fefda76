import type { Facet, FacetAnswer, SearchAnswer } from '../../../../src/features/prospects/contract.ts';
import { type Filters, selectedValues } from './filters.ts';

export interface FacetRow {
  value: string;
  /** Null where the answer does not tell: a chosen value that is not among the most frequent. */
  count: number | null;
  /** In words, where the value is an id. */
  label?: string | undefined;
  selected: boolean;
}

/** The values of a facet, the chosen ones first; undefined while nothing is known. */
export function facetRows(facet: Facet, filters: Filters, answer: SearchAnswer | undefined): FacetRow[] | undefined {
  if (answer === undefined) return undefined;
  const values = answer.facets[facet] ?? [];
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
