import type { FieldValue } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import type { Cited } from './citations.ts';
import { FieldText } from './field-value.tsx';
import { ValueOrigin } from './value-origin.tsx';

interface ValueLineProps {
  field: string;
  text: string;
  origin: FieldValue | null;
  now: number;
  cited: Cited | null;
}

/** A value and its origin in a line, which lights up when a footnote points at it. */
export function ValueLine({ field, text, origin, now, cited }: ValueLineProps) {
  const evidenceId = origin?.evidenceId ?? null;
  const lit = evidenceId !== null && evidenceId === cited?.evidenceId;
  return (
    <div
      // A new key starts the light anew with every click.
      key={lit ? cited.click : 'rest'}
      {...(evidenceId === null ? {} : { 'data-evidence': evidenceId, tabIndex: -1 })}
      className={cx(
        '-mx-1.5 flex flex-wrap items-baseline justify-between gap-x-3 rounded-md px-1.5',
        lit && 'animate-flash',
      )}
    >
      <span className="min-w-0">
        <FieldText field={field} value={text} />
      </span>
      {origin !== null && <ValueOrigin value={origin} now={now} />}
    </div>
  );
}
