import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cx(
        'inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-surface px-1 font-sans text-2xs text-ink-3',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
