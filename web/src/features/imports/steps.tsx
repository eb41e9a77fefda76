import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';

export const STEPS = ['upload', 'map', 'validate', 'preview', 'run'] as const;
export type Step = (typeof STEPS)[number];

const WORDS: Record<Step, string> = {
  upload: 'Upload',
  map: 'Map',
  validate: 'Validate',
  preview: 'Preview',
  run: 'Run',
};

interface StepsProps {
  at: Step;
  finished?: boolean;
  /** The way back to a step that is done, around its words; where there is none, the words alone. */
  back?: (step: Step, words: ReactNode) => ReactNode;
}

/** Where one is in the wizard, and the way back. */
export function Steps({ at, finished, back }: StepsProps) {
  const current = STEPS.indexOf(at);
  return (
    <ol aria-label="Steps" className="mb-6 flex items-center gap-2 text-sm">
      {STEPS.map((step, index) => {
        const done = index < current || finished === true;
        const now = index === current && !done;
        const words = (
          <>
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
            <span className={cx(now ? 'font-medium text-ink' : 'text-ink-3', !now && 'max-md:sr-only')}>
              {WORDS[step]}
              {done && <span className="sr-only">, done</span>}
            </span>
          </>
        );
        return (
          <li
            key={step}
            aria-current={now ? 'step' : undefined}
            className="flex items-center gap-2 [&:not(:last-child)]:flex-1"
          >
            {done && back !== undefined ? back(step, words) : <span className="flex items-center gap-2">{words}</span>}
            {index < STEPS.length - 1 && <span className="h-px min-w-3 flex-1 bg-line-strong" aria-hidden="true" />}
          </li>
        );
      })}
    </ol>
  );
}
