import { ChevronDown } from 'lucide-react';
import { cx } from '../../lib/cx.ts';
import { evidenceElementId } from './citations.ts';
import { FieldText } from './field-value.tsx';
import type { ProfileField } from './fields.ts';
import { ValueOrigin } from './value-origin.tsx';

interface FieldRowProps {
  field: ProfileField;
  now: number;
  /** The evidence that a footnote points at. */
  cited: string | null;
  open: boolean;
  onToggle: () => void;
}

const anchor = (evidenceId: string | null | undefined) =>
  evidenceId == null ? {} : { id: evidenceElementId(evidenceId), tabIndex: -1 };

/** One field: its value, where it is from, and what others say. */
export function FieldRow({ field, now, cited, open, onToggle }: FieldRowProps) {
  const { origin, others } = field;
  const flash = (evidenceId: string | null | undefined) =>
    evidenceId != null && evidenceId === cited && 'animate-flash';
  return (
    <div className="grid gap-x-4 border-line border-b py-2 last:border-b-0 sm:grid-cols-[128px_1fr]">
      <dt className="text-ink-3 text-sm">{field.label}</dt>
      <dd className="min-w-0 text-sm">
        <div
          {...anchor(origin?.evidenceId)}
          className={cx(
            '-mx-1.5 flex flex-wrap items-baseline justify-between gap-x-3 rounded-md px-1.5',
            flash(origin?.evidenceId),
          )}
        >
          <span className="min-w-0">
            <FieldText field={field.field} value={field.value} />
          </span>
          {origin !== null && <ValueOrigin value={origin} now={now} />}
        </div>
        {others.length > 0 && (
          <>
            <button
              type="button"
              aria-expanded={open}
              onClick={onToggle}
              className="mt-0.5 inline-flex items-center gap-1 rounded-sm text-ink-3 text-xs hover:text-ink"
            >
              <ChevronDown className={cx('size-3 transition-transform', open && 'rotate-180')} aria-hidden="true" />
              {others.length === 1 ? '1 other value' : `${others.length} other values`}
              <span className="sr-only"> of {field.label}</span>
            </button>
            {open && (
              <ul className="mt-1 grid gap-1 border-line border-l pl-3">
                {others.map((other) => (
                  <li
                    key={`${other.source}:${other.value}:${other.fetchedAt}`}
                    {...anchor(other.evidenceId)}
                    className={cx(
                      '-mx-1.5 flex flex-wrap items-baseline justify-between gap-x-3 rounded-md px-1.5 text-ink-2',
                      flash(other.evidenceId),
                    )}
                  >
                    <span className="min-w-0">
                      <FieldText field={field.field} value={other.value} />
                    </span>
                    <ValueOrigin value={other} now={now} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </dd>
    </div>
  );
}
