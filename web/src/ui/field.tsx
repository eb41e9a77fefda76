import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from '../lib/cx.ts';

const CONTROL =
  'w-full rounded-md border border-control/60 bg-surface text-ink transition-colors hover:border-control aria-invalid:border-bad';

/** The look of a one-line control: 16 px on a phone, where a smaller one makes the browser zoom. */
export const inputClass = (className?: string): string =>
  cx(CONTROL, 'h-9 px-3 text-sm max-md:h-11 max-md:text-md', className);

interface FieldProps extends Omit<ComponentProps<'input'>, 'children'> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Text that stands fixed behind the value, `.edgewise.app` say. */
  suffix?: string;
}

/** A labelled input with its hint and its error, tied together for screen readers. */
export function Field({ label, hint, error, suffix, className, ...input }: FieldProps) {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-medium text-ink text-sm">
        {label}
      </label>
      <div className="flex">
        <input
          id={id}
          className={inputClass(suffix === undefined ? undefined : 'min-w-0 flex-1 rounded-r-none')}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={hint !== undefined || error !== undefined ? about : undefined}
          {...input}
        />
        {suffix !== undefined && (
          <span className="flex items-center rounded-r-md border border-control/60 border-l-0 bg-sunken px-3 text-ink-3 text-sm">
            {suffix}
          </span>
        )}
      </div>
      {error !== undefined ? (
        <p id={about} className="mt-1.5 text-bad-ink text-xs">
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p id={about} className="mt-1.5 text-ink-3 text-xs">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
