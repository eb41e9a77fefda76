import {
  countEffects,
  type FoldedProspect,
  foldRows,
  type KnownProspect,
  type RowEffect,
  type SourceRow,
} from './fold.ts';
import { withinRoom } from './room.ts';
import type { RefusedRow } from './take.ts';

/** The rows of a part of a file. `cellsOf` gives a row's cells as they stood in it. */
export interface Rows {
  taken: readonly SourceRow[];
  refused: readonly RefusedRow[];
  cellsOf(row: number): readonly string[];
}

/** What becomes of rows. `kept` are the people they mean, `writes` those of them who are new or change; read = the effects and `refused` together. */
export interface Decision {
  kept: FoldedProspect[];
  writes: FoldedProspect[];
  effects: Record<RowEffect, number>;
  refused: RefusedRow[];
  read: number;
}

/**
 * What becomes of each row, and of whom: the one place that says so, for an import and for the look at a file before it.
 * `known` as `foldRows` wants it; `room` is how many new people the workspace has room for.
 */
export const decide = (rows: Rows, known: readonly KnownProspect[], room: number): Decision => {
  const { kept, refused } = withinRoom(foldRows(rows.taken, known), room, rows.cellsOf);
  return {
    kept,
    writes: kept.filter((one) => one.id === null || one.rows.some(({ effect }) => effect === 'updated')),
    effects: countEffects(kept),
    refused: [...rows.refused, ...refused],
    read: rows.taken.length + rows.refused.length,
  };
};
