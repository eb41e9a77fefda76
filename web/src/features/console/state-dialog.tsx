import type { TenantDetail } from '../../../../src/features/console/contract.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useTenantVerb } from './use-tenant.ts';

/** Suspends a workspace, or takes that back. */
export function StateDialog({
  tenant,
  verb,
  onClose,
}: {
  tenant: TenantDetail;
  verb: 'suspend' | 'resume';
  onClose: () => void;
}) {
  const run = useTenantVerb<{ reason: string }>(tenant.id, verb);
  const suspend = verb === 'suspend';
  return (
    <ReasonDialog
      title={suspend ? `Suspend ${tenant.name}?` : `Resume ${tenant.name}?`}
      about={
        suspend
          ? 'From the very next request nobody there can read or change anything, downloads included. Nothing is deleted. The reason is shown to members.'
          : 'It goes back to the state that it had before, from the very next request.'
      }
      confirm={suspend ? 'Suspend' : 'Resume'}
      kind={suspend ? 'danger' : 'primary'}
      busy={run.isPending}
      error={run.error}
      onConfirm={(reason) => run.mutate({ reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
