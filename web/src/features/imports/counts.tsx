import { cx } from '../../lib/cx.ts';
import { number } from '../../lib/format.ts';

export interface CountPart {
  label: string;
  value: number;
  /** The colour of its stretch of the bar. */
  bar: string;
  /** What it means, for those who rest on it. */
  about?: string;
}

interface CountsProps {
  label: string;
  total: number;
  /** They add up to the total. */
  parts: readonly CountPart[];
}

/** Rows, and what becomes of them, as the sum that it is. */
export function Counts({ label, total, parts }: CountsProps) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <dl
        className="grid grid-cols-2 sm:grid-cols-[1.2fr_repeat(var(--parts),1fr)]"
        style={{ '--parts': parts.length } as React.CSSProperties}
      >
        <div className="border-line p-4 max-sm:col-span-2 max-sm:border-b">
          <dt className="text-ink-3 text-xs">{label}</dt>
          <dd className="num mt-1 font-semibold text-xl">{number(total)}</dd>
        </div>
        {parts.map((part, index) => (
          <div key={part.label} title={part.about} className="relative border-line p-4 sm:border-l">
            <span
              className="absolute top-1/2 -left-2 hidden size-4 -translate-y-1/2 items-center justify-center rounded-full border border-line bg-surface text-[10px] text-ink-3 leading-none sm:flex"
              aria-hidden="true"
            >
              {index === 0 ? '=' : '+'}
            </span>
            <dt className="flex items-center gap-1.5 text-ink-3 text-xs">
              <span className={cx('size-2 shrink-0 rounded-full', part.bar)} aria-hidden="true" />
              {part.label}
            </dt>
            <dd className="num mt-1 font-semibold text-xl">{number(part.value)}</dd>
          </div>
        ))}
      </dl>
      <div className="flex h-1 overflow-hidden rounded-b-lg bg-pressed" aria-hidden="true">
        {total > 0 &&
          parts.map((part) => (
            <span
              key={part.label}
              className={cx('h-full transition-[width] duration-300 motion-reduce:transition-none', part.bar)}
              style={{ width: `${(part.value / total) * 100}%` }}
            />
          ))}
      </div>
    </div>
  );
}
