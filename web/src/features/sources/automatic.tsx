import { useState } from 'react';
import type { EnrichmentSettings } from '../../../../src/features/enrichment/contract.ts';
import { Field } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { readCredits } from '../credits/budget-draft.ts';

type Auto = Pick<EnrichmentSettings, 'nightly' | 'onSignal'>;

interface AutomaticProps {
  settings: Auto;
  whyNot: string | null;
  onChange: (change: Partial<Auto>) => void;
}

/** A whole number that is typed; what cannot be read changes nothing and says so. */
function Amount(props: {
  label: string;
  suffix: string;
  min: number;
  value: number;
  whyNot: string | null;
  onChange: (value: number) => void;
}) {
  const [text, setText] = useState(String(props.value));
  const read = readCredits(text);
  const value = 'value' in read ? read.value : null;
  const good = value !== null && value >= props.min;
  return (
    <Field
      label={props.label}
      suffix={props.suffix}
      value={text}
      inputMode="numeric"
      autoComplete="off"
      readOnly={props.whyNot !== null}
      error={good ? undefined : `A whole number from ${props.min} on.`}
      onChange={(event) => {
        setText(event.target.value);
        const next = readCredits(event.target.value);
        if ('value' in next && next.value !== null && next.value >= props.min) props.onChange(next.value);
      }}
    />
  );
}

const LINE = 'flex items-start gap-4';

/** What enriches without being asked, and how much it may spend. */
export function Automatic({ settings: { nightly, onSignal }, whyNot, onChange }: AutomaticProps) {
  return (
    <div className="grid gap-5">
      <div>
        <div className={LINE}>
          <div className="min-w-0 flex-1">
            <p className="font-medium text-sm">Every night</p>
            <p className="text-ink-2 text-xs">
              Enriches people whose profile is older than 7 days, those in lists first.
            </p>
          </div>
          <Switch
            label="Enrich every night"
            on={nightly.on}
            onChange={(on) => onChange({ nightly: { ...nightly, on } })}
            whyNot={whyNot}
          />
        </div>
        {nightly.on && (
          <div className="mt-3 grid gap-4 sm:grid-cols-2">
            <Amount
              label="At most, a night"
              suffix="credits"
              min={0}
              value={nightly.credits}
              whyNot={whyNot}
              onChange={(credits) => onChange({ nightly: { ...nightly, credits } })}
            />
            <Amount
              label="And at most"
              suffix="people"
              min={1}
              value={nightly.people}
              whyNot={whyNot}
              onChange={(people) => onChange({ nightly: { ...nightly, people } })}
            />
          </div>
        )}
      </div>
      <div className={LINE}>
        <div className="min-w-0 flex-1">
          <p className="font-medium text-sm">On a new signal</p>
          <p className="text-ink-2 text-xs">
            A new filing of a person brings their profile up to date, where it is stale.
          </p>
        </div>
        <Switch
          label="Enrich on a new signal"
          on={onSignal}
          onChange={(on) => onChange({ onSignal: on })}
          whyNot={whyNot}
        />
      </div>
    </div>
  );
}
