import { ArrowLeft, ArrowRight, CircleCheck, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ImportPreview, Plan } from '../../../../../src/features/imports/contract.ts';
import { count } from '../../../lib/format.ts';
import { useHotkeys } from '../../../lib/use-hotkeys.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Card } from '../../../ui/page.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Loading, Skeleton } from '../../../ui/skeleton.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { LookFailed } from '../look-failed.tsx';
import { planKey } from '../plan.ts';
import { StepFoot } from '../step-foot.tsx';
import { useValidation } from '../use-validation.ts';
import { KindPanel } from './kind-panel.tsx';
import { comingInWords, foundWords, kindKey, lookingWords } from './problem-words.ts';
import { RulesCard } from './rules-card.tsx';

interface ValidateStepProps {
  preview: ImportPreview;
  plan: Plan;
  onPlan: (plan: Plan) => void;
  onBack: () => void;
  onNext: () => void;
}

/** Up to this size a file is looked over again by itself after each change; beyond it that takes long enough to be asked for. */
const AUTO_BYTES = 4 * 1024 * 1024;
/** Rest after a change before the file is looked over again: the next one often follows at once. */
const CALM_MS = 600;

/** What is wrong in the whole file, by kind, and what mends it: a rule for a whole column, or a cell typed over. */
export function ValidateStep({ preview, plan, onPlan, onBack, onNext }: ValidateStepProps) {
  const [asked, setAsked] = useState(plan);
  const [open, setOpen] = useState<string | null | undefined>(undefined);
  const { validation, looking, progress, error, retry } = useValidation(preview.id, asked);
  const isOld = planKey(asked) !== planKey(plan);
  const isSmall = preview.file.bytes <= AUTO_BYTES;
  useEffect(() => {
    if (!isOld || !isSmall) return;
    const timer = setTimeout(() => setAsked(plan), CALM_MS);
    return () => clearTimeout(timer);
  }, [isOld, isSmall, plan]);
  useHotkeys({ 'mod+Enter': onNext });
  const kinds = validation?.problems ?? [];
  // The most frequent is open at first; afterwards what was opened or closed by hand.
  const opened = open === undefined ? (kinds[0] === undefined ? null : kindKey(kinds[0])) : open;
  const failed = validation?.status === 'failed' && !looking;
  const busy = looking || (isOld && isSmall);
  return (
    <>
      <h2 className="mb-4 text-lg">What is wrong in it, and what mends it</h2>
      {error !== null ? (
        <ErrorState error={error} onRetry={retry} />
      ) : validation === undefined ? (
        <>
          <Loading label="Looking over the file" />
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
          {failed ? (
            <LookFailed validation={validation} onRetry={retry} />
          ) : (
            <Card className="mb-4 px-4 py-2.5">
              <div className="flex min-h-6 items-center gap-2.5 [&>svg]:size-4 [&>svg]:shrink-0">
                {busy ? (
                  <Spinner />
                ) : kinds.length === 0 && !isOld ? (
                  <CircleCheck className="text-good" aria-hidden="true" />
                ) : (
                  <TriangleAlert className="text-warn" aria-hidden="true" />
                )}
                <p role="status" className="num min-w-0 flex-1 text-sm">
                  {busy
                    ? lookingWords(looking ? progress : null)
                    : isOld
                      ? 'Changed since the file was looked over.'
                      : foundWords(validation)}
                </p>
                {isOld && !isSmall && (
                  <Button size="sm" onClick={() => setAsked(plan)}>
                    Check again
                  </Button>
                )}
              </div>
              {looking && (
                <Progress
                  label="Look over the file"
                  done={progress?.bytesDone ?? 0}
                  total={progress?.bytesTotal || null}
                  className="mt-2 h-1!"
                />
              )}
            </Card>
          )}
          {kinds.length > 0 && (
            <Card className="overflow-hidden">
              <ul aria-label="Problems" className="divide-y divide-line">
                {kinds.map((kind) => {
                  const key = kindKey(kind);
                  return (
                    <KindPanel
                      key={key}
                      kind={kind}
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
          {validation.more > 0 && (
            <p className="num mt-2 text-ink-3 text-xs">
              and {count(validation.more, 'problem')} of other kinds. Mend those above to see them.
            </p>
          )}
          <RulesCard columns={preview.columns.map(({ name }) => name)} plan={plan} onPlan={onPlan} />
        </>
      )}
      <StepFoot
        about={
          validation?.status === 'done' && !busy
            ? comingInWords(validation)
            : `about ${count(preview.estimatedRows, 'row')} in all`
        }
      >
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
