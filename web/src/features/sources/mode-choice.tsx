import type { EnrichmentSettings, WATERFALL_FIELDS } from '../../../../src/features/enrichment/contract.ts';
import { cx } from '../../lib/cx.ts';
import { fieldLabel } from '../prospects/labels.ts';
import { MODE_WORDS } from './source-words.ts';

type Field = (typeof WATERFALL_FIELDS)[number];

/** In the order in which people read them. */
const FIELDS: readonly Field[] = ['email', 'personalEmail', 'phone', 'title', 'company', 'linkedinUrl'];

interface ModeChoiceProps {
  settings: EnrichmentSettings;
  whyNot: string | null;
  onChange: (change: Pick<EnrichmentSettings, 'mode'> | Pick<EnrichmentSettings, 'fields'>) => void;
}

/** All at once, or one after the other; and then, until what is found. */
export function ModeChoice({ settings, whyNot, onChange }: ModeChoiceProps) {
  const { mode, fields } = settings;
  return (
    <>
      <fieldset disabled={whyNot !== null} className="grid gap-2 sm:grid-cols-2">
        <legend className="sr-only">How sources are asked</legend>
        {(['side_by_side', 'waterfall'] as const).map((one) => (
          <label
            key={one}
            className={cx(
              'flex cursor-pointer gap-3 rounded-lg border p-3',
              mode === one ? 'border-accent bg-accent-soft' : 'border-line bg-surface hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name="mode"
              checked={mode === one}
              onChange={() => onChange({ mode: one })}
              className="mt-[3px] size-3.5 shrink-0 accent-accent max-md:size-4.5"
            />
            <span>
              <span className="block font-medium text-sm">{MODE_WORDS[one].title}</span>
              <span className="mt-0.5 block text-ink-2 text-xs">{MODE_WORDS[one].about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {mode === 'waterfall' && (
        <fieldset disabled={whyNot !== null} className="mt-4">
          <legend className="mb-1.5 font-medium text-sm">Go on until each of these has a checked value</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-1">
            {FIELDS.map((field) => (
              <label key={field} className="flex min-h-7 items-center gap-2 text-sm max-md:min-h-10">
                <input
                  type="checkbox"
                  checked={fields.includes(field)}
                  onChange={() =>
                    onChange({
                      fields: FIELDS.filter((one) => (one === field ? !fields.includes(one) : fields.includes(one))),
                    })
                  }
                  className="size-3.5 accent-accent max-md:size-4.5"
                />
                {fieldLabel(field)}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
