import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft, FileX } from 'lucide-react';
import { Failure } from '../../lib/failure.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { DraftWizard } from './draft-wizard.tsx';
import { isEnded, statusWords } from './import-words.ts';
import { ResultView } from './run/result-view.tsx';
import { RunView } from './run/run-view.tsx';
import { Steps } from './steps.tsx';
import { useImport } from './use-import.ts';

/** One import at any time of its life: draft, run, result. */
export function ImportScreen() {
  const { importId } = useParams({ from: '/frame/members/imports/$importId' });
  const query = useImport(importId);
  const state = query.data;
  useTitle(state?.file.name ?? 'Import');
  const missing = query.error instanceof Failure && query.error.status === 404;
  const status = state === undefined ? null : statusWords(state);
  return (
    <>
      <PageHead
        title={missing ? 'Import' : (state?.file.name ?? 'Import')}
        about={status !== null && <Badge tone={status.tone}>{status.word}</Badge>}
      >
        <Link to="/imports" className={buttonClass('ghost')}>
          <ChevronLeft aria-hidden="true" />
          All imports
        </Link>
      </PageHead>
      <PageBody>
        {missing ? (
          <EmptyState
            icon={<FileX aria-hidden="true" />}
            title="There is no such import"
            action={
              <Link to="/imports" className={buttonClass()}>
                All imports
              </Link>
            }
          >
            It may belong to another workspace, or the link is not right.
          </EmptyState>
        ) : state === undefined && query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : state === undefined ? (
          <ImportSkeleton />
        ) : state.status === 'draft' ? (
          <DraftWizard key={state.id} importId={state.id} />
        ) : (
          <>
            <Steps at="run" finished={state.status === 'done'} />
            {isEnded(state) ? <ResultView state={state} /> : <RunView key={state.id} state={state} />}
          </>
        )}
      </PageBody>
    </>
  );
}

const ImportSkeleton = () => (
  <>
    <Loading label="Loading the import" />
    <Skeleton className="mb-6 h-6 w-full" />
    <Skeleton className="mb-4 h-28 w-full rounded-lg" />
    <Skeleton className="h-24 w-full rounded-lg" />
  </>
);
