import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { TenantDetail } from '../../../../src/features/console/contract.ts';
import { date, exactTime, humanize } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card, PageBody } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { BILLING_WORDS, GATE_WORDS } from './console-words.ts';
import { TenantFigures } from './tenant-figures.tsx';
import { TenantParts } from './tenant-parts.tsx';
import { TenantVerbs } from './tenant-verbs.tsx';
import { useTenant } from './use-tenant.ts';

/** One workspace as the platform sees it. */
export function TenantScreen() {
  const { tenantId } = useParams({ from: '/console/tenants/$tenantId' });
  const query = useTenant(tenantId);
  useTitle(query.data?.name ?? 'Workspace');
  return (
    <PageBody wide>
      <Link
        to="/console/tenants"
        className="mb-3 inline-flex items-center gap-1.5 rounded-sm text-ink-2 text-sm hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden="true" />
        All workspaces
      </Link>
      {query.isError && query.data === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <>
          <Loading label="Loading the workspace" />
          <Skeleton className="h-7 w-64 max-w-full" />
          <Skeleton className="mt-2 w-80 max-w-full" />
          <Card className="mt-6 h-[106px] max-md:h-[212px]">
            <span />
          </Card>
        </>
      ) : (
        <Shown tenant={query.data} />
      )}
    </PageBody>
  );
}

function Shown({ tenant }: { tenant: TenantDetail }) {
  const now = useNow();
  const { word, tone } = BILLING_WORDS[tenant.billing];
  const end =
    tenant.billing === 'trialing' ? tenant.trialEndsAt : tenant.billing === 'past_due' ? tenant.graceEndsAt : null;
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xl">
            <span className="min-w-0 break-words">{tenant.name}</span>
            <Badge tone={tone}>{word}</Badge>
            <Badge>{humanize(tenant.plan)}</Badge>
          </h1>
          <p className="num mt-1 text-ink-2 text-sm">
            <a
              href={`${location.protocol}//${tenant.host}`}
              target="_blank"
              rel="noreferrer"
              className="break-all rounded-sm underline-offset-2 hover:underline"
            >
              {tenant.host}
            </a>
            , since{' '}
            <time dateTime={tenant.createdAt} title={exactTime(tenant.createdAt)}>
              {date(tenant.createdAt, now)}
            </time>
            . {GATE_WORDS[tenant.gate]}
            {end !== null && (
              <>
                {tenant.gate === 'full' ? ', until ' : ' since '}
                <time dateTime={end} title={exactTime(end)}>
                  {date(end, now)}
                </time>
              </>
            )}
            .
          </p>
        </div>
        <TenantVerbs tenant={tenant} />
      </header>
      {tenant.suspendedReason !== null && (
        <Banner tone="bad" className="mt-4">
          Suspended: {tenant.suspendedReason}
        </Banner>
      )}
      <TenantFigures tenant={tenant} />
      <TenantParts tenant={tenant} />
    </>
  );
}
