import { Coins, Eye, Pause, Play, Receipt } from 'lucide-react';
import { useState } from 'react';
import type { TenantDetail } from '../../../../src/features/console/contract.ts';
import { Button } from '../../ui/button.tsx';
import { CreditsDialog } from './credits-dialog.tsx';
import { LookInDialog } from './look-in-dialog.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { StateDialog } from './state-dialog.tsx';

type Verb = 'look' | 'plan' | 'credits' | 'suspend' | 'resume';

/** What an operator can do to a workspace; each asks for a reason first. */
export function TenantVerbs({ tenant }: { tenant: TenantDetail }) {
  const [open, setOpen] = useState<Verb | null>(null);
  const close = () => setOpen(null);
  const suspended = tenant.billing === 'suspended';
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon={<Eye aria-hidden="true" />} onClick={() => setOpen('look')}>
        Look in
      </Button>
      <Button icon={<Receipt aria-hidden="true" />} onClick={() => setOpen('plan')}>
        Plan
      </Button>
      <Button icon={<Coins aria-hidden="true" />} onClick={() => setOpen('credits')}>
        Credits
      </Button>
      {suspended ? (
        <Button icon={<Play aria-hidden="true" />} onClick={() => setOpen('resume')}>
          Resume
        </Button>
      ) : (
        <Button kind="danger" icon={<Pause aria-hidden="true" />} onClick={() => setOpen('suspend')}>
          Suspend
        </Button>
      )}
      {open === 'look' && <LookInDialog tenant={tenant} onClose={close} />}
      {open === 'plan' && <PlanDialog tenant={tenant} onClose={close} />}
      {open === 'credits' && <CreditsDialog tenant={tenant} onClose={close} />}
      {(open === 'suspend' || open === 'resume') && <StateDialog tenant={tenant} verb={open} onClose={close} />}
    </div>
  );
}
