import { ExternalLink } from 'lucide-react';
import type * as z from 'zod';
import type { impersonation, TenantDetail } from '../../../../src/features/console/contract.ts';
import { countdown } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useTenantVerb } from './use-tenant.ts';

type Impersonation = z.output<typeof impersonation>;
const TICK_MS = 1_000;

/** Opens a workspace as a reader, which its members are told of. */
export function LookInDialog({ tenant, onClose }: { tenant: TenantDetail; onClose: () => void }) {
  const run = useTenantVerb<{ reason: string }, Impersonation>(tenant.id, 'impersonate');
  if (run.data !== undefined) return <Ready tenant={tenant} link={run.data} onClose={onClose} />;
  return (
    <ReasonDialog
      title={`Look in at ${tenant.name}?`}
      about="You see what a reader of this workspace sees, for half an hour, and can change nothing. Its own members find your visit in their audit."
      confirm="Make the link"
      busy={run.isPending}
      error={run.error}
      onConfirm={(reason) => run.mutate({ reason })}
      onClose={onClose}
    />
  );
}

function Ready({ tenant, link, onClose }: { tenant: TenantDetail; link: Impersonation; onClose: () => void }) {
  const now = useNow(TICK_MS);
  const left = (Date.parse(link.expiresAt) - now) / 1000;
  return (
    <Dialog title={`Look in at ${tenant.name}`} open onClose={onClose}>
      <p className="num text-ink-2 text-sm" role="status">
        {left > 0
          ? `The link is good once, for another ${countdown(left)}.`
          : 'The link has run out. Close this and ask for another.'}
      </p>
      <div className="mt-6 flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        {left > 0 && (
          <a href={link.url} target="_blank" rel="noopener" className={buttonClass('primary')} onClick={onClose}>
            <ExternalLink aria-hidden="true" />
            Open the workspace
          </a>
        )}
      </div>
    </Dialog>
  );
}
