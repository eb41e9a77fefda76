import type { FoldedProspect } from './fold.ts';
import type { RefusedRow } from './take.ts';

const REASON = 'Your plan covers no more people. Import the error file again once there is room.';

/**
 * Leaves out the new prospects that a workspace has no room for, in file order, and refuses all their rows. Those who
 * are known already are updated whatever the room. `cellsOf` gives a row's cells as they stood in the file.
 */
export const withinRoom = (
  folded: readonly FoldedProspect[],
  room: number,
  cellsOf: (row: number) => readonly string[],
): { kept: FoldedProspect[]; refused: RefusedRow[] } => {
  const kept: FoldedProspect[] = [];
  const refused: RefusedRow[] = [];
  let left = room;
  for (const one of folded) {
    if (one.id === null && left <= 0) {
      const problems = [{ column: '', value: '', reason: REASON }];
      refused.push(...one.rows.map(({ row }) => ({ row, problems, cells: cellsOf(row) })));
      continue;
    }
    if (one.id === null) left -= 1;
    kept.push(one);
  }
  return { kept, refused };
};
