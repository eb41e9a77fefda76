import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';
import { number } from '../../lib/format.ts';

interface ChipChoiceProps<T extends string> {
  /** What is chosen between; read out, not shown. */
  label: string;
  value: T;
  options: ReadonlyArray<{ value: T; label: ReactNode; count: number | null }>;
  onChange: (value: T) => void;
  className?: string;
}

const CHIP =
  'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-line px-2 text-ink-2 text-xs transition-colors hover:bg-hover max-md:h-9 aria-pressed:border-accent-line aria-pressed:bg-accent-soft aria-pressed:text-accent-ink disabled:opacity-50';

/** One of a few parts of a list, each with how many are in it. */
export function ChipChoice<T extends string>({ label, value, options, onChange, className }: ChipChoiceProps<T>) {
  return (
    <fieldset className={cx('flex min-w-0 flex-wrap gap-1.5', className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          disabled={option.count === 0 && option.value !== value}
          onClick={() => onChange(option.value)}
          className={CHIP}
        >
          {option.label}
          {option.count !== null && <span className="num text-ink-3">{number(option.count)}</span>}
        </button>
      ))}
    </fieldset>
  );
}
