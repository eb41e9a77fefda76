import { clip } from '../../../lib/clip.ts';
import type { QuoteFault } from '../csv/cut.ts';
import { fitRecord } from '../csv/fit.ts';
import type { SourceRow } from './fold.ts';
import type { RowResult } from './normalise.ts';
import type { RowProblem } from './prospect.ts';

/** A row that is not taken: why, and its cells as they stood in the file. */
export interface RefusedRow {
  row: number;
  problems: RowProblem[];
  cells: readonly string[];
}

interface Records {
  records: readonly (readonly string[])[];
  rows: readonly number[];
  faults: ReadonlyMap<number, QuoteFault>;
}

/**
 * The records of a batch as prospects, in file order, and those that cannot be. Each record is in one of the two, so
 * read = taken + refused. `normalise` comes from `rowNormaliser`, `width` is the number of columns of the header.
 */
export function takeRecords(
  { records, rows, faults }: Records,
  width: number,
  normalise: (cells: readonly string[]) => RowResult,
): { taken: SourceRow[]; refused: RefusedRow[] } {
  const taken: SourceRow[] = [];
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
    const result = normalise(fitted.cells);
    if (result.ok) taken.push({ row, prospect: result.prospect, derived: result.derived });
    else refused.push({ row, problems: result.problems, cells });
  });
  return { taken, refused };
}
