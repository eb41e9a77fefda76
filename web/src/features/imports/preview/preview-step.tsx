import { ArrowLeft, Play } from 'lucide-react';
import type { ImportPreview, Plan } from '../../../../../src/features/imports/contract.ts';
import { count } from '../../../lib/format.ts';
import { useHotkeys } from '../../../lib/use-hotkeys.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Loading, Skeleton } from '../../../ui/skeleton.tsx';
import { toastFailure, toastNote } from '../../../ui/toast.ts';
import { useWhyNot } from '../../billing/why-not.ts';
import { AsideNotes } from '../aside-notes.tsx';
import { expectedParts } from '../count-parts.ts';
import { Counts } from '../counts.tsx';
import { forgetPlan } from '../kept-plan.ts';
import { LookFailed } from '../look-failed.tsx';
import { StepFoot } from '../step-foot.tsx';
import { useStart } from '../use-start.ts';
import { useValidation } from '../use-validation.ts';
import { comingIn, comingInWords, lookingWords } from '../validate/problem-words.ts';
import { ChangesList } from './changes-list.tsx';
import { CheckedRows } from './checked-rows.tsx';
import { EnrichLine } from './enrich-line.tsx';
import { RefusedList } from './refused-list.tsx';
import { useCheck } from './use-check.ts';

interface PreviewStepProps {
  preview: ImportPreview;
  plan: Plan;
  onBack: () => void;
}

/** What the import would do to whom, before anything is written. */
export function PreviewStep({ preview, plan, onBack }: PreviewStepProps) {
  const { validation, looking, progress, error, retry } = useValidation(preview.id, plan);
  const check = useCheck(preview.id, plan);
  const start = useStart(preview.id);
  const whyNot = useWhyNot('imports');
  const isDone = !looking && validation?.status === 'done';
  const isNothing = isDone && comingIn(validation) === 0;
  const begin = () => {
    if (whyNot !== null) return toastNote(whyNot);
    if (isNothing || start.isPending) return;
    start.mutate(plan, {
      onSuccess: () => forgetPlan(preview.id),
      onError: (cause) => toastFailure('The import did not start', cause),
    });
  };
  useHotkeys({ 'mod+Enter': begin });
  const firstRows = check.data?.rows ?? [];
  return (
    <>
      <h2 className="mb-4 text-lg">What the import will do</h2>
      {error !== null ? (
        <ErrorState error={error} onRetry={retry} />
      ) : validation === undefined ? (
        <>
          <Loading label="Looking over the file" />
          <Skeleton className="h-[86px] w-full rounded-lg" />
          <Skeleton className="mt-8 mb-3 w-32" />
          <Skeleton className="h-40 w-full rounded-lg" />
        </>
      ) : (
        <>
          {validation.status === 'failed' && !looking && <LookFailed validation={validation} onRetry={retry} />}
          <Counts
            label={looking ? 'Rows looked at so far' : 'Rows'}
            total={validation.rows.read}
            parts={expectedParts(validation.rows)}
          />
          <AsideNotes asides={validation} expected />
          {looking && (
            <div className="mt-3">
              <Progress
                label="Look over the file"
                done={progress?.bytesDone ?? 0}
                total={progress?.bytesTotal || null}
              />
              <p role="status" className="num mt-2 text-ink-3 text-sm">
                {lookingWords(progress)}. You can start without waiting.
              </p>
            </div>
          )}
          {isNothing && (
            <Banner tone="warn" className="mt-3">
              No row would come in. Look at the mapping, or mend the problems.
            </Banner>
          )}
          {isDone && <EnrichLine importId={preview.id} people={validation.rows.created} />}
          {isDone && validation.people > 0 && (
            <ChangesList importId={preview.id} plan={plan} people={validation.people} />
          )}
          {validation.problems.length > 0 && <RefusedList problems={validation.problems} />}
          {firstRows.length > 0 && (
            <section aria-label="The first rows" className="mt-8">
              <h3 className="mb-3 text-sm">The first rows as they are read</h3>
              <CheckedRows rows={firstRows} />
            </section>
          )}
        </>
      )}
      <StepFoot about={isDone ? comingInWords(validation) : `about ${count(preview.estimatedRows, 'row')} in all`}>
        <Button onClick={onBack} icon={<ArrowLeft aria-hidden="true" />}>
          Validate
        </Button>
        <Button
          kind="primary"
          busy={start.isPending}
          whyNot={whyNot}
          disabled={whyNot === null && isNothing}
          icon={<Play aria-hidden="true" />}
          onClick={begin}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          Start the import
        </Button>
      </StepFoot>
    </>
  );
}
