import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, ExternalLink } from 'lucide-react';
import type { DomainDetail } from '../../../../src/features/domains/contract.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageBody } from '../../ui/page.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { ManagersOnly } from '../settings/managers-only.tsx';
import { ApexNote } from './apex-note.tsx';
import { Checked } from './checked.tsx';
import { DomainSkeleton } from './domain-skeleton.tsx';
import { STATE_WORDS, SURFACE_WORDS } from './domain-words.ts';
import { RecordsTable } from './records-table.tsx';
import { RemoveDomain } from './remove-domain.tsx';
import { SendToIt } from './send-to-it.tsx';
import { ThreeLights } from './three-lights.tsx';
import { Timeline } from './timeline.tsx';
import { useCheckDomain } from './use-check-domain.ts';
import { useDomain } from './use-domain.ts';

/** One name: how it stands, what to set, what happened. */
export function DomainScreen() {
  const { domainId } = useParams({ from: '/frame/members/settings/domains/$domainId' });
  const may = useMay('tenant:manage');
  return (
    <PageBody wide>
      <Link
        to="/settings/domains"
        className="mb-3 inline-flex items-center gap-1.5 rounded-sm text-ink-2 text-sm hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden="true" />
        All domains
      </Link>
      {may ? <Loaded domainId={domainId} /> : <ManagersOnly what="Domains are kept by them." />}
    </PageBody>
  );
}

function Loaded({ domainId }: { domainId: string }) {
  const query = useDomain(domainId);
  useTitle(query.data?.host ?? 'Domain');
  if (query.isError && query.data === undefined) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  return query.data === undefined ? <DomainSkeleton /> : <Shown domain={query.data} />;
}

function Shown({ domain }: { domain: DomainDetail }) {
  const check = useCheckDomain(domain.id);
  const whyNot = useWhyNot();
  const { word, tone, about } = STATE_WORDS[domain.state];
  const removed = domain.state === 'removed';
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xl">
            <span className="min-w-0 break-all">{domain.host}</span>
            <Badge tone={tone}>{word}</Badge>
          </h2>
          <p className="mt-1 text-ink-2 text-sm">
            {SURFACE_WORDS[domain.surface].word}. {about}
          </p>
        </div>
        {!removed && (
          <div className="flex flex-wrap gap-2">
            {domain.verifiedAt !== null && (
              <a
                href={`https://${domain.host}`}
                target="_blank"
                rel="noreferrer"
                className="inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-ink-2 text-sm hover:bg-hover hover:text-ink max-md:h-10"
              >
                <ExternalLink className="size-4" aria-hidden="true" />
                Open
              </a>
            )}
            <SendToIt domainId={domain.id} whyNot={whyNot} />
            <RemoveDomain domain={domain} whyNot={whyNot} />
          </div>
        )}
      </header>
      {removed ? (
        <Banner className="mt-6">This name was removed and does not serve. Add it again to set it up anew.</Banner>
      ) : (
        <>
          <section className="mt-6">
            <h2 className="sr-only">How it stands</h2>
            <Checked checkedAt={domain.checkedAt} busy={check.isPending} onCheck={() => check.mutate()} />
            <ThreeLights lights={domain.lights} records={domain.records} />
          </section>
          <section className="mt-8">
            <h2 className="text-md">Records to set at your DNS service</h2>
            <p className="mt-1 mb-3 text-ink-2 text-sm">
              Exactly as they stand here. A press on any of them copies it.
            </p>
            <ApexNote apex={domain.apex} />
            <RecordsTable records={domain.records} checkedAt={domain.checkedAt} />
          </section>
        </>
      )}
      {domain.events.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-4 text-md">Timeline</h2>
          <Timeline events={domain.events} />
        </section>
      )}
    </>
  );
}
