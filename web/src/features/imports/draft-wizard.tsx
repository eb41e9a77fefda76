import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { ColumnTarget, ImportPreview, Plan } from '../../../../src/features/imports/contract.ts';
import type { MappingProposal } from '../../../../src/features/mappings/contract.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { useMay } from '../session/use-me.ts';
import type { DraftStep } from './draft-step.ts';
import { keepPlan, keepProposals, keptPlan, keptProposals } from './kept-plan.ts';
import { MapStep } from './map/map-step.tsx';
import { byName, type Proposals, withProposals } from './map/proposals.ts';
import { MembersOnly } from './members-only.tsx';
import { withTarget } from './plan.ts';
import { PreviewStep } from './preview/preview-step.tsx';
import { Steps } from './steps.tsx';
import { usePreview } from './use-preview.ts';
import { ValidateStep } from './validate/validate-step.tsx';

/**
 * A draft: its columns are mapped, its problems mended, its effect looked at; then it is started. The step is in the
 * address, so "back" goes back.
 */
export function DraftWizard({ importId }: { importId: string }) {
  const { step = 'map' } = useSearch({ from: '/frame/members/imports/$importId' });
  const may = useMay('imports:write');
  const preview = usePreview(importId);
  if (!may) return <MembersOnly />;
  const back = (to: string, words: ReactNode) =>
    to === 'map' || to === 'validate' ? (
      <Link
        to="/imports/$importId"
        params={{ importId }}
        search={to === 'map' ? {} : { step: to }}
        className="flex items-center gap-2 rounded-md no-underline hover:[&>span:last-child]:text-ink"
      >
        {words}
      </Link>
    ) : (
      <span className="flex items-center gap-2">{words}</span>
    );
  return (
    <>
      <Steps at={step} back={back} />
      {preview.isPending ? (
        <>
          <Loading label="Loading the columns" />
          <Card className="divide-y divide-line">
            {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
              <div key={key} className="flex h-16 items-center gap-6 px-4">
                <Skeleton className="w-32" />
                <Skeleton className="w-40" />
                <Skeleton className="ml-auto h-8 w-52" />
              </div>
            ))}
          </Card>
        </>
      ) : preview.isError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <Planned preview={preview.data} step={step} />
      )}
    </>
  );
}

function Planned({ preview, step }: { preview: ImportPreview; step: DraftStep }) {
  const navigate = useNavigate();
  const [plan, setPlan] = useState<Plan>(() => keptPlan(preview.id, preview.plan));
  useEffect(() => keepPlan(preview.id, plan), [preview.id, plan]);
  const choose = useCallback(
    (column: string, target: ColumnTarget) => setPlan((before) => withTarget(before, column, target)),
    [],
  );
  const [proposals, setProposals] = useState<Proposals>(() => keptProposals(preview.id));
  useEffect(() => keepProposals(preview.id, proposals), [preview.id, proposals]);
  const propose = (said: MappingProposal['columns']) => {
    setProposals((before) => ({ ...before, ...byName(said) }));
    setPlan((before) => withProposals(before, preview.columns, said));
  };
  const go = (to: DraftStep) =>
    void navigate({
      to: '/imports/$importId',
      params: { importId: preview.id },
      search: to === 'map' ? {} : { step: to },
    });
  switch (step) {
    case 'map':
      return (
        <MapStep
          preview={preview}
          plan={plan}
          proposals={proposals}
          onProposals={propose}
          onChoose={choose}
          onNext={() => go('validate')}
        />
      );
    case 'validate':
      return (
        <ValidateStep
          preview={preview}
          plan={plan}
          onPlan={setPlan}
          onBack={() => go('map')}
          onNext={() => go('preview')}
        />
      );
    case 'preview':
      return <PreviewStep preview={preview} plan={plan} onBack={() => go('validate')} />;
  }
}
