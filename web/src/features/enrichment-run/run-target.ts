import type { ProspectFilters, Source } from '../../../../src/features/prospects/contract.ts';
import { bodyFilters, type Filters } from '../prospects/filters.ts';

/** Whom a run is for: one person, a selection, or all that a search finds. */
export type RunTarget =
  | { kind: 'one'; prospectId: string; name: string }
  | { kind: 'ids'; ids: readonly string[] }
  | { kind: 'filter'; filters: Filters };

/** The part of a quote and of a bulk that says who: filters without their order, which the API does not take here. */
export function whoOf(target: RunTarget): { ids: readonly string[] } | { filter: ProspectFilters } {
  if (target.kind === 'one') return { ids: [target.prospectId] };
  if (target.kind === 'ids') return { ids: target.ids };
  return { filter: bodyFilters(target.filters) };
}

/** Sources as they are asked for: none named where all are wanted. */
export const sourcesOf = (wanted: ReadonlySet<Source>, all: readonly Source[]): { sources?: Source[] } =>
  wanted.size === all.length ? {} : { sources: all.filter((one) => wanted.has(one)) };
