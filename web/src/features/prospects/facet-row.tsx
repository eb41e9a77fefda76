import { cx } from '../../lib/cx.ts';
import { number } from '../../lib/format.ts';
import type { FacetRow } from './facet-rows.ts';

/** A figure of the search before, until this one's comes. */
export const COUNT = 'transition-opacity group-aria-busy/counts:opacity-50';

interface FacetRowItemProps {
  row: FacetRow;
  label: string;
  estimated: boolean;
  /** What the count is of, where it is not of the people found. */
  about?: string | undefined;
  onToggle: () => void;
}

/** One value of a facet: chosen or not, and how many people have it. */
export function FacetRowItem({ row, label, estimated, about, onToggle }: FacetRowItemProps) {
  return (
    <li>
      <label className="-mx-2 flex h-7 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover max-md:h-10">
        <input
          type="checkbox"
          checked={row.selected}
          onChange={onToggle}
          className="size-3.5 shrink-0 accent-accent max-md:size-4.5"
        />
        <span className="min-w-0 flex-1 truncate" title={label}>
          {label}
        </span>
        {row.count !== null && (
          <span
            className={cx('num text-ink-3 text-xs', COUNT)}
            title={about ?? (estimated ? 'An estimate' : undefined)}
          >
            {estimated ? '~' : ''}
            {number(row.count)}
          </span>
        )}
      </label>
    </li>
  );
}
