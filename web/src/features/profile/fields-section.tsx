import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { Profile } from '../../../../src/features/prospects/profile-contract.ts';
import { useNow } from '../../lib/use-now.ts';
import { useMay } from '../session/use-me.ts';
import { type Cited, citedIds } from './citations.ts';
import { FieldRow } from './field-row.tsx';
import { missingFields, missingWords, profileFields, unprovenFields } from './fields.ts';
import { Section } from './section.tsx';
import { UnprovenValues } from './unproven-values.tsx';

interface FieldsSectionProps {
  profile: Profile;
  cited: Cited | null;
  onField: (field: string) => void;
  onRecords: () => void;
}

/** What is known, each with its source, age and confidence; what is not known, and why; and what is not proven, apart. */
export function FieldsSection({ profile, cited, onField, onRecords }: FieldsSectionProps) {
  const now = useNow();
  const may = useMay('prospects:write');
  const { prospect, fields: values, enrichment } = profile;
  const fields = useMemo(
    () => profileFields(prospect, values, citedIds(enrichment.summary)),
    [prospect, values, enrichment.summary],
  );
  const unproven = unprovenFields(values, fields);
  const missing = missingFields(fields).filter(({ field }) => !unproven.some(([one]) => one?.field === field));
  return (
    <Section title="Fields" about={`${fields.length} known`}>
      <dl>
        {fields.map((field) => (
          <FieldRow
            key={field.field}
            field={field}
            asking={
              enrichment.fields.find((one) => one.field === field.field && one.status === 'asking')?.asking ?? null
            }
            now={now}
            cited={cited}
            onOpen={() => onField(field.field)}
          />
        ))}
        {missing.map(({ field, label }) => (
          <div
            key={field}
            className="grid items-center gap-x-4 border-line border-b py-1.5 last:border-b-0 sm:grid-cols-[128px_1fr]"
          >
            <dt className="text-ink-3 text-sm">{label}</dt>
            <dd className="flex min-h-6 items-center justify-between gap-3 text-ink-3 text-sm">
              {missingWords(field, enrichment)}
              {may && (
                <button
                  type="button"
                  onClick={() => onField(field)}
                  className="-mr-1.5 inline-flex min-h-6 shrink-0 items-center gap-1 rounded-md px-1.5 text-xs hover:bg-hover hover:text-ink max-md:min-h-8"
                >
                  <Plus className="size-3.5" aria-hidden="true" />
                  Add
                  <span className="sr-only"> {label}</span>
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {unproven.length > 0 && <UnprovenValues groups={unproven} now={now} onField={onField} onRecords={onRecords} />}
    </Section>
  );
}
