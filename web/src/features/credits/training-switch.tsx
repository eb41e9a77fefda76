import { GraduationCap } from 'lucide-react';
import type { CreditState } from '../../../../src/features/credits/contract.ts';
import { number } from '../../lib/format.ts';
import { Switch } from '../../ui/switch.tsx';
import { useTraining } from './use-credits.ts';

/** Practice without a bill: on or off, and what is left to play with. */
export function TrainingSwitch({ training, whyNot }: { training: CreditState['training']; whyNot: string | null }) {
  const change = useTraining();
  const on = change.isPending ? change.variables : training.on;
  return (
    <div className="flex items-start gap-4 rounded-lg border border-line bg-surface p-4">
      <GraduationCap className="mt-0.5 size-5 shrink-0 text-ink-3" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-sm">{on ? 'Training is on' : 'Training is off'}</p>
        <p className="mt-0.5 text-ink-2 text-sm">
          {on
            ? 'Enrichments are answered by examples and paid in play credits. No provider is asked, no profile changes.'
            : 'Enrichments ask the real sources and cost real credits.'}
        </p>
        {training.on && (
          <p className="num mt-2 text-ink-3 text-xs">
            {number(training.play.available)} of {number(training.play.granted)} play credits left
          </p>
        )}
      </div>
      <Switch
        label="Training"
        on={on}
        onChange={(next) => change.mutate(next)}
        whyNot={whyNot}
        disabled={change.isPending}
      />
    </div>
  );
}
