import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo } from 'react';
import { cx } from '../../lib/cx.ts';
import type { Sort } from './labels.ts';
import { type Column, PERSON_FLEX } from './people-columns.tsx';

/** Of the head, which stays while the rows scroll. */
export const HEAD_PX = 36;

const HEAD = 'min-w-0 truncate px-2 font-medium text-ink-3 text-xs';

interface PeopleHeadProps {
  columns: readonly Column[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** How much of what is loaded is ticked; null where there are no ticks. */
  ticked: 'none' | 'some' | 'all' | null;
  onTickAll: (on: boolean) => void;
}

interface SortHeadProps {
  label: string;
  active: boolean;
  up: boolean;
  /** Its column's figures stand at the right. */
  right?: boolean;
  onClick: () => void;
}

function SortHead({ label, active, up, right = false, onClick }: SortHeadProps) {
  const Icon = up ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={onClick}
      className={cx(
        'group -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:bg-hover hover:text-ink',
        active && 'text-ink',
        right && 'flex-row-reverse',
      )}
    >
      {label}
      <Icon className={cx('size-3', active ? '' : 'opacity-0 group-hover:opacity-60')} aria-hidden="true" />
    </button>
  );
}

/** The heads of the columns: what they hold, the sort, and a tick for all that are loaded. */
export const PeopleHead = memo(function PeopleHead({ columns, sort, onSort, ticked, onTickAll }: PeopleHeadProps) {
  return (
    <thead className="sticky top-0 z-10 block">
      <tr style={{ height: HEAD_PX }} className="flex items-center border-line border-b bg-surface">
        {ticked !== null && (
          <th scope="col" className={cx(HEAD, 'w-[42px] flex-none p-0!')}>
            <label className="flex h-9 items-center justify-center pl-2">
              <input
                type="checkbox"
                aria-label="Select everyone who is loaded"
                checked={ticked === 'all'}
                ref={(box) => {
                  if (box !== null) box.indeterminate = ticked === 'some';
                }}
                onChange={() => onTickAll(ticked !== 'all')}
                className="size-3.5 accent-accent"
              />
            </label>
          </th>
        )}
        <th
          scope="col"
          aria-sort={sort === 'name' ? 'ascending' : undefined}
          className={cx(HEAD, PERSON_FLEX, 'text-left', ticked === null && 'pl-4')}
        >
          <SortHead label="Person" active={sort === 'name'} up onClick={() => onSort('name')} />
        </th>
        {columns.map(({ key, head, className, right, sort: own }) => (
          <th
            key={key}
            scope="col"
            aria-sort={own !== undefined && sort === own ? (own === 'company' ? 'ascending' : 'descending') : undefined}
            className={cx(HEAD, right ? 'text-right' : 'text-left', className)}
          >
            {own === undefined ? (
              head
            ) : (
              <SortHead
                label={head}
                active={sort === own}
                up={own === 'company'}
                right={right}
                onClick={() => onSort(own)}
              />
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
});
