import type { Source } from '../../prospects/contract.ts';
import type { EnrichmentSettings } from '../contract.ts';
import { BRINGS } from '../ledger/field-status.ts';
import type { PersonSource } from '../sources/types.ts';

/** Sources that are asked one after the other, and those that are asked beside them. */
export type Ways = { ladder: PersonSource[]; beside: PersonSource[] };

const isAboutPeople = (source: Source): source is PersonSource => source !== 'claude';

/**
 * In which way the sources of a run are asked. In a waterfall those that can fill one of the wanted fields wait for each
 * other, in the tenant's order; what fills none of them would gain nothing by waiting.
 */
export const waysOf = (
  sources: readonly Source[],
  { mode, order, fields }: Pick<EnrichmentSettings, 'mode' | 'order' | 'fields'>,
): Ways => {
  const inOrder = order.filter(isAboutPeople).filter((source) => sources.includes(source));
  const competes = (source: PersonSource) => fields.some((field) => BRINGS[source].includes(field));
  if (mode === 'side_by_side') return { ladder: [], beside: inOrder };
  return { ladder: inOrder.filter(competes), beside: inOrder.filter((source) => !competes(source)) };
};
