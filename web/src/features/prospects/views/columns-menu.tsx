import { Columns3, GripVertical } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../../../lib/cx.ts';
import { Button } from '../../../ui/button.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { useDragOrder } from '../../sources/use-drag-order.ts';
import type { Filters, ViewColumn } from '../filters.ts';
import { COLUMN_LABELS } from '../labels.ts';
import { ALL_COLUMNS, toggledColumn, USUAL_COLUMNS, withColumns } from './view-state.ts';

interface ColumnsMenuProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** Which columns the list has beside the person's own, one at least, and in which order: by their handles or the arrow keys. */
export function ColumnsMenu({ filters, onChange }: ColumnsMenuProps) {
  return (
    <Popover
      label="Columns"
      trigger={
        <Button icon={<Columns3 aria-hidden="true" />}>
          <span className="max-xl:sr-only">Columns</span>
        </Button>
      }
    >
      <ColumnsOrder filters={filters} onChange={onChange} />
    </Popover>
  );
}

function ColumnsOrder({ filters, onChange }: ColumnsMenuProps) {
  // Kept here while it is open: the address follows a moment later, and a row that is dragged does not wait for it.
  const [shown, setShown] = useState<readonly ViewColumn[]>(filters.columns ?? USUAL_COLUMNS);
  const [said, setSaid] = useState('');
  const change = (next: readonly ViewColumn[]) => {
    setShown(next);
    onChange(withColumns(filters, next));
  };
  const { list, dragged, handle } = useDragOrder(shown, (next, at) => {
    change(next);
    const column = next[at];
    if (column !== undefined) setSaid(`${COLUMN_LABELS[column]} is column ${at + 1} of ${next.length}.`);
  });
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      <p className="px-2 pt-2 pb-1 font-medium text-ink-3 text-xs">Columns, left to right</p>
      <ul ref={list} aria-label="Columns">
        {[...shown, ...ALL_COLUMNS.filter((one) => !shown.includes(one))].map((column, at) => {
          const on = at < shown.length;
          const label = COLUMN_LABELS[column];
          return (
            <li
              key={column}
              className={cx(
                'flex h-8 items-center rounded-md hover:bg-hover max-md:h-10',
                dragged === at && 'bg-hover shadow-pop',
              )}
            >
              <label className="flex min-w-0 flex-1 items-center gap-2.5 self-stretch pl-2 text-sm">
                <input
                  type="checkbox"
                  checked={on}
                  disabled={on && shown.length === 1}
                  onChange={() => change(toggledColumn(shown, column))}
                  className="size-3.5 shrink-0 accent-accent"
                />
                <span className={cx('truncate', !on && 'text-ink-2')}>{label}</span>
              </label>
              {on && (
                <button
                  type="button"
                  aria-label={`Move ${label}, column ${at + 1} of ${shown.length}. Arrow keys move it.`}
                  title="Drag, or use the arrow keys"
                  className="flex size-8 shrink-0 cursor-grab touch-none items-center justify-center rounded-md text-ink-3 hover:text-ink active:cursor-grabbing"
                  {...handle(at)}
                >
                  <GripVertical className="size-4" aria-hidden="true" />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {shown.join() !== USUAL_COLUMNS.join() && (
        <div className="mt-1 border-t pt-1">
          <Button kind="ghost" className="w-full justify-start! px-2!" onClick={() => change(USUAL_COLUMNS)}>
            The usual columns
          </Button>
        </div>
      )}
    </>
  );
}
