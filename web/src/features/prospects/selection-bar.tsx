import { Sparkles, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { number } from '../../lib/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useWhyNot } from '../billing/why-not.ts';

interface SelectionBarProps {
  selected: number;
  /** All that match the search instead of those ticked: how many, whether it is so, and the way to it. */
  all?: { words: string; on: boolean; onPick: () => void } | undefined;
  /** What else can be done with them. */
  children?: ReactNode;
  onEnrich: () => void;
  onClear: () => void;
}

/** What can be done with those ticked: over the foot of the list, so that nothing of it moves. */
export function SelectionBar({ selected, all, children, onEnrich, onClear }: SelectionBarProps) {
  const whyNot = useWhyNot('enrichment');
  if (selected === 0) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-4">
      <section
        aria-label="Selection"
        className="pointer-events-auto flex max-w-full animate-fade-in flex-wrap items-center gap-2 rounded-xl border border-line bg-raised py-2 pr-2 pl-4 shadow-pop"
      >
        <p role="status" className="num mr-2 whitespace-nowrap text-sm">
          {all?.on ? `${all.words} that match` : `${number(selected)} selected`}
        </p>
        {all !== undefined && !all.on && (
          <button
            type="button"
            onClick={all.onPick}
            className="num mr-2 text-left text-accent-ink text-sm underline underline-offset-2"
          >
            Select all {all.words}
          </button>
        )}
        <Button kind="primary" icon={<Sparkles aria-hidden="true" />} whyNot={whyNot} onClick={onEnrich}>
          Enrich
        </Button>
        {children}
        <IconButton label="Clear the selection" onClick={onClear}>
          <X aria-hidden="true" />
        </IconButton>
      </section>
    </div>
  );
}
