import { useState } from 'react';
import type { InsiderHolding } from '../../../../../src/features/filings/contract.ts';
import { NativeSelect } from '../../../ui/native-select.tsx';
import { Section } from '../section.tsx';
import { heldClasses } from './holdings.ts';
import { HoldingsChart } from './holdings-chart.tsx';

/** Holdings over time, one class of shares at a time. */
export function HoldingsSection({ holdings }: { holdings: readonly InsiderHolding[] }) {
  const classes = heldClasses(holdings);
  const [key, setKey] = useState<string | null>(null);
  const shown = classes.find((held) => held.key === key) ?? classes[0];
  if (shown === undefined) return null;
  return (
    <Section
      title="Holdings over time"
      about={classes.length === 1 ? shown.label : null}
      action={
        classes.length > 1 && (
          <NativeSelect
            label="Class of shares"
            value={shown.key}
            onChange={(event) => setKey(event.target.value)}
            className="max-w-64"
          >
            {classes.map((held) => (
              <option key={held.key} value={held.key}>
                {held.label}
              </option>
            ))}
          </NativeSelect>
        )
      }
    >
      <HoldingsChart key={shown.key} label={shown.label} series={shown.series} />
    </Section>
  );
}
