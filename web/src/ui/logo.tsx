import { cx } from '../lib/cx.ts';

/** The mark: an E whose bars are all cut along one edge. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={cx('size-6 shrink-0', className)} aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path fill="var(--on-accent)" d="M6 5.5h12.5l-2 3H9.2v2h6.3l-2 3H9.2v2h9.3l-2 3H6z" />
    </svg>
  );
}

/** Mark and name. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cx('inline-flex items-center gap-2', className)}>
      <LogoMark />
      <span className="font-semibold text-md tracking-[-0.02em]">Edgewise</span>
    </span>
  );
}
