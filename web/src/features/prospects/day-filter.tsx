import { useState } from 'react';
import { keysOf } from '../../../../src/lib/keys.ts';
import { NativeSelect } from '../../ui/native-select.tsx';
import type { Filters, Single } from './filters.ts';
import { RangeFilter } from './range-filter.tsx';

const KINDS = {
  created: { label: 'Added', names: ['createdFrom', 'createdTo'] },
  updated: { label: 'Updated', names: ['updatedFrom', 'updatedTo'] },
  enriched: { label: 'Enriched', names: ['enrichedFrom', 'enrichedTo'] },
} as const satisfies Record<string, { label: string; names: readonly [Single, Single] }>;
type Kind = keyof typeof KINDS;
const ORDER = keysOf(KINDS);

/** From which day to which: when people were added, changed or enriched. Days are of UTC. */
export function DayFilter({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const asked = ORDER.find((kind) => KINDS[kind].names.some((name) => filters[name] !== undefined));
  const [kind, setKind] = useState<Kind>(asked ?? 'created');
  const { label, names } = KINDS[kind];
  const which = (
    <NativeSelect
      label="Which days"
      value={kind}
      onChange={(event) => setKind(ORDER.find((one) => one === event.target.value) ?? 'created')}
      className="mb-1 w-full"
    >
      {ORDER.map((one) => (
        <option key={one} value={one}>
          {KINDS[one].label} on
        </option>
      ))}
    </NativeSelect>
  );
  return (
    <RangeFilter key={kind} title={label} head={which} names={names} kind="day" filters={filters} onChange={onChange} />
  );
}
