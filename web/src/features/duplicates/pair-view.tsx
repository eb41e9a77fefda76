import { Link } from '@tanstack/react-router';
import type { Duplicate } from '../../../../src/features/duplicates/contract.ts';
import { cx } from '../../lib/cx.ts';
import { date } from '../../lib/format.ts';
import { EvidenceList } from '../profile/identity/evidence-list.tsx';
import { type Line, linesOf, SHARED_WORDS } from './pair.ts';

type Side = 'a' | 'b';

interface PairViewProps {
  pair: Duplicate;
  survivor: Side;
  onSurvivor: (side: Side) => void;
  /** Whose value a field takes; without an entry the rules say. */
  choice: Readonly<Record<string, Side>>;
  onChoose: (field: string, side: Side) => void;
  mayChange: boolean;
}

const GRID = 'grid grid-cols-[88px_1fr_1fr] gap-x-2 px-3 md:grid-cols-[128px_1fr_1fr] md:gap-x-4 md:px-5';

function Value({
  line,
  side,
  choice,
  onChoose,
  mayChange,
}: { line: Line; side: Side } & Omit<PairViewProps, 'pair' | 'survivor' | 'onSurvivor'>) {
  const value = line[side];
  if (value === null) return <span className="text-ink-3">—</span>;
  if (!line.choosable || !mayChange)
    return <span className={cx('break-words', line.differs && 'font-medium')}>{value}</span>;
  const on = choice[line.field] === side;
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={() => onChoose(line.field, side)}
      className={cx(
        '-mx-1.5 -my-0.5 rounded-md border px-1.5 py-0.5 text-left font-medium [overflow-wrap:anywhere] max-md:py-2',
        on ? 'border-accent bg-accent-soft text-accent-ink' : 'border-transparent hover:bg-hover',
      )}
    >
      {value}
    </button>
  );
}

/** Two records side by side, what they share and where they differ, and what speaks for and against one person. */
export function PairView({ pair, survivor, onSurvivor, choice, onChoose, mayChange }: PairViewProps) {
  const heads: Side[] = ['a', 'b'];
  return (
    <div>
      <div className={cx(GRID, 'border-b py-3')}>
        <span className="self-end text-ink-3 text-xs">Stays</span>
        {heads.map((side) => (
          <div key={side} className="min-w-0">
            <Link
              to="/prospects/$prospectId"
              params={{ prospectId: pair[side].id }}
              className="block truncate font-medium text-sm hover:underline"
            >
              {pair[side].name}
            </Link>
            <label className="mt-1 flex items-center gap-2 text-ink-2 text-xs max-md:py-2">
              <input
                type="radio"
                name={`survivor-${pair.id}`}
                checked={survivor === side}
                disabled={!mayChange}
                onChange={() => onSurvivor(side)}
                className="accent-accent"
              />
              since {date(pair[side].createdAt, Date.now())}
            </label>
          </div>
        ))}
      </div>
      <dl>
        {linesOf(pair).map((line) => (
          <div
            key={line.field}
            className={cx(GRID, 'border-line/60 border-b py-2 text-sm', line.differs && 'bg-warn-soft/40')}
          >
            <dt className="text-ink-3 text-xs leading-5">
              {line.label}
              {line.differs && <span className="sr-only"> (differs)</span>}
            </dt>
            {heads.map((side) => (
              <dd key={side} className="min-w-0 [overflow-wrap:anywhere]">
                <Value line={line} side={side} choice={choice} onChoose={onChoose} mayChange={mayChange} />
              </dd>
            ))}
          </div>
        ))}
        <div className={cx(GRID, 'py-2 text-sm')}>
          <dt className="text-ink-3 text-xs leading-5">Tags</dt>
          {heads.map((side) => (
            <dd key={side} className="min-w-0 text-ink-2">
              {pair[side].tags.join(', ') || '—'}
            </dd>
          ))}
        </div>
      </dl>
      <section aria-label="Evidence" className="border-t px-3 py-4 md:px-5">
        <p className="mb-3 text-ink-2 text-sm">Found by: {pair.shared.map((kind) => SHARED_WORDS[kind]).join(', ')}.</p>
        <EvidenceList evidence={pair.evidence} />
      </section>
    </div>
  );
}
