import { Check } from 'lucide-react';
import { cx } from '../../lib/cx.ts';

const STEPS = ['Upload', 'Map', 'Check', 'Run'] as const;
export type Step = (typeof STEPS)[number];

/** Where one is in the wizard. */
export function Steps({ at, finished }: { at: Step; finished?: boolean }) {
  const current = STEPS.indexOf(at);
  return (
    <ol className="mb-6 flex items-center gap-2 text-sm">
      {STEPS.map((step, index) => {
        const done = index < current || finished;
        const now = index === current && !finished;
        return (
          <li
            key={step}
            aria-current={now ? 'step' : undefined}
            className="flex items-center gap-2 [&:not(:last-child)]:flex-1"
          >
            <span
              className={cx(
                'num inline-flex size-6 shrink-0 items-center justify-center rounded-full border font-medium text-xs',
                done
                  ? 'border-transparent bg-accent-soft text-accent-ink'
                  : now
                    ? 'border-transparent bg-accent text-on-accent'
                    : 'border-line-strong text-ink-3',
              )}
            >
              {done ? <Check className="size-3.5" aria-hidden="true" /> : index + 1}
            </span>
            <span className={cx(now ? 'font-medium text-ink' : 'text-ink-3', !now && 'max-sm:sr-only')}>
              {step}
              {done && <span className="sr-only">, done</span>}
            </span>
            {index < STEPS.length - 1 && <span className="h-px min-w-4 flex-1 bg-line-strong" aria-hidden="true" />}
          </li>
        );
      })}
    </ol>
  );
}
