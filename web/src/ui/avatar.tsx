import { cx } from '../lib/cx.ts';
import { initials } from '../lib/format.ts';

const SIZES = {
  xs: 'size-5 rounded-full text-[9px]',
  sm: 'size-6 rounded-full text-[10px]',
  md: 'size-8 rounded-full text-2xs',
  lg: 'size-12 rounded-full text-md',
};

/** A person by initials. Decoration: the name stands beside it. */
export function Avatar({ name, size = 'md' }: { name: string; size?: keyof typeof SIZES }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-flex shrink-0 items-center justify-center bg-pressed font-semibold text-ink-2 tracking-wide',
        SIZES[size],
      )}
    >
      {initials(name) || '?'}
    </span>
  );
}
