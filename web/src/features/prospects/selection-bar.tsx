import { Sparkles, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { number } from '../../lib/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useWhyNot } from '../billing/why-not.ts';

/** What it covers of the list's foot, on one line and on two: its own height and the air around it. */
export const BAR_PX = { desktop: 80, phone: 132 };

interface SelectionBarProps {
  selected: number;
  /** All that match the search instead of those ticked: how many, whether it is so, and the way to it. */
  all?: { words: string; on: boolean; onPick: () => void } | undefined;
  /** What else can be done with them. */
  children?: ReactNode;
  onEnrich: () => void;
  onClear: () => void;
}

/** What can be done with those ticked: over the foot of the list, so that nothing of it moves. One line, and two on a phone. */
export function SelectionBar({ selected, all, children, onEnrich, onClear }: SelectionBarProps) {
  const whyNot = useWhyNot('enrichment');
  if (selected === 0) return null;
  return (
    <div className="@container pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-4">
      <section
        aria-label="Selection"
        className="pointer-events-auto flex max-w-full animate-fade-in flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-raised py-2 pr-2 pl-4 shadow-pop @max-[640px]:w-full"
      >
        <p role="status" className="num whitespace-nowrap text-sm">
          {all?.on ? `${all.words} that match` : `${number(selected)} selected`}
        </p>
        {all !== undefined && !all.on && (
          <button
            type="button"
            onClick={all.onPick}
            className="num whitespace-nowrap text-accent-ink text-sm underline underline-offset-2"
          >
            Select all {all.words}
          </button>
        )}
        <div className="flex items-center gap-1.5 @max-[640px]:order-last @max-[640px]:-ml-2 @max-[640px]:w-[calc(100%+8px)] @max-[640px]:justify-between @max-[640px]:gap-1">
          <Button
            kind="primary"
            icon={<Sparkles aria-hidden="true" />}
            title="Enrich"
            whyNot={whyNot}
            onClick={onEnrich}
            className="@max-[760px]:px-2!"
          >
            <span className="@max-[760px]:sr-only">Enrich</span>
          </Button>
          {children}
        </div>
        <IconButton label="Clear the selection" onClick={onClear} className="-ml-1.5 @max-[640px]:ml-auto">
          <X aria-hidden="true" />
        </IconButton>
      </section>
    </div>
  );
}
