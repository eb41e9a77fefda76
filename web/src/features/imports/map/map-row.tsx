import { Sparkles } from 'lucide-react';
import { memo } from 'react';
import type { ColumnTarget } from '../../../../../src/features/imports/contract.ts';
import { cx } from '../../../lib/cx.ts';
import { percent } from '../../../lib/format.ts';
import { Dot } from '../../../ui/badge.tsx';
import { NativeSelect } from '../../../ui/native-select.tsx';
import { type MapColumn, sureness, TARGET_LABELS, TARGETS } from './mapping.ts';
import { valueKind } from './value-kind.ts';

interface MapRowProps {
  column: MapColumn;
  target: ColumnTarget;
  /** What Claude said of it, in its own words, where that is what it becomes. */
  because: string | undefined;
  onChoose: (column: string, target: ColumnTarget) => void;
}

/** Values of a column shown: enough to know it by. */
const SAMPLES = 3;

/** One column: its name, what is in it, and what it becomes. A thousand of them must not all draw for one choice. */
export const MapRow = memo(function MapRow({ column, target, because, onChoose }: MapRowProps) {
  const own = target !== column.target;
  const claude = because !== undefined;
  const sure = sureness(column.confidence);
  const samples = column.samples.filter((sample) => sample !== '').slice(0, SAMPLES);
  const kind = valueKind(column.samples);
  return (
    <li
      className={cx(
        'grid items-center gap-x-6 gap-y-2 px-4 py-3 [contain-intrinsic-size:auto_68px] [content-visibility:auto] md:grid-cols-[1fr_300px]',
        target === 'skip' && 'bg-sunken',
      )}
    >
      <div className="min-w-0">
        <p className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-medium text-sm" title={column.name}>
            {column.name === '' ? <span className="text-ink-3">No name</span> : column.name}
          </span>
          {kind !== null && <span className="shrink-0 text-2xs text-ink-3">{kind}</span>}
        </p>
        <p className="truncate text-ink-3 text-xs">
          {samples.length === 0 ? 'Empty in the first rows' : samples.join(' · ')}
        </p>
        {claude && because !== '' && (
          <p className="mt-0.5 truncate text-accent-ink text-xs" title={because}>
            Claude: {because}
          </p>
        )}
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
        <span
          className="num inline-flex w-24 shrink-0 items-center gap-1.5 whitespace-nowrap text-ink-2 text-xs"
          title={own || claude ? undefined : `${percent(column.confidence)} sure`}
        >
          {claude ? (
            <Sparkles className="size-3 shrink-0 text-accent" aria-hidden="true" />
          ) : (
            <Dot tone={own ? 'accent' : sure.tone} />
          )}
          {claude ? 'By Claude' : own ? 'Your choice' : `${sure.word}, ${percent(column.confidence)}`}
        </span>
      </div>
    </li>
  );
});
