import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../lib/failure.ts';
import { refusalOf as refusalWords } from '../../../lib/refusal.ts';
import { useStore } from '../../../lib/store.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { PageBody, PageHead } from '../../../ui/page.tsx';
import { RequestId } from '../../../ui/request-id.tsx';
import { useWhyNot } from '../../billing/why-not.ts';
import { FormProblem } from '../../session/form-problem.tsx';
import { useMay } from '../../session/use-me.ts';
import { MembersOnly } from '../members-only.tsx';
import { Steps } from '../steps.tsx';
import { importsKey } from '../use-imports.ts';
import { previewKey } from '../use-preview.ts';
import { DropZone } from './drop-zone.tsx';
import { refusalOf } from './file-rules.ts';
import { KeptCard } from './kept-card.tsx';
import { UploadCard } from './upload-card.tsx';
import { clearUpload, dropUpload, startUpload, uploadRun } from './upload-run.ts';
import { useKeptUpload } from './use-kept-upload.ts';

/** The first step: a file, dropped or picked, or the rest of one. */
export function UploadStep() {
  useTitle('New import');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const picker = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const run = useStore(uploadRun);
  const kept = useKeptUpload(run);
  const whyNot = useWhyNot('imports');
  const may = useMay('imports:write');
  const preview = run?.preview ?? null;
  useEffect(() => {
    if (preview === null) return;
    queries.setQueryData(previewKey(preview.id), preview);
    void queries.invalidateQueries({ queryKey: importsKey });
    void navigate({ to: '/imports/$importId', params: { importId: preview.id }, replace: true }).then(clearUpload);
  }, [preview, queries, navigate]);

  const take = (file: File | undefined) => {
    if (file === undefined || whyNot !== null) return;
    const refusal = refusalOf(file);
    setRefused(refusal);
    if (refusal === null) void startUpload(file);
  };
  const onItsWay = run !== null && run.phase !== 'failed';
  return (
    <>
      <PageHead title="New import" />
      <PageBody>
        {may ? (
          <>
            <Steps at="upload" />
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
            {run?.error != null && <UploadProblem error={run.error} onRetry={() => take(run.file)} />}
            {onItsWay ? (
              <UploadCard run={run} />
            ) : (
              <>
                {kept !== null && (
                  <KeptCard
                    kept={kept.upload}
                    sent={kept.sent}
                    whyNot={whyNot}
                    onChoose={() => picker.current?.click()}
                    onDrop={() => {
                      dropUpload();
                      kept.forget();
                    }}
                  />
                )}
                <DropZone picker={picker} whyNot={whyNot} onFile={take} />
              </>
            )}
            <Promises />
          </>
        ) : (
          <MembersOnly />
        )}
      </PageBody>
    </>
  );
}

const Promises = () => (
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
      Each row is created, updated, unchanged or refused with a reason, and the whole import can be undone.
    </li>
  </ul>
);

function UploadProblem({ error, onRetry }: { error: Failure; onRetry: () => void }) {
  if (refusalWords(error) !== null) return <FormProblem error={error} />;
  return (
    <Banner tone="bad" className="mb-4">
      <p className="font-medium">{error.message}</p>
      {error.detail !== null && <p>{error.detail}</p>}
      {error.issues.map((issue) => (
        <p key={`${issue.path}:${issue.message}`}>{issue.message}</p>
      ))}
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
        {error.requestId !== null && <RequestId id={error.requestId} />}
      </div>
    </Banner>
  );
}
