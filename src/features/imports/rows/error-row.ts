import { csvLine } from '../../../lib/csv.ts';
import type { RefusedRow } from './take.ts';

/** The first line of `errors.csv`: what was wrong, then the columns of the file itself. */
export const errorHeader = (header: readonly string[]): string =>
  csvLine(['row', 'column', 'value', 'reason', ...header]);

/**
 * One refused row as one line: several problems stand in it side by side, so that lines and refused rows are equally
 * many and the file, once mended, can be imported as it is. The cells are the original ones, guarded against formulas as
 * in every file we write; an import takes the guard away again.
 */
export function errorLine({ row, problems, cells }: RefusedRow): string {
  const each = (part: 'column' | 'value' | 'reason') =>
    problems
      .map((problem) => problem[part])
      .filter((text) => text !== '')
      .join('; ');
  return csvLine([row, each('column'), each('value'), each('reason'), ...cells]);
}
