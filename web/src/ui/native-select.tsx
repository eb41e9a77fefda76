import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '../lib/cx.ts';

interface NativeSelectProps extends ComponentProps<'select'> {
  label: string;
}

/** The browser's own select: the best one on a phone, and a thousand of them on one screen cost nothing. */
export function NativeSelect({ label, className, children, ...rest }: NativeSelectProps) {
  return (
    <span className={cx('relative inline-flex', className)}>
      <select
        aria-label={label}
        className="h-8 w-full appearance-none rounded-md border border-line-strong bg-surface pr-8 pl-2.5 text-ink text-sm transition-colors hover:bg-hover max-md:h-10 max-md:text-md"
        {...rest}
      >
        {children}
      </select>
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-ink-3"
        aria-hidden="true"
      />
    </span>
  );
}
