import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Failure } from '../../lib/failure.ts';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../session/form-problem.tsx';

/** The bounds of a reason, as the console contract has them. */
const REASON_MIN = 3;
const REASON_MAX = 500;

interface ReasonDialogProps {
  title: string;
  /** What the verb does, before it is done. */
  about: ReactNode;
  confirm: string;
  kind?: ButtonKind;
  busy: boolean;
  error: unknown;
  /** Whether the other fields hold. */
  ready?: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  children?: ReactNode;
  className?: string;
}

/** Every verb of an operator: what it does, what it needs, and why it is done. The reason goes into the audit. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, about, confirm, kind = 'primary', busy, error, ready = true, onConfirm, onClose, children } = props;
  const id = useId();
  const [reason, setReason] = useState('');
  const given = reason.trim();
  const refused = error instanceof Failure ? error.issueOf('reason') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given.length >= REASON_MIN && ready) onConfirm(given);
  };
  return (
    <Dialog title={title} open onClose={() => !busy && onClose()} className={props.className ?? ''}>
      <form onSubmit={submit} className="grid gap-4">
        {error != null && refused === undefined && <FormProblem error={error} />}
        <div className="text-ink-2 text-sm">{about}</div>
        {children}
        <div>
          <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
            Reason
          </label>
          <textarea
            id={id}
            rows={3}
            // Where nothing else is asked, the hand is already there.
            autoFocus={children === undefined}
            required
            minLength={REASON_MIN}
            maxLength={REASON_MAX}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            aria-invalid={refused !== undefined || undefined}
            aria-describedby={`${id}-about`}
            className="block w-full resize-y rounded-md border border-control/60 bg-surface px-3 py-2 text-ink text-sm hover:border-control aria-invalid:border-bad max-md:text-md"
          />
          <p id={`${id}-about`} className={`mt-1.5 text-xs ${refused === undefined ? 'text-ink-3' : 'text-bad-ink'}`}>
            {refused ?? 'Kept in the audit with your name. Say what a colleague must know in a year.'}
          </p>
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button type="submit" kind={kind} busy={busy} disabled={given.length < REASON_MIN || !ready}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
