import { GripVertical } from 'lucide-react';
import { useId, useState } from 'react';
import { cx } from '../../lib/cx.ts';
import { useDragOrder } from '../sources/use-drag-order.ts';
import { type Choice, toggled } from './columns-choice.ts';

interface ColumnsListProps {
  choices: readonly Choice[];
  onChange: (choices: Choice[]) => void;
}

/** The columns of a file: each in or out by its box, in its place by its handle or the arrow keys. */
export function ColumnsList({ choices, onChange }: ColumnsListProps) {
  const [said, setSaid] = useState('');
  const id = useId();
  const { list, dragged, handle } = useDragOrder(choices, (next, at) => {
    onChange([...next]);
    setSaid(`${next[at]?.header ?? ''} is number ${at + 1} of ${next.length}.`);
  });
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ul
        ref={list}
        aria-label="Columns, in order"
        className="relative max-h-64 overflow-y-auto rounded-lg border border-line bg-surface"
      >
        {choices.map(({ key, header, on }, at) => (
          <li
            key={key}
            className={cx(
              'flex min-h-9 items-center gap-1 border-b pr-3 pl-1 last:border-b-0 max-md:min-h-11',
              dragged === at && 'relative z-10 rounded-md bg-raised shadow-pop',
            )}
          >
            <button
              type="button"
              aria-label={`Move ${header}, number ${at + 1} of ${choices.length}. Arrow keys move it.`}
              title="Drag, or use the arrow keys"
              className="flex size-8 shrink-0 cursor-grab touch-none items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink active:cursor-grabbing"
              {...handle(at)}
            >
              <GripVertical className="size-4" aria-hidden="true" />
            </button>
            <label htmlFor={`${id}-${key}`} className="flex min-w-0 flex-1 items-center gap-2.5 py-1.5 text-sm">
              <input
                id={`${id}-${key}`}
                type="checkbox"
                checked={on}
                onChange={(event) => onChange(toggled(choices, key, event.target.checked))}
                className="size-3.5 shrink-0 accent-accent max-md:size-4.5"
              />
              <span className={cx('truncate', !on && 'text-ink-3')}>{header}</span>
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
