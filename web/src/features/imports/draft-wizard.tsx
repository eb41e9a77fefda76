import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import type { ColumnTarget, ImportPreview } from '../../../../src/features/imports/contract.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { CheckStep } from './check-step.tsx';
import { keepMapping, keptMapping } from './kept-mapping.ts';
import { MapStep } from './map-step.tsx';
import { proposedMapping } from './mapping.ts';
import { Steps } from './steps.tsx';
import { usePreview } from './use-preview.ts';

/** A draft: its columns are mapped, then checked, then it is started. The step is in the address, so "back" goes back. */
export function DraftWizard({ importId }: { importId: string }) {
  const { step } = useSearch({ from: '/frame/members/imports/$importId' });
  const preview = usePreview(importId);
  return (
    <>
      <Steps at={step === 'check' ? 'Check' : 'Map'} />
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
        <Mapped preview={preview.data} step={step} />
      )}
    </>
  );
}

function Mapped({ preview, step }: { preview: ImportPreview; step: 'check' | undefined }) {
  const navigate = useNavigate();
  const [mapping, setMapping] = useState(() => keptMapping(preview.id, proposedMapping(preview.columns)));
  useEffect(() => keepMapping(preview.id, mapping), [preview.id, mapping]);
  const choose = useCallback(
    (column: string, target: ColumnTarget) => setMapping((before) => ({ ...before, [column]: target })),
    [],
  );
  const go = (to: 'check' | undefined) =>
    void navigate({
      to: '/imports/$importId',
      params: { importId: preview.id },
      search: to === undefined ? {} : { step: to },
    });
  return step === 'check' ? (
    <CheckStep preview={preview} mapping={mapping} onBack={() => go(undefined)} />
  ) : (
    <MapStep preview={preview} mapping={mapping} onChoose={choose} onNext={() => go('check')} />
  );
}
