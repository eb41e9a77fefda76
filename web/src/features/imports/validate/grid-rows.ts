import type { ColumnTarget, Plan } from '../../../../../src/features/imports/contract.ts';
import { overrideAt } from '../plan.ts';
import type { GridCell, GridColumn, GridRow } from './fix-grid.tsx';
import type { ProblemKind } from './problem-kinds.ts';

/** Columns shown beside the one with the problem: enough to know the person by. */
const BESIDE = 7;
/** Wide enough for an e-mail address, and for what stands beside it. */
const WIDE_PX = 240;
const BESIDE_PX = 160;
/** What people are known by comes first, the rest in the order of the file. */
const KNOWN_BY: readonly ColumnTarget[] = ['name', 'firstName', 'lastName', 'email', 'company', 'title'];

const rankOf = (target: ColumnTarget): number => {
  const rank = KNOWN_BY.indexOf(target);
  return rank === -1 ? KNOWN_BY.length : rank;
};

/** The rows of a kind as a grid: the column with the problem first, then who it is about; what was typed over stands there. */
export function gridOf(
  kind: ProblemKind,
  names: readonly string[],
  plan: Plan,
): { columns: GridColumn[]; rows: GridRow[] } {
  const targetOf = (name: string): ColumnTarget => plan.mapping[name] ?? 'skip';
  const beside = names
    .filter((name) => name !== kind.column && targetOf(name) !== 'skip')
    .toSorted((a, b) => rankOf(targetOf(a)) - rankOf(targetOf(b)))
    .slice(0, BESIDE);
  const shown = kind.column === '' ? beside : [kind.column, ...beside];
  const cellOf = (row: number, name: string, read: string): GridCell => {
    const typed = overrideAt(plan, row, name);
    if (typed !== undefined) {
      return { value: typed, mark: 'fixed', about: read === '' ? 'It was empty' : `It was “${read}”` };
    }
    return name === kind.column
      ? { value: read, mark: 'bad', about: kind.reason }
      : { value: read, mark: null, about: null };
  };
  return {
    columns: shown.map((name) => ({ key: name, head: name, width: name === kind.column ? WIDE_PX : BESIDE_PX })),
    rows: kind.rows.map(({ row, cells }) => ({
      key: String(row),
      number: row,
      cells: shown.map((name) => cellOf(row, name, cells[names.indexOf(name)] ?? '')),
    })),
  };
}
