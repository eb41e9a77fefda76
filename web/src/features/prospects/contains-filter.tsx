import { Plus } from 'lucide-react';
import { type FormEvent, useId } from 'react';
import { FILTER_LABELS, type Filters, type Multi, withValue } from './filters.ts';

interface ContainsFilterProps {
  name: Extract<Multi, 'title' | 'location'>;
  example: string;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** A filter by a part of the text, for what has too many values to list. */
export function ContainsFilter({ name, example, filters, onChange }: ContainsFilterProps) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onChange(withValue(filters, name, String(new FormData(event.currentTarget).get('text'))));
    event.currentTarget.reset();
  };
  return (
    <form onSubmit={submit} className="border-b px-4 py-3">
      <label htmlFor={id} className="mb-1.5 block font-medium text-ink-2 text-xs">
        {FILTER_LABELS[name]} contains
      </label>
      <div className="relative">
        <input
          id={id}
          name="text"
          required
          maxLength={200}
          autoComplete="off"
          placeholder={example}
          className="h-7 w-full rounded-md border border-line-strong bg-surface pr-8 pl-2 text-sm hover:border-control max-md:h-10 max-md:text-md"
        />
        <button
          type="submit"
          aria-label={`Filter by ${FILTER_LABELS[name].toLowerCase()}`}
          className="absolute top-1/2 right-0.5 inline-flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink max-md:size-9"
        >
          <Plus className="size-3.5" aria-hidden="true" />
        </button>
      </div>
    </form>
  );
}
