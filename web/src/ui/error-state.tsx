import { CloudOff, RotateCw, TriangleAlert } from 'lucide-react';
import { toFailure } from '../lib/failure.ts';
import { refusalOf } from '../lib/refusal.ts';
import { Button, buttonClass } from './button.tsx';
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
  const refusal = refusalOf(failure);
  return (
    <div role="alert" className={className}>
      <EmptyState
        icon={failure.code === 'offline' ? <CloudOff aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
        title={refusal?.title ?? failure.message}
        action={
          refusal !== null && refusal.go !== null ? (
            <a href={refusal.go.href} className={buttonClass()}>
              {refusal.go.label}
            </a>
          ) : onRetry === undefined ? undefined : (
            <Button onClick={onRetry} icon={<RotateCw aria-hidden="true" />}>
              Try again
            </Button>
          )
        }
      >
        {refusal?.text ?? failure.detail}
        {refusal === null && failure.requestId !== null && <RequestId id={failure.requestId} className="mt-3" />}
      </EmptyState>
    </div>
  );
}
