import { calendarDay, exactTime, number } from '../../lib/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { CAP_WORDS, type CapState, standingOf } from './credit-words.ts';

/** Days and months are those of UTC. */
const resetOf = (cap: CapState['cap'], monthEnds: string): string | null =>
  cap === 'day'
    ? 'begins anew at midnight UTC'
    : cap === 'member' || cap === 'month' || cap === 'plan'
      ? `begins anew ${calendarDay(monthEnds.slice(0, 10))}`
      : null;

const BAR = { fine: 'accent', near: 'warn', full: 'bad' } as const;
const INK = { fine: 'text-ink-2', near: 'text-warn-ink', full: 'text-bad-ink' } as const;

/** What limits spending now: how much of each is used, and when it begins anew. */
export function CapsList({ caps, monthEnds }: { caps: readonly CapState[]; monthEnds: string }) {
  return (
    <ul className="grid gap-5">
      {caps
        .filter(({ cap }) => cap !== 'balance')
        .map((cap) => {
          const { title } = CAP_WORDS[cap.cap];
          const standing = standingOf(cap);
          const resets = resetOf(cap.cap, monthEnds);
          return (
            <li key={cap.cap}>
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium text-sm">{title}</span>
                <span className={`num text-sm ${INK[standing]}`}>
                  {cap.cap === 'run' ? (
                    <>at most {number(cap.limit)} each</>
                  ) : (
                    <>
                      {number(cap.used)} of {number(cap.limit)}
                      <span className="text-ink-3"> · {number(cap.left)} left</span>
                    </>
                  )}
                </span>
              </p>
              {cap.cap !== 'run' && (
                <Progress
                  label={title}
                  done={cap.used}
                  total={Math.max(1, cap.limit)}
                  tone={BAR[standing]}
                  className="mt-2"
                />
              )}
              {resets !== null && (
                <p className="num mt-1.5 text-ink-3 text-xs" title={exactTime(monthEnds)}>
                  {resets.charAt(0).toUpperCase() + resets.slice(1)}
                </p>
              )}
            </li>
          );
        })}
    </ul>
  );
}
