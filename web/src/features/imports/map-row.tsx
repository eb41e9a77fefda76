import { memo } from 'react';
import type { ColumnTarget, ImportPreview } from '../../../../src/features/imports/contract.ts';
import { cx } from '../../lib/cx.ts';
import { Dot } from '../../ui/badge.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { sureness, TARGET_LABELS, TARGETS } from './mapping.ts';

interface MapRowProps {
  column: ImportPreview['columns'][number];
  target: ColumnTarget;
  onChoose: (column: string, target: ColumnTarget) => void;
}

/** Values of a column shown: enough to know it by. */
const SAMPLES = 3;

/** One column: its name, what is in it, and what it becomes. A thousand of them must not all draw for one choice. */
export const MapRow = memo(function MapRow({ column, target, onChoose }: MapRowProps) {
  const own = target !== column.target;
  const sure = sureness(column.confidence);
  const samples = column.samples.filter((sample) => sample !== '').slice(0, SAMPLES);
  return (
    <li
      className={cx(
        'grid items-center gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[1fr_300px]',
        target === 'skip' && 'bg-sunken',
      )}
    >
      <div className="min-w-0">
        <p className="truncate font-medium text-sm" title={column.name}>
          {column.name === '' ? <span className="text-ink-3">No name</span> : column.name}
        </p>
        <p className="truncate text-ink-3 text-xs">
          {samples.length === 0 ? 'Empty in the first rows' : samples.join(' · ')}
        </p>
      </div>
      <div className="flex items-center gap-3">
        <NativeSelect
          label={`What ${column.name || 'the nameless column'} becomes`}
          value={target}
          className="min-w-0 flex-1"
          onChange={(event) => onChoose(column.name, event.target.value as ColumnTarget)}
        >
          {TARGETS.map((option) => (
            <option key={option} value={option}>
              {TARGET_LABELS[option]}
            </option>
          ))}
        </NativeSelect>
        <span className="inline-flex w-20 shrink-0 items-center gap-1.5 text-ink-2 text-xs">
          <Dot tone={own ? 'accent' : sure.tone} />
          {own ? 'Your choice' : sure.word}
        </span>
      </div>
    </li>
  );
});
