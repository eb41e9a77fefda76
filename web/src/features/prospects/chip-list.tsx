import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Chip, Filters } from './filters.ts';

/** Filters as chips, each to be taken away with one click. */
export function ChipList({
  label,
  chips,
  onChange,
  className,
  children,
}: {
  label: string;
  chips: readonly Chip[];
  onChange: (filters: Filters) => void;
  className?: string;
  /** What stands after the last. */
  children?: ReactNode;
}) {
  return (
    <ul aria-label={label} className={className}>
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
      {children}
    </ul>
  );
}
