import { X } from 'lucide-react';
import { chipsOf, clearedFilters, type Filters } from './filters.ts';

/** What the list is narrowed by, each to be taken away with one click. */
export function Chips({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const chips = chipsOf(filters);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Active filters" className="flex flex-wrap items-center gap-1.5 border-b px-4 py-2">
      {chips.map((chip) => (
        <li key={chip.key} className="flex min-w-0">
          <span className="inline-flex h-6 min-w-0 items-center rounded-md border border-line bg-surface pl-2 text-xs">
            <span className="truncate">
              <span className="text-ink-3">
                {chip.label} {chip.relation}
              </span>{' '}
              <span className="font-medium">{chip.value}</span>
            </span>
            <button
              type="button"
              aria-label={`Remove the filter ${[chip.label, chip.relation, chip.value].filter(Boolean).join(' ')}`}
              onClick={() => onChange(chip.without)}
              className="ml-1 inline-flex size-5.5 shrink-0 items-center justify-center rounded-r-md text-ink-3 hover:bg-hover hover:text-ink"
            >
              <X className="size-3" aria-hidden="true" />
            </button>
          </span>
        </li>
      ))}
      <li>
        <button
          type="button"
          onClick={() => onChange(clearedFilters(filters))}
          className="h-6 rounded-md px-1.5 text-ink-2 text-xs hover:bg-hover hover:text-ink"
        >
          Clear all
        </button>
      </li>
    </ul>
  );
}
