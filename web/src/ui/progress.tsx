import { cx } from '../lib/cx.ts';
import type { Tone } from './badge.tsx';

interface ProgressProps {
  label: string;
  /** Done and whole in any one unit; `total` null where the whole is not known yet. */
  done: number;
  total: number | null;
  tone?: Extract<Tone, 'accent' | 'good' | 'warn' | 'bad' | 'neutral'>;
  className?: string;
}

const FILL = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad', neutral: 'bg-control' };

/** How far a piece of work is. A whole that is unknown sweeps and promises nothing. */
export function Progress({ label, done, total, tone = 'accent', className }: ProgressProps) {
  const known = total !== null && total > 0;
  const share = known ? Math.min(1, done / total) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known ? Math.floor(share * 100) : undefined}
      className={cx('h-1.5 overflow-hidden rounded-full bg-pressed', className)}
    >
      {known ? (
        <div
          className={cx(
            'h-full rounded-full transition-[width] duration-300 ease-out motion-reduce:transition-none',
            FILL[tone],
          )}
          style={{ width: `${share * 100}%` }}
        />
      ) : (
        <div className={cx('h-full w-2/5 animate-sweep rounded-full', FILL[tone])} />
      )}
    </div>
  );
}
