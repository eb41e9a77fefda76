import { cx } from '../lib/cx.ts';

/** The place of a line of text that is on its way. Give it the width and height of what will stand there. */
export function Skeleton({ className }: { className?: string }) {
  return <span className={cx('block h-3 animate-shimmer rounded-sm bg-pressed', className)} aria-hidden="true" />;
}

/** Says to those who hear the page that it loads. */
export function Loading({ label }: { label: string }) {
  return (
    <p role="status" className="sr-only">
      {label}
    </p>
  );
}
