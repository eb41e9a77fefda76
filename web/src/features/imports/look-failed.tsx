import type { Validation } from '../../../../src/features/imports/contract.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

/** The file could not be read to its end: why, and how to go on. */
export function LookFailed({ validation, onRetry }: { validation: Validation; onRetry: () => void }) {
  return (
    <Banner tone="warn" className="mb-4">
      The file could not be looked over to its end. {validation.error?.message ?? 'No reason was given.'} What is shown
      is of the rows before.
      <div className="mt-2">
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      </div>
    </Banner>
  );
}
