import type { ImportState } from '../../../../src/features/imports/contract.ts';
import { cx } from '../../lib/cx.ts';
import { number } from '../../lib/format.ts';

const PARTS = [
  { key: 'created', label: 'Created', bar: 'bg-accent' },
  { key: 'updated', label: 'Updated', bar: 'bg-good' },
  { key: 'unchanged', label: 'Unchanged', bar: 'bg-control' },
  { key: 'refused', label: 'Refused', bar: 'bg-bad' },
] as const;

/** Rows read, and what became of them, as the sum that it is. */
export function Counts({ rows, running }: { rows: ImportState['rows']; running?: boolean }) {
  return (
    <div className="mt-4 rounded-lg border border-line bg-surface">
      <dl className="grid grid-cols-2 sm:grid-cols-[1.2fr_1fr_1fr_1fr_1fr]">
        <div className="p-4 max-sm:col-span-2 max-sm:border-b">
          <dt className="text-ink-3 text-xs">{running ? 'Rows read so far' : 'Rows read'}</dt>
          <dd className="num mt-1 font-semibold text-xl">{number(rows.read)}</dd>
        </div>
        {PARTS.map(({ key, label, bar }, index) => (
          <div key={key} className="relative border-line p-4 sm:border-l">
            <span
              className="absolute top-1/2 -left-2 hidden size-4 -translate-y-1/2 items-center justify-center rounded-full border border-line bg-surface text-[10px] text-ink-3 leading-none sm:flex"
              aria-hidden="true"
            >
              {index === 0 ? '=' : '+'}
            </span>
            <dt className="flex items-center gap-1.5 text-ink-3 text-xs">
              <span className={cx('size-2 rounded-full', bar)} aria-hidden="true" />
              {label}
            </dt>
            <dd className="num mt-1 font-semibold text-xl">{number(rows[key])}</dd>
          </div>
        ))}
      </dl>
      <div className="flex h-1 overflow-hidden rounded-b-lg bg-pressed" aria-hidden="true">
        {rows.read > 0 &&
          PARTS.map(({ key, bar }) => (
            <span
              key={key}
              className={cx('h-full transition-[width] duration-300 motion-reduce:transition-none', bar)}
              style={{ width: `${(rows[key] / rows.read) * 100}%` }}
            />
          ))}
      </div>
    </div>
  );
}
