import { cx } from '../../lib/cx.ts';
import { total as totalWords } from '../../lib/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Found } from './use-prospects.ts';

/** How many are found. The rows are there sooner: until then the figure before stands on, paler. */
export function HowMany({ found: { total, counts, uncounted, countAgain } }: { found: Found }) {
  const shown = total ?? counts?.total;
  if (shown === undefined && uncounted) {
    return (
      <button
        type="button"
        title="How many they are could not be counted."
        onClick={() => void countAgain()}
        className="rounded-sm underline hover:text-ink"
      >
        Count again
      </button>
    );
  }
  return (
    <span aria-live="polite" className={cx('transition-opacity', total === undefined && 'opacity-50')}>
      {shown === undefined ? <Skeleton className="w-24" /> : totalWords(shown)}
    </span>
  );
}
