import type { Plan } from '../../../../../src/features/imports/contract.ts';
import { overrideAt } from '../plan.ts';
import type { GridCell, GridColumn, GridRow } from './fix-grid.tsx';
import type { ProblemKind } from './problem-words.ts';

/** Wide enough for an e-mail address, and for what stands beside it. */
const WIDE_PX = 240;
const BESIDE_PX = 160;
/** The rows of a kind as a grid: the column with the problem first, then who it is about; what was typed over stands there. */
export function gridOf(kind: ProblemKind, plan: Plan): { columns: GridColumn[]; rows: GridRow[] } {
  const beside = Object.keys(kind.rows[0]?.cells ?? {}).filter((name) => name !== kind.column);
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
      cells: shown.map((name) => cellOf(row, name, cells[name] ?? '')),
    })),
  };
}
