import { useNavigate } from '@tanstack/react-router';
import { FileSpreadsheet, Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { cx } from '../../lib/cx.ts';
import { toFailure } from '../../lib/failure.ts';
import { bytes, percent } from '../../lib/format.ts';
import { refusalOf as refusalWords } from '../../lib/refusal.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, PageBody, PageHead } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { RequestId } from '../../ui/request-id.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { FormProblem } from '../session/form-problem.tsx';
import { Steps } from './steps.tsx';
import { ACCEPTED, refusalOf } from './upload.ts';
import { useUpload } from './use-upload.ts';

/** The first step: a file, dropped or picked. */
export function UploadStep() {
  useTitle('New import');
  const navigate = useNavigate();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { mutation, sent, cancel } = useUpload();
  const whyNot = useWhyNot('imports');
  const file = mutation.variables;

  const take = (chosen: File | undefined) => {
    if (chosen === undefined || mutation.isPending || whyNot !== null) return;
    const refusal = refusalOf(chosen);
    setRefused(refusal);
    mutation.reset();
    if (refusal !== null) return;
    mutation.mutate(chosen, {
      onSuccess: ({ id }) => void navigate({ to: '/imports/$importId', params: { importId: id } }),
    });
  };
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  const cancelled = mutation.error instanceof DOMException;
  return (
    <>
      <PageHead title="New import" />
      <PageBody>
        <Steps at="Upload" />
        {whyNot !== null && (
          <Banner tone="warn" className="mb-4">
            {whyNot}
          </Banner>
        )}
        {refused !== null && (
          <Banner tone="bad" className="mb-4">
            {refused}
          </Banner>
        )}
        {mutation.isError && !cancelled && <UploadProblem error={mutation.error} onRetry={() => take(file)} />}
        {mutation.isPending && file !== undefined && sent !== null ? (
          <Card className="flex min-h-64 flex-col justify-center gap-4 p-6 sm:px-12">
            <div className="flex items-center gap-3">
              <FileSpreadsheet className="size-5 text-ink-3" aria-hidden="true" />
              <span className="min-w-0 flex-1 truncate font-medium">{file.name}</span>
              <span className="num text-ink-2 text-sm">{percent(sent.bytes / Math.max(1, sent.total))}</span>
            </div>
            <Progress label="Upload" done={sent.bytes} total={sent.bytes >= sent.total ? null : sent.total} />
            <div className="flex items-center justify-between gap-4">
              <p className="num text-ink-3 text-sm" aria-live="polite">
                {sent.bytes >= sent.total ? 'Reading the file' : `${bytes(sent.bytes)} of ${bytes(sent.total)}`}
              </p>
              <Button size="sm" onClick={cancel}>
                Cancel
              </Button>
            </div>
          </Card>
        ) : (
          <section
            aria-label="Drop a file here"
            onDragOver={(event) => drag(event, true)}
            onDragLeave={(event) => drag(event, false)}
            onDrop={(event) => {
              drag(event, false);
              take(event.dataTransfer.files[0]);
            }}
            className={cx(
              'flex min-h-64 flex-col items-center justify-center rounded-lg border-2 border-dashed p-6 text-center transition-colors',
              over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
            )}
          >
            <span className="mb-4 inline-flex size-10 items-center justify-center rounded-lg border border-line bg-surface text-ink-3">
              <Upload className="size-5" aria-hidden="true" />
            </span>
            <p className="font-medium text-md">Drop a CSV here</p>
            <p className="mt-1 mb-5 text-ink-2 text-sm">{ACCEPTED.join(', ')} up to 100 MB</p>
            <Button kind="primary" whyNot={whyNot} onClick={() => picker.current?.click()}>
              Choose a file
            </Button>
            <input
              ref={picker}
              type="file"
              accept={ACCEPTED.join(',')}
              aria-label="File to import"
              tabIndex={-1}
              className="sr-only"
              onChange={(event) => {
                take(event.target.files?.[0]);
                event.target.value = '';
              }}
            />
          </section>
        )}
        <ul className="mt-6 grid gap-4 text-ink-2 text-sm sm:grid-cols-3">
          <li>
            <strong className="block font-medium text-ink">Any export will do</strong>
            Commas, semicolons or tabs, and old encodings too. The first line names the columns.
          </li>
          <li>
            <strong className="block font-medium text-ink">Nobody comes in twice</strong>
            People are matched by e-mail, then LinkedIn URL, then name and company.
          </li>
          <li>
            <strong className="block font-medium text-ink">Nothing gets lost</strong>
            Each row is created, updated, unchanged or refused with a reason, and the counts add up.
          </li>
        </ul>
      </PageBody>
    </>
  );
}

function UploadProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const failure = toFailure(error);
  if (refusalWords(failure) !== null) return <FormProblem error={failure} />;
  return (
    <Banner tone="bad" className="mb-4">
      <p className="font-medium">{failure.message}</p>
      {failure.detail !== null && <p>{failure.detail}</p>}
      {failure.issues.map((issue) => (
        <p key={`${issue.path}:${issue.message}`}>{issue.message}</p>
      ))}
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
        {failure.requestId !== null && <RequestId id={failure.requestId} />}
      </div>
    </Banner>
  );
}
