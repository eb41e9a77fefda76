import { useState } from 'react';
import type { TenantDetail } from '../../../../src/features/console/contract.ts';
import type { Plan } from '../../../../src/features/tenants/contract.ts';
import { humanize } from '../../lib/format.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useTenantVerb } from './use-tenant.ts';

/** Smallest first, as the plans of the API. */
const PLANS: readonly Plan[] = ['free', 'pro', 'enterprise'];

/** Puts a workspace on another plan. */
export function PlanDialog({ tenant, onClose }: { tenant: TenantDetail; onClose: () => void }) {
  const [plan, setPlan] = useState<Plan>(tenant.plan);
  const run = useTenantVerb<{ plan: Plan; reason: string }>(tenant.id, 'plan');
  return (
    <ReasonDialog
      title={`Plan of ${tenant.name}`}
      about="Its limits hold from the next request. What is above a smaller limit stays, and can be read."
      confirm="Change the plan"
      busy={run.isPending}
      error={run.error}
      ready={plan !== tenant.plan}
      onConfirm={(reason) => run.mutate({ plan, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">Plan</legend>
        <div className="grid gap-1">
          {PLANS.map((one) => (
            <label
              key={one}
              className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-hover"
            >
              <input
                type="radio"
                name="plan"
                value={one}
                checked={plan === one}
                onChange={() => setPlan(one)}
                className="size-4 accent-(--accent)"
              />
              {humanize(one)}
              {one === tenant.plan && <span className="text-ink-3 text-xs">now</span>}
            </label>
          ))}
        </div>
      </fieldset>
    </ReasonDialog>
  );
}
