import { cx } from '../lib/cx.ts';

/**
 * The place of a line of text that is on its way. Give it the width of what will stand there, and its height and shape
 * where it is no line.
 */
export function Skeleton({ className = '' }: { className?: string }) {
  const tall = /(^|\s)(h|size)-/.test(className);
  const shaped = /(^|\s)rounded/.test(className);
  return (
    <span
      className={cx('block animate-shimmer bg-pressed', !tall && 'h-3', !shaped && 'rounded-sm', className)}
      aria-hidden="true"
    />
  );
}

/** Says to those who hear the page that it loads. */
export function Loading({ label }: { label: string }) {
  return (
    <p role="status" className="sr-only">
      {label}
    </p>
  );
}
