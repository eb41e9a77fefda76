import { number } from '../../lib/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { standingOf } from './credit-words.ts';

const BAR = { fine: 'accent', near: 'warn', full: 'bad' } as const;

/** What was used of a budget this month; the figure alone where there is none. */
export function UsedBar({ label, used, limit }: { label: string; used: number; limit: number | null }) {
  return (
    <div className="min-w-0">
      <p className="num text-ink-2 text-xs">
        {limit === null ? (
          <>
            {number(used)} used<span className="text-ink-3"> · no cap</span>
          </>
        ) : (
          <>
            {number(used)} of {number(limit)} used
          </>
        )}
      </p>
      {limit !== null && (
        <Progress
          label={label}
          done={used}
          total={Math.max(1, limit)}
          tone={BAR[standingOf({ limit, left: Math.max(0, limit - used) })]}
          className="mt-1.5"
        />
      )}
    </div>
  );
}
