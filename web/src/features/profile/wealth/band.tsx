import type { WealthSignal } from '../../../../../src/features/filings/contract.ts';
import { cx } from '../../../lib/cx.ts';
import { BAND_LABELS, BAND_ORDER } from './wealth-words.ts';

/** The band among all bands; none is marked where nothing counts. */
export const Band = ({ band }: { band: WealthSignal['band'] }) => (
  <ol className="mt-3 grid grid-cols-5 gap-1" aria-label="Bands">
    {BAND_ORDER.map((one) => (
      <li
        key={one}
        aria-current={one === band ? 'true' : undefined}
        className={cx('min-w-0 text-2xs', one === band ? 'font-medium text-accent-ink' : 'text-ink-3')}
      >
        <span
          className={cx('mb-1 block h-1.5 rounded-full', one === band ? 'bg-accent' : 'bg-pressed')}
          aria-hidden="true"
        />
        <span className="max-sm:sr-only">{BAND_LABELS[one]}</span>
      </li>
    ))}
  </ol>
);
