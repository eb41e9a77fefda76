import { clip } from '../../../lib/clip.ts';
import type { Override } from '../contract.ts';
import type { QuoteFault } from '../csv/cut.ts';
import { fitRecord } from '../csv/fit.ts';
import type { SourceRow } from './fold.ts';
import { identityOf } from './identity.ts';
import type { RowResult } from './normalise.ts';
import type { RowProblem } from './prospect.ts';

/** A row that is not taken, or not as it stands: why, and its cells as they stood in the file. */
export interface RefusedRow {
  row: number;
  problems: RowProblem[];
  cells: readonly string[];
}

/** The columns of the values of a row that were left out of it by a rule. */
export interface LeftOut {
  row: number;
  columns: readonly string[];
}

interface Records {
  records: readonly (readonly string[])[];
  rows: readonly number[];
  faults: ReadonlyMap<number, QuoteFault>;
}

/** Puts the cells that were mended by hand into the rows they stand in. */
export type MendCells = (row: number, cells: readonly string[]) => readonly string[];

/** The function that does so. A column that the file does not have is passed over. */
export function cellsMended(header: readonly string[], overrides: readonly Override[]): MendCells {
  const rows = new Map<number, Map<number, string>>();
  for (const { row, column, value } of overrides) {
    const place = header.indexOf(column);
    if (place !== -1) rows.set(row, (rows.get(row) ?? new Map()).set(place, value));
  }
  return (row, cells) => {
    const mended = rows.get(row);
    return mended ? cells.map((cell, i) => mended.get(i) ?? cell) : cells;
  };
}

/**
 * The records of a batch as prospects, in file order, and those that cannot be. Each record is in one of the two, so
 * read = taken + refused; `unfit` are values of those taken that are told of and kept as plain text, `leftOut` those
 * that a rule took away. `normalise` comes from `rowNormaliser`, `width` is the number of columns of the header.
 */
export function takeRecords(
  { records, rows, faults }: Records,
  width: number,
  normalise: (cells: readonly string[]) => RowResult,
  mended: MendCells = (_, cells) => cells,
): { taken: SourceRow[]; refused: RefusedRow[]; unfit: RefusedRow[]; leftOut: LeftOut[] } {
  const taken: SourceRow[] = [];
  const unfit: RefusedRow[] = [];
  const leftOut: LeftOut[] = [];
  const refused: RefusedRow[] = [];
  records.forEach((cells, i) => {
    const row = rows[i] ?? 0;
    const fitted = fitRecord(cells, width, faults.get(i));
    if (!fitted.ok) {
      refused.push({
        row,
        problems: [{ column: '', value: clip(fitted.value, 200), reason: fitted.reason }],
        cells,
      });
      return;
    }
    const result = normalise(mended(row, fitted.cells));
    if (result.ok) {
      const { prospect, derived } = result;
      taken.push({ row, prospect, identity: identityOf(prospect), derived });
      if (result.leftOut.length > 0) leftOut.push({ row, columns: result.leftOut });
      if (result.unfit.length > 0) unfit.push({ row, problems: [...result.unfit], cells });
    } else refused.push({ row, problems: result.problems, cells });
  });
  return { taken, refused, unfit, leftOut };
}
