import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

/** The head of a screen: what it is, a word about it, and its actions. */
export function PageHead({ title, about, children }: { title: string; about?: ReactNode; children?: ReactNode }) {
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-3 border-b px-4 py-2 md:px-6">
      <div className="flex min-w-0 flex-1 items-baseline gap-x-3 max-sm:flex-col">
        <h1 className="max-w-full truncate text-md">{title}</h1>
        {about !== undefined && <div className="num flex shrink-0 text-ink-3 text-sm">{about}</div>}
      </div>
      {children !== undefined && <div className="flex items-center gap-2">{children}</div>}
    </header>
  );
}

/** A screen that scrolls as one, its content in a column of readable width. */
export function PageBody({ children, wide }: { children: ReactNode; wide?: boolean }) {
  return (
    <div className="min-h-0 flex-1 relative overflow-y-auto">
      <div className={cx('mx-auto px-4 py-6 md:px-6', wide ? 'max-w-[1120px]' : 'max-w-[880px]')}>{children}</div>
    </div>
  );
}

/** A framed part of a screen. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx('rounded-lg border border-line bg-surface', className)}>{children}</div>;
}
