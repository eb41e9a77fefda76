import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { cx } from '../../../lib/cx.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { CellEditor, type Go } from './cell-editor.tsx';
import { beginsValue, moved, type Place } from './grid-move.ts';

/** One line and its air. */
const ROW_PX = 36;
/** Rows drawn beyond each edge: a flick of the wheel shows no blank. */
const OVERSCAN = 8;
/** Rows before the end at which the next page is fetched. */
const FETCH_AHEAD = 20;
/** As much as fits below the rules on a laptop; with fewer rows the box is as high as they are. */
const BOX_PX = 468;

export type Mark = 'bad' | 'fixed' | null;

export interface GridColumn {
  key: string;
  head: string;
  /** Pixels. */
  width: number;
}

export interface GridCell {
  value: string;
  mark: Mark;
  /** Read out with the cell, and shown when one rests on it: why it is marked, or what stood there. */
  about: string | null;
}

export interface GridRow {
  key: string;
  /** Where it stands in the file. */
  number: number;
  /** One for each column. */
  cells: readonly GridCell[];
}

interface FixGridProps {
  label: string;
  columns: readonly GridColumn[];
  rows: readonly GridRow[];
  /** Rows in all; what is not loaded yet is drawn as on its way. */
  total: number;
  /** Fetches the next page; null where there is none, or one is on its way. */
  more: (() => void) | null;
  /** Null where nothing may be changed. */
  onFix: ((row: GridRow, column: GridColumn, value: string) => void) | null;
}

interface Editing {
  at: Place;
  text: string;
}

const CELL = 'truncate border-line border-r border-b px-2.5 leading-[35px]';
const MARKS: Record<'bad' | 'fixed', string> = {
  bad: 'bg-bad-soft text-bad-ink',
  fixed: 'bg-good-soft text-good-ink',
};

/**
 * Rows of the file with their problems marked, mended in place as in a spreadsheet: arrows move, Enter or any character
 * edits, Enter goes down, Tab goes on, Escape lets it be. One cell at a time is in the tab order.
 */
export function FixGrid({ label, columns, rows, total, more, onFix }: FixGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const [editing, setEditing] = useState<Editing | null>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    // The head stays above the rows.
    scrollPaddingStart: ROW_PX,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more !== null && last >= rows.length - FETCH_AHEAD && rows.length < total) more();
  }, [more, last, rows.length, total]);

  const focusCell = (place: Place) => {
    setActive(place);
    virtual.scrollToIndex(place.row);
    requestAnimationFrame(() => {
      const cell = box.current?.querySelector<HTMLElement>(`[data-cell="${place.row}:${place.column}"]`);
      cell?.focus({ preventScroll: true });
      cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  };
  const size = { rows: rows.length, columns: columns.length, page: Math.floor(BOX_PX / ROW_PX) - 2 };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing !== null || rows.length === 0) return;
    const to = moved(active, event, size);
    if (to !== null) {
      event.preventDefault();
      focusCell(to);
      return;
    }
    if (onFix === null) return;
    const value = rows[active.row]?.cells[active.column]?.value ?? '';
    if (event.key === 'Enter' || event.key === 'F2') setEditing({ at: active, text: value });
    else if (event.key === 'Backspace' || event.key === 'Delete') setEditing({ at: active, text: '' });
    else if (beginsValue(event)) setEditing({ at: active, text: event.key });
    else return;
    event.preventDefault();
  };
  const end = (at: Place, text: string | null, go: Go | null) => {
    setEditing(null);
    const row = rows[at.row];
    const column = columns[at.column];
    if (text !== null && row !== undefined && column !== undefined && row.cells[at.column]?.value !== text) {
      onFix?.(row, column, text);
    }
    if (go !== null) focusCell(moved(at, { key: go, ctrlKey: false, metaKey: false }, size) ?? at);
  };
  const width = columns.reduce((sum, column) => sum + column.width, 72);
  const shown = items.length === 0 ? 0 : (items[0]?.start ?? 0);
  return (
    <div
      ref={box}
      className="relative overflow-auto rounded-b-lg"
      style={{ maxHeight: BOX_PX, height: (total + 1) * ROW_PX + 1 }}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table one moves and edits in
        role="grid"
        aria-label={label}
        aria-rowcount={total + 1}
        aria-readonly={onFix === null || undefined}
        onKeyDown={onKeyDown}
        className="table-fixed border-separate border-spacing-0 text-sm"
        style={{ width, minWidth: '100%' }}
      >
        <colgroup>
          <col style={{ width: 72 }} />
          {columns.map((column, at) => (
            // The last one takes what is left.
            <col key={column.key} style={at === columns.length - 1 ? undefined : { width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr className="h-9">
            <th
              scope="col"
              className="sticky top-0 left-0 z-20 border-line border-r border-b bg-sunken px-2.5 text-right font-medium text-ink-3 text-xs"
            >
              Row
            </th>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                title={column.head}
                className="sticky top-0 z-10 truncate border-line border-r border-b bg-sunken px-2.5 text-left font-medium text-ink-2 text-xs"
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <Air height={shown} />
        <tbody>
          {items.map(({ index }) => {
            const row = rows[index];
            return (
              <tr key={row?.key ?? index} aria-rowindex={index + 2} style={{ height: ROW_PX }}>
                <th
                  scope="row"
                  className="num sticky left-0 z-10 border-line border-r border-b bg-sunken px-2.5 text-right font-normal text-ink-3 text-xs"
                >
                  {row?.number}
                </th>
                {columns.map((column, at) => {
                  const cell = row?.cells[at];
                  if (cell === undefined) {
                    return (
                      <td key={column.key} className={CELL}>
                        <Skeleton className="w-24" />
                      </td>
                    );
                  }
                  const here = active.row === index && active.column === at;
                  const edited = editing?.at.row === index && editing.at.column === at;
                  return (
                    <td
                      key={column.key}
                      data-cell={`${index}:${at}`}
                      tabIndex={here ? 0 : -1}
                      title={cell.about === null ? cell.value : `${cell.value || 'Empty'}: ${cell.about}`}
                      aria-invalid={cell.mark === 'bad' || undefined}
                      onFocus={() => setActive({ row: index, column: at })}
                      onDoubleClick={() =>
                        onFix !== null && setEditing({ at: { row: index, column: at }, text: cell.value })
                      }
                      className={cx(
                        CELL,
                        'relative -outline-offset-2',
                        edited && 'overflow-visible p-0!',
                        cell.mark !== null ? MARKS[cell.mark] : 'text-ink-2',
                      )}
                    >
                      {edited ? (
                        <CellEditor
                          label={`${column.head}, row ${row?.number}`}
                          start={editing.text}
                          onEnd={(text, go) => end(editing.at, text, go)}
                        />
                      ) : (
                        <>
                          {cell.value || <span className="text-ink-3">{cell.mark === 'bad' ? 'Empty' : ''}</span>}
                          {cell.about !== null && <span className="sr-only">. {cell.about}</span>}
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
        <Air height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
      </table>
    </div>
  );
}

/** The place of the rows outside the window. */
const Air = ({ height }: { height: number }) =>
  height > 0 && (
    <tbody aria-hidden="true">
      <tr style={{ height }} />
    </tbody>
  );
