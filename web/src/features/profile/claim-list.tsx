import { cx } from '../../lib/cx.ts';
import type { CitedSentence } from './citations.ts';
import { Claim } from './claim.tsx';

/** The heading of a part of the summary. */
export const SUBHEAD = 'mb-1.5 text-ink-3 text-xs';

interface ClaimListProps {
  title: string;
  /** Colour of the dots. */
  dot: string;
  claims: readonly CitedSentence[];
  onCite: (evidenceId: string) => void;
}

/** Claims of one kind below each other; nothing where there are none. */
export function ClaimList({ title, dot, claims, onCite }: ClaimListProps) {
  if (claims.length === 0) return null;
  return (
    <div className="mt-4">
      <h4 className={SUBHEAD}>{title}</h4>
      <ul className="grid max-w-[62ch] gap-1 text-sm">
        {claims.map((claim, index) => (
          <li key={index} className="flex gap-2">
            <span className={cx('mt-2 size-1 shrink-0 rounded-full', dot)} aria-hidden="true" />
            <span>
              <Claim claim={claim} onCite={onCite} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
