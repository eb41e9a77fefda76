import { ChevronDown } from 'lucide-react';
import { cx } from '../../lib/cx.ts';
import type { Cited } from './citations.ts';
import { othersWords, type ProfileField } from './fields.ts';
import { ValueLine } from './value-line.tsx';

interface FieldRowProps {
  field: ProfileField;
  now: number;
  cited: Cited | null;
  open: boolean;
  onToggle: () => void;
}

/** One field: its value, where it is from, and what others say. */
export function FieldRow({ field, now, cited, open, onToggle }: FieldRowProps) {
  const { origin, others } = field;
  return (
    <div className="grid gap-x-4 border-line border-b py-2 last:border-b-0 sm:grid-cols-[128px_1fr]">
      <dt className="text-ink-3 text-sm">{field.label}</dt>
      <dd className="min-w-0 text-sm">
        <ValueLine field={field.field} text={field.value} origin={origin} now={now} cited={cited} />
        {others.length > 0 && (
          <>
            <button
              type="button"
              aria-expanded={open}
              onClick={onToggle}
              className="mt-0.5 inline-flex items-center gap-1 rounded-sm text-ink-3 text-xs hover:text-ink"
            >
              <ChevronDown className={cx('size-3 transition-transform', open && 'rotate-180')} aria-hidden="true" />
              {othersWords(field)}
              <span className="sr-only"> on {field.label}</span>
            </button>
            {open && (
              <ul className="mt-1 grid gap-1 border-line border-l pl-3 text-ink-2">
                {others.map((other) => (
                  <li key={`${other.source}:${other.value}:${other.fetchedAt}`}>
                    <ValueLine field={field.field} text={other.value} origin={other} now={now} cited={cited} />
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
