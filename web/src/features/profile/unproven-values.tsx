import { ShieldQuestion } from 'lucide-react';
import type { FieldValue } from '../../../../src/features/prospects/profile-contract.ts';
import { Button } from '../../ui/button.tsx';
import { fieldLabel } from '../prospects/labels.ts';
import { FieldText } from './field-value.tsx';
import { OriginButton } from './value-origin.tsx';

interface UnprovenValuesProps {
  /** By field. */
  groups: readonly (readonly FieldValue[])[];
  now: number;
  onField: (field: string) => void;
  onRecords: () => void;
}

/** Values of records that may be another person's: to be seen, never mixed with what is known. */
export function UnprovenValues({ groups, now, onField, onRecords }: UnprovenValuesProps) {
  return (
    <div className="mt-4 rounded-lg border border-line-strong border-dashed bg-sunken px-3 py-3">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
        <ShieldQuestion className="size-4 shrink-0 text-warn-ink" aria-hidden="true" />
        <p className="min-w-0 flex-1 text-sm">
          <span className="font-medium">Not proven to be this person.</span>{' '}
          <span className="text-ink-2">None of it counts, in no figure and no summary.</span>
        </p>
        <Button size="sm" onClick={onRecords}>
          Check the record
        </Button>
      </div>
      <dl>
        {groups.map((values) => {
          const [first] = values;
          if (first === undefined) return null;
          return (
            <div
              key={first.field}
              className="grid gap-x-4 border-line border-t py-1.5 text-ink-2 sm:grid-cols-[116px_1fr]"
            >
              <dt className="text-ink-3 text-sm">{fieldLabel(first.field)}</dt>
              <dd className="grid gap-1">
                {values.map((value) => (
                  <div
                    key={`${value.source}:${value.evidenceId ?? value.value}`}
                    className="flex flex-wrap items-start gap-x-3 text-sm"
                  >
                    <span className="min-w-0 py-0.5">
                      <FieldText field={value.field} value={value.value} />
                    </span>
                    <OriginButton
                      label={fieldLabel(value.field)}
                      value={value}
                      now={now}
                      onOpen={() => onField(value.field)}
                    />
                  </div>
                ))}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
