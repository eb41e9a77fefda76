import { ArrowLeft, CircleCheck, Play } from 'lucide-react';
import type { ImportPreview, Plan } from '../../../../../src/features/imports/contract.ts';
import { count } from '../../../lib/format.ts';
import { useHotkeys } from '../../../lib/use-hotkeys.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Card } from '../../../ui/page.tsx';
import { Loading, Skeleton } from '../../../ui/skeleton.tsx';
import { toastFailure, toastNote } from '../../../ui/toast.ts';
import { useWhyNot } from '../../billing/why-not.ts';
import { forgetPlan } from '../kept-plan.ts';
import { StepFoot } from '../step-foot.tsx';
import { useStart } from '../use-start.ts';
import { CheckedRows } from './checked-rows.tsx';
import { useCheck } from './use-check.ts';

interface PreviewStepProps {
  preview: ImportPreview;
  plan: Plan;
  onBack: () => void;
}

/** How the first rows would fare, before anything is written. */
export function PreviewStep({ preview, plan, onBack }: PreviewStepProps) {
  const check = useCheck(preview.id, plan);
  const start = useStart(preview.id);
  const whyNot = useWhyNot('imports');
  const begin = () => {
    if (whyNot !== null) return toastNote(whyNot);
    if (start.isPending) return;
    start.mutate(plan, {
      onSuccess: () => forgetPlan(preview.id),
      onError: (cause) => toastFailure('The import did not start', cause),
    });
  };
  useHotkeys({ 'mod+Enter': begin });
  const rows = check.data?.rows ?? [];
  const refused = rows.filter((row) => !row.ok).length;
  const noted = rows.filter((row) => row.problems.length > 0).length;
  return (
    <>
      <h2 className="mb-4 text-lg">How the first rows will fare</h2>
      {check.isError ? (
        <ErrorState error={check.error} onRetry={() => void check.refetch()} />
      ) : check.isPending ? (
        <>
          <Loading label="Checking the rows" />
          <Skeleton className="mb-4 h-11 w-full rounded-lg" />
          <Card className="divide-y divide-line">
            {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
              <div key={key} className="flex h-11 items-center gap-6 px-4">
                <Skeleton className="w-6" />
                <Skeleton className="w-40" />
                <Skeleton className="w-56" />
              </div>
            ))}
          </Card>
        </>
      ) : (
        <>
          {rows.length === 0 ? (
            <Banner className="mb-4">
              No whole row lies in the part of the file that is looked at here. Every row is checked while the import
              runs.
            </Banner>
          ) : noted === 0 ? (
            <p
              role="status"
              className="mb-4 flex items-center gap-2 rounded-lg bg-good-soft px-3 py-2.5 text-good-ink text-sm"
            >
              <CircleCheck className="size-4" aria-hidden="true" />
              {count(rows.length, 'row')} checked. No problems.
            </p>
          ) : (
            <Banner tone="warn" className="mb-4">
              {refused > 0 ? `${refused} of ${count(rows.length, 'row')} would be refused. ` : ''}
              {noted} with something to look at. Refused rows go into an error file; all others come in.
            </Banner>
          )}
          {rows.length > 0 && <CheckedRows rows={rows} />}
        </>
      )}
      <StepFoot about={`about ${count(preview.estimatedRows, 'row')} in all`}>
        <Button onClick={onBack} icon={<ArrowLeft aria-hidden="true" />}>
          Validate
        </Button>
        <Button
          kind="primary"
          busy={start.isPending}
          whyNot={whyNot}
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
