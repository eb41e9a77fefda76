import { toFailure } from '../../lib/failure.ts';
import { refusalOf } from '../../lib/refusal.ts';
import { Banner } from '../../ui/banner.tsx';
import { RequestId } from '../../ui/request-id.tsx';

/** Why the form was refused, where no single field is to blame. */
export function FormProblem({ error }: { error: unknown }) {
  const failure = toFailure(error);
  const refusal = refusalOf(failure);
  if (refusal !== null) {
    return (
      <Banner tone="warn" className="mb-5">
        <p>{refusal.title}.</p>
        <p>
          {refusal.text}{' '}
          {refusal.go !== null && (
            <a href={refusal.go.href} className="font-medium underline underline-offset-2">
              {refusal.go.label}
            </a>
          )}
        </p>
      </Banner>
    );
  }
  const expected = failure.status < 500 && failure.status !== 0;
  return (
    <Banner tone="bad" className="mb-5">
      <p>{failure.message}.</p>
      {failure.detail !== null && failure.detail !== failure.message && <p>{failure.detail}</p>}
      {failure.requestId !== null && !expected && <RequestId id={failure.requestId} className="-ml-1 mt-1" />}
    </Banner>
  );
}
