import { CircleAlert, ShieldQuestion } from 'lucide-react';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import { Spinner } from '../../ui/spinner.tsx';
import type { Cited } from './citations.ts';
import { FieldText } from './field-value.tsx';
import { askingWords, type ProfileField, remarks } from './fields.ts';
import { OriginButton } from './value-origin.tsx';

interface FieldRowProps {
  field: ProfileField;
  /** The sources that are being asked for it; null where none is. */
  asking: readonly Source[] | null;
  now: number;
  cited: Cited | null;
  onOpen: () => void;
}

const REMARK = 'inline-flex items-center gap-1 rounded-sm text-xs hover:underline [&_svg]:size-3';

/** One field: its value, where it is from, and what others say. */
export function FieldRow({ field, asking, now, cited, onOpen }: FieldRowProps) {
  const { origin } = field;
  const evidenceId = origin?.evidenceId ?? null;
  const lit = evidenceId !== null && evidenceId === cited?.evidenceId;
  const { agree, differ, unused } = remarks(field);
  return (
    <div className="grid gap-x-4 border-line border-b py-1.5 last:border-b-0 sm:grid-cols-[128px_1fr]">
      <dt className="pt-0.5 text-ink-3 text-sm">{field.label}</dt>
      <dd className="min-w-0 text-sm">
        <div
          // A new key starts the light anew with every click.
          key={lit ? cited.click : 'rest'}
          {...(evidenceId === null ? {} : { 'data-evidence': evidenceId, tabIndex: -1 })}
          className={cx('-mx-1.5 flex flex-wrap items-start gap-x-3 rounded-md px-1.5', lit && 'animate-flash')}
        >
          <span className="min-w-0 py-0.5">
            <FieldText field={field.field} value={field.value} />
          </span>
          <OriginButton label={field.label} value={origin} now={now} onOpen={onOpen} />
        </div>
        {(agree !== null || differ !== null || unused !== null || asking !== null) && (
          <p className="flex flex-wrap gap-x-3 gap-y-0.5 pb-0.5 text-ink-3">
            {differ !== null && (
              <button type="button" onClick={onOpen} className={cx(REMARK, 'text-warn-ink')}>
                <CircleAlert aria-hidden="true" />
                {differ}
                <span className="sr-only"> on {field.label}</span>
              </button>
            )}
            {asking !== null && (
              <span className="inline-flex items-center gap-1 text-accent-ink text-xs">
                <Spinner className="size-3" />
                {askingWords(asking)}
              </span>
            )}
            {agree !== null && <span className="text-xs">{agree}</span>}
            {unused !== null && (
              <button type="button" onClick={onOpen} className={REMARK}>
                <ShieldQuestion aria-hidden="true" />
                {unused}
                <span className="sr-only"> on {field.label}</span>
              </button>
            )}
          </p>
        )}
      </dd>
    </div>
  );
}
