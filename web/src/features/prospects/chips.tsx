import { ChipList } from './chip-list.tsx';
import { chipsOf, clearedFilters, type Filters } from './filters.ts';
import { useNames } from './use-names.ts';

/** What the list is narrowed by, each to be taken away with one click. */
export function Chips({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const chips = chipsOf(filters, useNames(filters));
  if (chips.length === 0) return null;
  return (
    <ChipList
      label="Active filters"
      chips={chips}
      onChange={onChange}
      className="flex flex-wrap items-center gap-1.5 border-b px-4 py-2"
    >
      <li>
        <button
          type="button"
          onClick={() => onChange(clearedFilters(filters))}
          className="h-6 rounded-md px-1.5 text-ink-2 text-xs hover:bg-hover hover:text-ink"
        >
          Clear all
        </button>
      </li>
    </ChipList>
  );
}
