import type { TransactionKind } from '../../../../../src/features/filings/contract.ts';
import { cx } from '../../../lib/cx.ts';
import { number } from '../../../lib/format.ts';
import { groupCounts, KIND_GROUPS, type KindGroup } from './kinds.ts';

interface KindFilterProps {
  /** How many transactions there are of each kind, whatever is filtered. */
  kinds: Partial<Record<TransactionKind, number>>;
  chosen: readonly KindGroup[];
  onChange: (chosen: KindGroup[]) => void;
}

const CHIP =
  'inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-xs transition-colors max-md:h-8 aria-pressed:border-accent-line aria-pressed:bg-accent-soft aria-pressed:text-accent-ink';

/** Buttons that keep transactions of some kinds; several may be pressed, none keeps all. */
export function KindFilter({ kinds, chosen, onChange }: KindFilterProps) {
  const counts = groupCounts(kinds);
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Kinds of transactions</legend>
      <button
        type="button"
        aria-pressed={chosen.length === 0}
        onClick={() => onChange([])}
        className={cx(CHIP, 'border-line text-ink-2 hover:bg-hover')}
      >
        All <span className="num text-ink-3">{number(all)}</span>
      </button>
      {counts.map(({ group, count }) => (
        <button
          key={group}
          type="button"
          aria-pressed={chosen.includes(group)}
          onClick={() =>
            onChange(chosen.includes(group) ? chosen.filter((other) => other !== group) : [...chosen, group])
          }
          className={cx(CHIP, 'border-line text-ink-2 hover:bg-hover')}
        >
          {KIND_GROUPS[group].label} <span className="num text-ink-3">{number(count)}</span>
        </button>
      ))}
    </fieldset>
  );
}
