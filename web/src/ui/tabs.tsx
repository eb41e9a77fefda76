import { Tabs as RadixTabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

interface TabsProps<T extends string> {
  label: string;
  value: T;
  options: ReadonlyArray<{ value: T; label: ReactNode }>;
  onChange: (value: T) => void;
  /** The list of tabs; its place (sticky, say) is the caller's. */
  className?: string;
  /** What the chosen tab shows. */
  children: ReactNode;
}

/** One of several views of the same thing. Arrows go from tab to tab. */
export function Tabs<T extends string>({ label, value, options, onChange, className, children }: TabsProps<T>) {
  return (
    <RadixTabs.Root
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <RadixTabs.List
        aria-label={label}
        className={cx('flex gap-1 overflow-x-auto border-b bg-surface px-2 md:px-4', className)}
      >
        {options.map((option) => (
          <RadixTabs.Trigger
            key={option.value}
            value={option.value}
            className="-mb-px inline-flex h-10 shrink-0 items-center gap-1.5 border-transparent border-b-2 px-2 font-medium text-ink-2 text-sm -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {option.label}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      <RadixTabs.Content value={value} tabIndex={-1} className="outline-none">
        {children}
      </RadixTabs.Content>
    </RadixTabs.Root>
  );
}
