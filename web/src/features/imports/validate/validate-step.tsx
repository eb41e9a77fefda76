import { ArrowLeft, ArrowRight, CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ImportPreview, Plan } from '../../../../../src/features/imports/contract.ts';
import { count } from '../../../lib/format.ts';
import { useHotkeys } from '../../../lib/use-hotkeys.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Card } from '../../../ui/page.tsx';
import { Loading, Skeleton } from '../../../ui/skeleton.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { useCheck } from '../preview/use-check.ts';
import { StepFoot } from '../step-foot.tsx';
import { KindPanel } from './kind-panel.tsx';
import { checkedWords, kindKey, problemKinds } from './problem-kinds.ts';
import { RulesCard } from './rules-card.tsx';

interface ValidateStepProps {
  preview: ImportPreview;
  plan: Plan;
  onPlan: (plan: Plan) => void;
  onBack: () => void;
  onNext: () => void;
}

/** What is wrong in the first rows, by kind, and what mends it: a rule for a whole column, or a cell typed over. */
export function ValidateStep({ preview, plan, onPlan, onBack, onNext }: ValidateStepProps) {
  const [open, setOpen] = useState<string | null | undefined>(undefined);
  const check = useCheck(preview.id, plan);
  useHotkeys({ 'mod+Enter': onNext });
  const names = preview.columns.map(({ name }) => name);
  const kinds = check.data === undefined ? [] : problemKinds(check.data, preview, plan);
  // The most frequent is open at first; afterwards what was opened or closed by hand.
  const opened = open === undefined ? (kinds[0] === undefined ? null : kindKey(kinds[0])) : open;
  return (
    <>
      <h2 className="mb-4 text-lg">What is wrong in it, and what mends it</h2>
      {check.isError ? (
        <ErrorState error={check.error} onRetry={() => void check.refetch()} />
      ) : check.data === undefined ? (
        <>
          <Loading label="Checking the rows" />
          <Skeleton className="mb-4 h-11 w-full rounded-lg" />
          <Card className="divide-y divide-line">
            {['a', 'b', 'c'].map((key) => (
              <div key={key} className="flex h-13 items-center gap-6 px-4">
                <Skeleton className="w-32" />
                <Skeleton className="w-56" />
                <Skeleton className="ml-auto w-10" />
              </div>
            ))}
          </Card>
        </>
      ) : (
        <>
          <Card className="mb-4 flex min-h-11 items-center gap-2.5 px-4 py-2.5 [&>svg]:size-4 [&>svg]:shrink-0">
            {check.isPlaceholderData ? (
              <Spinner />
            ) : kinds.length === 0 ? (
              <CircleCheck className="text-good" aria-hidden="true" />
            ) : (
              <TriangleAlert className="text-warn" aria-hidden="true" />
            )}
            <p role="status" className="num min-w-0 text-sm">
              {checkedWords(check.data, kinds)}
              <span className="text-ink-3">
                {' '}
                Rules hold for every row of the file; each is checked again as it comes in.
              </span>
            </p>
          </Card>
          {kinds.length > 0 && (
            <Card className="overflow-hidden">
              <ul aria-label="Problems" className="divide-y divide-line">
                {kinds.map((kind) => {
                  const key = kindKey(kind);
                  return (
                    <KindPanel
                      key={key}
                      kind={kind}
                      names={names}
                      plan={plan}
                      open={opened === key}
                      onToggle={() => setOpen(opened === key ? null : key)}
                      onPlan={onPlan}
                    />
                  );
                })}
              </ul>
            </Card>
          )}
          <RulesCard columns={names} plan={plan} onPlan={onPlan} />
        </>
      )}
      <StepFoot about={`about ${count(preview.estimatedRows, 'row')} in all`}>
        <Button onClick={onBack} icon={<ArrowLeft aria-hidden="true" />}>
          Mapping
        </Button>
        <Button kind="primary" onClick={onNext} aria-keyshortcuts="Control+Enter Meta+Enter">
          Preview
          <ArrowRight aria-hidden="true" />
        </Button>
      </StepFoot>
    </>
  );
}
