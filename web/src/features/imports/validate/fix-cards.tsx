import { inputClass } from '../../../ui/field.tsx';
import type { GridColumn, GridRow } from './fix-grid.tsx';

interface FixCardsProps {
  columns: readonly GridColumn[];
  rows: readonly GridRow[];
  onFix: (row: GridRow, column: GridColumn, value: string) => void;
}

/** The grid of a phone: a row is a card, its marked cells are fields, and the rest says who it is. */
export function FixCards({ columns, rows, onFix }: FixCardsProps) {
  return (
    <ul className="divide-y divide-line border-t">
      {rows.map((row) => {
        const marked = row.cells.some(({ mark }) => mark !== null);
        return (
          <li key={row.key} className="grid gap-2 px-4 py-3">
            <p className="num text-ink-3 text-xs">
              Row {row.number}
              {columns
                .map((_, at) => row.cells[at])
                .filter((cell) => cell !== undefined && cell.mark === null && cell.value !== '')
                .slice(0, 3)
                .map((cell) => `, ${cell?.value}`)}
            </p>
            {columns.map((column, at) => {
              const cell = row.cells[at];
              // Where no cell is to blame, any may be missing.
              if (cell === undefined || (cell.mark === null && marked)) return null;
              return (
                <label key={column.key} className="block">
                  <span className="mb-1 block font-medium text-xs">{column.head}</span>
                  <input
                    key={cell.value}
                    defaultValue={cell.value}
                    aria-invalid={cell.mark === 'bad' || undefined}
                    onBlur={(event) => event.target.value !== cell.value && onFix(row, column, event.target.value)}
                    onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
                    className={inputClass()}
                  />
                  {cell.about !== null && (
                    <span className={`mt-1 block text-xs ${cell.mark === 'bad' ? 'text-bad-ink' : 'text-good-ink'}`}>
                      {cell.about}
                    </span>
                  )}
                </label>
              );
            })}
          </li>
        );
      })}
    </ul>
  );
}
