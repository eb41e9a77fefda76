/** People ticked in the list, by id. */
export type Selection = ReadonlySet<string>;

export const NOBODY: Selection = new Set();

/** Ticks or unticks people. The very same set where nothing changes. */
export function ticked(before: Selection, ids: readonly string[], on: boolean): Selection {
  if (ids.every((id) => before.has(id) === on)) return before;
  const next = new Set(before);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}

/** The ids from one row to another, both counted, whichever stands first. */
export function between(rows: ReadonlyArray<{ id: string }>, from: number, to: number): string[] {
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ id }) => id);
}

/** How much of the rows is ticked: the head's own box shows it. */
export function coverage(rows: ReadonlyArray<{ id: string }>, selection: Selection): 'none' | 'some' | 'all' {
  const on = rows.filter(({ id }) => selection.has(id)).length;
  return on === 0 ? 'none' : on === rows.length ? 'all' : 'some';
}
