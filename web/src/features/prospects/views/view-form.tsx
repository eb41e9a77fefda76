import { type FormEvent, useState } from 'react';
import { Failure } from '../../../lib/failure.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { FormProblem } from '../../session/form-problem.tsx';

/** Longest name taken, as the contract has it. */
const NAME_MAX = 80;

interface ViewFormProps {
  title: string;
  action: string;
  before?: { name: string; shared: boolean };
  busy: boolean;
  error: unknown;
  /** Why it cannot be made private, where it cannot. */
  whyShared?: string | null;
  onSubmit: (named: { name: string; shared: boolean }) => void;
  onClose: () => void;
}

/** The name of a view and who sees it. */
export function ViewForm({ title, action, before, busy, error, whyShared = null, onSubmit, onClose }: ViewFormProps) {
  const [name, setName] = useState(before?.name ?? '');
  const [shared, setShared] = useState(before?.shared ?? false);
  const refused = error instanceof Failure ? error.issueOf('name') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ name: name.trim(), shared });
  };
  return (
    <Dialog title={title} open onClose={onClose}>
      <form onSubmit={submit} className="grid gap-5">
        {error !== null && error !== undefined && refused === undefined && <FormProblem error={error} />}
        <Field
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          autoFocus
          autoComplete="off"
          maxLength={NAME_MAX}
          error={refused}
          hint="Filters, order and columns are kept by this name."
        />
        <div className="flex items-center justify-between gap-4">
          <span className="text-sm">
            <span className="block font-medium">Shared with the workspace</span>
            <span className="block text-ink-3 text-xs">{shared ? 'Everyone here sees it.' : 'Only you see it.'}</span>
          </span>
          <Switch label="Shared with the workspace" on={shared} whyNot={whyShared} onChange={setShared} />
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy} disabled={name.trim() === ''}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
