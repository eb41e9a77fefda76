import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
  className?: string;
  /** The heading's level: the first where the screen has no other. */
  level?: 'h1' | 'h2';
}

/** Why nothing is here, and the one thing to do about it. */
export function EmptyState({ icon, title, children, action, className, level: Heading = 'h2' }: EmptyStateProps) {
  return (
    <div className={cx('flex flex-col items-center px-6 py-16 text-center', className)}>
      <span className="mb-4 flex size-10 items-center justify-center rounded-lg border border-line bg-surface text-ink-3 [&_svg]:size-5">
        {icon}
      </span>
      <Heading className="text-md">{title}</Heading>
      {children !== undefined && <div className="mt-1 max-w-96 text-ink-2 text-sm">{children}</div>}
      {action !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
