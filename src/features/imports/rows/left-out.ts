import type { Asides } from '../contract.ts';
import type { LeftOut } from './take.ts';

/** How many values were left out of which column, of the rows that come in: the others are refused with all their cells. */
export const countLeftOut = (leftOut: readonly LeftOut[], refused: readonly { row: number }[]): Map<string, number> => {
  const counts = new Map<string, number>();
  if (leftOut.length === 0) return counts;
  const out = new Set(refused.map(({ row }) => row));
  for (const { row, columns } of leftOut) {
    if (out.has(row)) continue;
    for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  return counts;
};

/** Counts by column as they are shown: the most first, and by name where they are equal. */
export const shownLeftOut = (counts: Iterable<readonly [string, number]>): Asides['leftOut'] =>
  [...counts]
    .map(([column, values]) => ({ column, values }))
    .sort((a, b) => b.values - a.values || (a.column < b.column ? -1 : 1));

/** Counts of more rows added to what is shown of those before. */
export const addLeftOut = (before: Asides['leftOut'], more: ReadonlyMap<string, number>): Asides['leftOut'] => {
  if (more.size === 0) return before;
  const sum = new Map(before.map(({ column, values }) => [column, values]));
  for (const [column, values] of more) sum.set(column, (sum.get(column) ?? 0) + values);
  return shownLeftOut(sum);
};
