import type { Mapping } from '../../../../src/features/imports/contract.ts';

const key = (id: string) => `edgewise.mapping.${id}`;

/** The mapping of a draft that somebody was at, kept for the tab: a reload loses no choice. */
export function keepMapping(id: string, mapping: Mapping): void {
  try {
    sessionStorage.setItem(key(id), JSON.stringify(mapping));
  } catch {
    // Then a reload starts from the proposal again.
  }
}

/** The kept choices for columns that the file has; the proposal for the rest. */
export function keptMapping(id: string, proposal: Mapping): Mapping {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key(id)) ?? '{}') as Mapping;
    return Object.fromEntries(Object.entries(proposal).map(([name, target]) => [name, kept[name] ?? target]));
  } catch {
    return proposal;
  }
}

export function forgetMapping(id: string): void {
  try {
    sessionStorage.removeItem(key(id));
  } catch {
    // Nothing was kept either.
  }
}
