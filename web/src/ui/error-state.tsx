import { CloudOff, RotateCw, TriangleAlert } from 'lucide-react';
import { toFailure } from '../lib/failure.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { RequestId } from './request-id.tsx';

/** What failed, in the API's own words, the id to quote, and a way to try again. */
export function ErrorState({
  error,
  onRetry,
  className,
}: {
  error: unknown;
  onRetry?: () => void;
  className?: string;
}) {
  const failure = toFailure(error);
  return (
    <div role="alert" className={className}>
      <EmptyState
        icon={failure.code === 'offline' ? <CloudOff aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
        title={failure.message}
        action={
          onRetry === undefined ? undefined : (
            <Button onClick={onRetry} icon={<RotateCw aria-hidden="true" />}>
              Try again
            </Button>
          )
        }
      >
        {failure.detail}
        {failure.requestId !== null && <RequestId id={failure.requestId} className="mt-3" />}
      </EmptyState>
    </div>
  );
}
