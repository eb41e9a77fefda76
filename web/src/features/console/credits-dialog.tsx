import { useState } from 'react';
import type { TenantDetail } from '../../../../src/features/console/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { number } from '../../lib/format.ts';
import { Field } from '../../ui/field.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useTenantVerb } from './use-tenant.ts';

/** Most credits in one grant, as the console contract has it. */
const AMOUNT_MAX = 1_000_000;

/** Gives a workspace credits. */
export function CreditsDialog({ tenant, onClose }: { tenant: TenantDetail; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const run = useTenantVerb<{ amount: number; reason: string }>(tenant.id, 'credits');
  const amount = Number(typed);
  const whole = Number.isInteger(amount) && amount >= 1 && amount <= AMOUNT_MAX;
  const { granted, reserved, spent } = tenant.credits;
  const left = granted - reserved - spent;
  return (
    <ReasonDialog
      title={`Credits of ${tenant.name}`}
      about={
        <span className="num">
          {number(left)} left of {number(granted)} granted.
          {whole && ` After this: ${number(left + amount)} left.`}
        </span>
      }
      confirm="Grant the credits"
      busy={run.isPending}
      error={run.error}
      ready={whole}
      onConfirm={(reason) => run.mutate({ amount, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Field
        label="Amount"
        inputMode="numeric"
        pattern="[0-9]*"
        autoComplete="off"
        required
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.target.value.trim())}
        error={
          (run.error instanceof Failure ? run.error.issueOf('amount') : undefined) ??
          (typed !== '' && !whole ? `A whole number from 1 to ${number(AMOUNT_MAX)}` : undefined)
        }
        className="num"
      />
    </ReasonDialog>
  );
}
