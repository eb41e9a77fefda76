import { useParams } from '@tanstack/react-router';
import { Link2 } from 'lucide-react';
import type { Handoff } from '../../../../src/features/domains/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { date, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Wordmark } from '../../ui/logo.tsx';
import { ApexNote } from './apex-note.tsx';
import { Checked } from './checked.tsx';
import { DomainSkeleton } from './domain-skeleton.tsx';
import { isSettled } from './domain-words.ts';
import { RecordsTable } from './records-table.tsx';
import { ThreeLights } from './three-lights.tsx';
import { useCheckHandoff, useHandoff } from './use-handoff.ts';

/** The records of a name for whoever keeps its DNS: no account, and nothing else of the workspace. */
export function HandoffScreen() {
  useTitle('DNS records');
  const { token } = useParams({ from: '/handoff/$token' });
  const query = useHandoff(token);
  const gone = query.error instanceof Failure && query.error.code === 'not_found' ? query.error : null;
  return (
    <main className="mx-auto max-w-[1000px] px-4 pt-8 pb-16 md:px-6">
      <Wordmark className="mb-8" />
      {gone !== null ? (
        <EmptyState icon={<Link2 aria-hidden="true" />} title="This link does not work any more" level="h1">
          {gone.detail ?? 'It has expired.'} Links for IT work for 14 days, and end when the name is removed.
        </EmptyState>
      ) : query.isError && query.data === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <DomainSkeleton />
      ) : (
        <Shown token={token} handoff={query.data} />
      )}
    </main>
  );
}

function Shown({ token, handoff }: { token: string; handoff: Handoff }) {
  const check = useCheckHandoff(token);
  const now = useNow();
  const done = isSettled(handoff);
  return (
    <>
      <p className="text-ink-2 text-sm">DNS records for</p>
      <h1 className="break-all text-xl">{handoff.host}</h1>
      <p className="mt-2 max-w-[64ch] text-ink-2 text-sm">
        {done
          ? 'All is set. There is nothing left to do, and you can close this page.'
          : 'Someone who looks after this name asks you to set the records below at its DNS service. The three lights turn green as they take effect.'}
      </p>
      <section className="mt-6">
        <h2 className="sr-only">How it stands</h2>
        <Checked checkedAt={handoff.checkedAt} busy={check.isPending} onCheck={() => check.mutate()} />
        <ThreeLights lights={handoff.lights} records={handoff.records} />
      </section>
      <section className="mt-8">
        <h2 className="text-md">Records to set</h2>
        <p className="mt-1 mb-3 text-ink-2 text-sm">Exactly as they stand here. A press on any of them copies it.</p>
        <ApexNote apex={handoff.apex} />
        <RecordsTable records={handoff.records} checkedAt={handoff.checkedAt} />
      </section>
      <p className="num mt-8 text-ink-3 text-xs">
        This page is open to everyone with its link, until{' '}
        <time dateTime={handoff.expiresAt} title={exactTime(handoff.expiresAt)}>
          {date(handoff.expiresAt, now)}
        </time>
        . It shows this one name and nothing else.
      </p>
    </>
  );
}
