import { clip } from '../../../lib/clip.ts';
import type { ColumnTarget, Mapping, Validation } from '../contract.ts';
import { PROBLEM_KINDS_MAX, PROBLEM_ROWS_MAX } from '../contract.ts';
import type { RefusedRow } from '../rows/take.ts';

/** A cell of a row that is shown: enough to recognise it, and to mend it where it is short. */
const CELL_CHARS = 120;
/** Cells shown beside the one with the problem. */
const BESIDE = 7;
/** What people are known by comes first, the rest in the order of the file. */
const KNOWN_BY: readonly ColumnTarget[] = ['name', 'firstName', 'lastName', 'email', 'company', 'title'];

/** Problems by kind, as far as a file was read. */
export type Tally = Pick<Validation, 'problems' | 'more'>;

/** Reasons that name a figure of their row are of one kind. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^\d+ characters are too many/, 'Too many characters'],
  [/; \d+ lines were read as this one row$/, '; several lines were read as one row'],
  [/^\d+ cells? more than/, 'More cells than'],
];

/** What kind of problem a reason tells of. */
export const kindOf = (reason: string): string =>
  KINDS.reduce((kind, [what, word]) => kind.replace(what, word), reason);

/** The columns that tell who a row is about. */
export const knownBy = (header: readonly string[], mapping: Mapping): string[] => {
  const targetOf = (name: string): ColumnTarget => mapping[name] ?? 'skip';
  const rank = (name: string): number => {
    const at = KNOWN_BY.indexOf(targetOf(name));
    return at === -1 ? KNOWN_BY.length : at;
  };
  return header
    .filter((name) => targetOf(name) !== 'skip')
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, BESIDE);
};

/**
 * Counts the problems of refused rows to those before, by kind. `beside` are the columns that are shown of a row together
 * with the one to blame. The kinds are the first that the file brings; problems of further ones are only counted.
 */
export const tallied = (
  before: Tally,
  refused: readonly RefusedRow[],
  header: readonly string[],
  beside: readonly string[],
): Tally => {
  const kinds = new Map(before.problems.map((kind) => [JSON.stringify([kind.column, kind.reason]), kind]));
  let { more } = before;
  for (const { row, problems, cells } of refused) {
    for (const { column, reason } of problems) {
      const kind = kindOf(reason);
      const key = JSON.stringify([column, kind]);
      const known = kinds.get(key);
      if (!known && kinds.size >= PROBLEM_KINDS_MAX) {
        more += 1;
        continue;
      }
      const { count, rows } = known ?? { count: 0, rows: [] };
      const isShown = rows.length < PROBLEM_ROWS_MAX && rows.at(-1)?.row !== row;
      const names = column === '' || beside.includes(column) ? beside : [column, ...beside];
      const shown = () => ({
        row,
        cells: Object.fromEntries(names.map((name) => [name, clip(cells[header.indexOf(name)] ?? '', CELL_CHARS)])),
      });
      kinds.set(key, { column, reason: kind, count: count + 1, rows: isShown ? [...rows, shown()] : rows });
    }
  }
  return { problems: [...kinds.values()], more };
};
