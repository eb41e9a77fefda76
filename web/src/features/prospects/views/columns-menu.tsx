import { Columns3, GripVertical } from 'lucide-react';
import { useState } from 'react';
import {
  customColumn,
  customOfColumn,
  isCustomColumn,
  SHOWN_FIELDS_MAX,
} from '../../../../../src/lib/custom-column.ts';
import { cx } from '../../../lib/cx.ts';
import { Button } from '../../../ui/button.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { useCustomFields } from '../../custom-fields/use-custom-fields.ts';
import { useDragOrder } from '../../sources/use-drag-order.ts';
import type { Filters, ViewColumn } from '../filters.ts';
import { COLUMN_LABELS } from '../labels.ts';
import { ALL_COLUMNS, toggledColumn, USUAL_COLUMNS, withColumns } from './view-state.ts';

const HEADING = 'px-2 pt-2 pb-1 font-medium text-ink-3 text-xs';
const ROW = 'flex h-8 items-center rounded-md hover:bg-hover max-md:h-10';

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
  const fields = useCustomFields();
  const live = fields.data?.items.filter(({ archivedAt }) => archivedAt === null);
  const own = new Map(live?.map(({ key, name }) => [customColumn(key) as ViewColumn, name]));
  const isThere = (column: ViewColumn) => !isCustomColumn(column) || live === undefined || own.has(column);
  // Kept here while it is open: the address follows a moment later, and a row that is dragged does not wait for it.
  const [chosen, setChosen] = useState<readonly ViewColumn[]>(filters.columns ?? USUAL_COLUMNS);
  const there = chosen.filter(isThere);
  const shown = there.length === 0 ? USUAL_COLUMNS : there;
  const full = shown.filter(isCustomColumn).length >= SHOWN_FIELDS_MAX;
  const [said, setSaid] = useState('');
  const change = (next: readonly ViewColumn[]) => {
    setChosen(next);
    onChange(withColumns(filters, next));
  };
  const labelOf = (column: ViewColumn): string =>
    isCustomColumn(column) ? (own.get(column) ?? customOfColumn(column) ?? column) : COLUMN_LABELS[column];
  const { list, dragged, handle } = useDragOrder(shown, (next, at) => {
    change(next);
    const column = next[at];
    if (column !== undefined) setSaid(`${labelOf(column)} is column ${at + 1} of ${next.length}.`);
  });
  const more = [...own.keys()].filter((one) => !shown.includes(one));
  const toggle = (column: ViewColumn) => change(toggledColumn(shown, column));
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      <p className={HEADING}>Columns, left to right</p>
      <ul ref={list} aria-label="Columns">
        {[...shown, ...ALL_COLUMNS.filter((one) => !shown.includes(one))].map((column, at) => {
          const on = at < shown.length;
          const label = labelOf(column);
          return (
            <li key={column} className={cx(ROW, dragged === at && 'bg-hover shadow-pop')}>
              <ColumnTick label={label} on={on} disabled={on && shown.length === 1} onToggle={() => toggle(column)} />
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
      {more.length > 0 && (
        <div className="mt-1 border-t pt-1">
          <p className={HEADING}>Your own fields</p>
          <ul aria-label="Your own fields">
            {more.map((column) => (
              <li key={column} className={ROW}>
                <ColumnTick label={labelOf(column)} on={false} disabled={full} onToggle={() => toggle(column)} />
              </li>
            ))}
          </ul>
          {full && <p className="px-2 py-1 text-ink-3 text-xs">{SHOWN_FIELDS_MAX} of them at most.</p>}
        </div>
      )}
      {fields.isError && (
        <p role="status" className="mt-1 border-t px-2 py-2 text-ink-3 text-xs">
          Your own fields could not be loaded.
        </p>
      )}
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

interface ColumnTickProps {
  label: string;
  on: boolean;
  disabled: boolean;
  onToggle: () => void;
}

/** Whether the list has a column. */
function ColumnTick({ label, on, disabled, onToggle }: ColumnTickProps) {
  return (
    <label className="flex min-w-0 flex-1 items-center gap-2.5 self-stretch pl-2 text-sm">
      <input
        type="checkbox"
        checked={on}
        disabled={disabled}
        onChange={onToggle}
        className="size-3.5 shrink-0 accent-accent"
      />
      <span title={label} className={cx('truncate', !on && 'text-ink-2')}>
        {label}
      </span>
    </label>
  );
}
