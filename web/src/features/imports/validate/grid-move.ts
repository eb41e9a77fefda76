/** A cell of the grid, from 0. */
export interface Place {
  row: number;
  column: number;
}

/**
 * Where a key leads from a cell in a grid of that size, a page being `page` rows; null where the key is none that moves.
 * As spreadsheets do it: the arrows, Home and End along the row, with Ctrl to the corners, Page up and down. Never over an edge.
 */
export function moved(
  at: Place,
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  size: { rows: number; columns: number; page: number },
): Place | null {
  const far = ctrlKey || metaKey;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const to = ((): Place | null => {
    switch (key) {
      case 'ArrowUp':
        return { ...at, row: far ? 0 : at.row - 1 };
      case 'ArrowDown':
        return { ...at, row: far ? last.row : at.row + 1 };
      case 'ArrowLeft':
        return { ...at, column: far ? 0 : at.column - 1 };
      case 'ArrowRight':
        return { ...at, column: far ? last.column : at.column + 1 };
      case 'Home':
        return { row: far ? 0 : at.row, column: 0 };
      case 'End':
        return { row: far ? last.row : at.row, column: last.column };
      case 'PageUp':
        return { ...at, row: at.row - size.page };
      case 'PageDown':
        return { ...at, row: at.row + size.page };
      default:
        return null;
    }
  })();
  if (to === null) return null;
  return {
    row: Math.max(0, Math.min(last.row, to.row)),
    column: Math.max(0, Math.min(last.column, to.column)),
  };
}

/** Whether a key press begins a new value in the cell: a character, and no command. */
export const beginsValue = ({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): boolean =>
  [...key].length === 1 && !ctrlKey && !metaKey && !altKey;
