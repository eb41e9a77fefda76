import { Sparkles } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import { count } from '../../lib/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field } from '../../ui/field.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { readCredits } from '../credits/budget-draft.ts';
import { bindWords } from '../credits/credit-words.ts';
import { SOURCE_ORDER } from '../profile/run-words.ts';
import { FormProblem } from '../session/form-problem.tsx';
import { DialogFoot } from './dialog-foot.tsx';
import { QuoteSum } from './quote-sum.tsx';
import { QuoteTable } from './quote-table.tsx';
import { capWords, chosenCost } from './quote-words.ts';
import { type RunTarget, sourcesOf, whoOf } from './run-target.ts';
import { useQuote } from './use-quote.ts';
import { useStartBulk, useStartOne } from './use-start-run.ts';

interface QuoteStepProps {
  target: RunTarget;
  onCancel: () => void;
  onRun: (runId: string) => void;
  onBulk: (enrichmentId: string) => void;
}

/** What it would cost, before anything is set aside. */
export function QuoteStep({ target, onCancel, onRun, onBulk }: QuoteStepProps) {
  const [wanted, setWanted] = useState<ReadonlySet<Source>>(() => new Set(SOURCE_ORDER));
  const [capText, setCapText] = useState('');
  const [onlyStale, setOnlyStale] = useState(true);
  const stale = useId();
  const leaveOut = target.kind !== 'one' && onlyStale;
  const whole = useQuote(target, undefined, leaveOut);
  const chosen = sourcesOf(wanted, SOURCE_ORDER);
  // What stops it depends on what is asked; the rows below keep their figures meanwhile.
  const part = useQuote(target, wanted.size === 0 ? undefined : chosen.sources, leaveOut);
  const one = useStartOne(target.kind === 'one' ? target.prospectId : '');
  const bulk = useStartBulk();
  const whyNot = useWhyNot('enrichment');
  const quote = whole.data;
  const cost = chosenCost(quote?.sources ?? [], wanted);
  const cap = readCredits(capText);
  const capValue = 'value' in cap ? cap.value : null;
  const binds = part.data === undefined || wanted.size === 0 ? null : bindWords(part.data.binds);
  const busy = one.isPending || bulk.isPending;

  const toggle = (source: Source) => {
    const next = new Set(wanted);
    if (!next.delete(source)) next.add(source);
    setWanted(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whyNot !== null || busy || quote === undefined) return;
    if (target.kind === 'one') {
      one.mutate(chosen, { onSuccess: ({ runId }) => onRun(runId) });
      return;
    }
    const who = whoOf(target);
    bulk.mutate(
      {
        ...('ids' in who ? { ids: [...who.ids] } : { filter: who.filter }),
        ...chosen,
        onlyStale,
        ...(capValue === null ? {} : { creditCap: capValue }),
      },
      { onSuccess: ({ id }) => onBulk(id) },
    );
  };

  if (quote === undefined && whole.isError) {
    return <ErrorState error={whole.error} onRetry={() => void whole.refetch()} className="-my-8" />;
  }
  const problem = one.error ?? bulk.error;
  const capProblem = 'problem' in cap ? cap.problem : undefined;
  return (
    <form onSubmit={submit} noValidate>
      {quote === undefined && <Loading label="Loading the quote" />}
      {quote?.training === true && (
        <Banner className="mb-4">
          Training is on: examples for play credits. Nothing is bought, no profile changes.
        </Banner>
      )}
      <QuoteTable sources={quote?.sources} wanted={wanted} onToggle={toggle} />
      <QuoteSum quote={quote} cost={cost} />
      <div className="mt-3 min-h-10">
        {binds !== null ? (
          <Banner tone={binds.tone}>{binds.text}</Banner>
        ) : (
          quote !== undefined && (
            <p className="text-ink-2 text-xs">
              {wanted.size === 0
                ? 'Choose at least one source.'
                : 'You pay only for what is found. What is set aside and not used comes back by itself.'}
            </p>
          )
        )}
      </div>
      {target.kind !== 'one' && (
        <div className="mt-1 grid items-start gap-x-4 gap-y-4 sm:grid-cols-2">
          <Field
            label="Stop at"
            value={capText}
            onChange={(event) => setCapText(event.target.value)}
            suffix="credits"
            inputMode="numeric"
            placeholder="No cap"
            autoComplete="off"
            error={capProblem}
            hint={capWords(capValue, cost) ?? 'It never costs more than this.'}
          />
          <div>
            <p className="mb-1.5 font-medium text-sm">People</p>
            <label htmlFor={stale} className="flex min-h-9 items-center gap-2.5 text-sm max-md:min-h-11">
              <input
                id={stale}
                type="checkbox"
                checked={onlyStale}
                onChange={(event) => setOnlyStale(event.target.checked)}
                className="size-3.5 shrink-0 accent-accent max-md:size-4.5"
              />
              Leave out who was enriched in the last 7 days
            </label>
          </div>
        </div>
      )}
      <DialogFoot>
        {problem !== null && (
          <div className="w-full">
            <FormProblem error={problem} />
          </div>
        )}
        <span className="num mr-auto text-ink-3 text-xs">
          {quote !== undefined && target.kind !== 'one' && count(quote.people, 'person', 'people')}
        </span>
        <Button onClick={onCancel} disabled={busy}>
          Cancel
        </Button>
        <Button
          type="submit"
          kind="primary"
          busy={busy}
          whyNot={whyNot}
          icon={<Sparkles aria-hidden="true" />}
          disabled={
            whyNot === null &&
            (quote === undefined || quote.people === 0 || wanted.size === 0 || capProblem !== undefined)
          }
        >
          {cost.worst === 0 ? 'Enrich for free' : `Enrich, at most ${capOf(capValue, cost.worst)}`}
        </Button>
      </DialogFoot>
    </form>
  );
}

const capOf = (cap: number | null, worst: number): string => count(Math.min(cap ?? worst, worst), 'credit');
