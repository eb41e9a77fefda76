import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from '../lib/cx.ts';
import { Spinner } from './spinner.tsx';
import { toastNote } from './toast.ts';

export type ButtonKind = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const KINDS: Record<ButtonKind, string> = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-hover',
  secondary: 'bg-surface text-ink border-line-strong hover:bg-hover active:bg-pressed',
  ghost: 'bg-transparent text-ink-2 border-transparent hover:bg-hover hover:text-ink active:bg-pressed',
  danger: 'bg-surface text-bad-ink border-bad-line hover:bg-bad-soft',
};
const SIZES: Record<ButtonSize, string> = {
  sm: 'h-7 px-2 text-xs gap-1.5',
  md: 'h-8 px-3 text-sm gap-2 max-md:h-10',
  lg: 'h-10 px-4 text-base gap-2',
};

/** The look of a button, for links that do a button's work. */
export const buttonClass = (kind: ButtonKind = 'secondary', size: ButtonSize = 'md', className?: string): string =>
  cx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border font-medium no-underline transition-colors',
    'disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    KINDS[kind],
    SIZES[size],
    className,
  );

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: ButtonKind;
  size?: ButtonSize;
  /** Shows a spinner in the place of the icon and takes no clicks; the width stays. */
  busy?: boolean;
  icon?: ReactNode;
  /** Why it cannot be pressed now. It stays in reach, and a press says so: a button that is merely grey explains nothing. */
  whyNot?: string | null;
}

export function Button({ kind, size, busy, icon, whyNot, className, children, disabled, type, ...rest }: ButtonProps) {
  const about = useId();
  const refused = typeof whyNot === 'string';
  return (
    <>
      <button
        {...rest}
        type={refused ? 'button' : (type ?? 'button')}
        className={buttonClass(kind, size, className)}
        disabled={disabled || busy}
        aria-busy={busy || undefined}
        {...(refused
          ? { 'aria-disabled': true, 'aria-describedby': about, title: whyNot, onClick: () => toastNote(whyNot) }
          : {})}
      >
        {busy ? <Spinner /> : icon}
        {children}
      </button>
      {refused && (
        <span id={about} hidden>
          {whyNot}
        </span>
      )}
    </>
  );
}

interface IconButtonProps extends ComponentProps<'button'> {
  label: string;
  size?: 'sm' | 'md';
}

/** A button of one icon; `label` is its name for those who do not see it. */
export function IconButton({ label, size = 'md', className, children, type, ...rest }: IconButtonProps) {
  return (
    <button
      type={type ?? 'button'}
      aria-label={label}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-md text-ink-2 transition-colors hover:bg-hover hover:text-ink active:bg-pressed disabled:pointer-events-none disabled:opacity-40 [&_svg]:size-4',
        size === 'sm' ? 'size-7' : 'size-8 max-md:size-10',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
