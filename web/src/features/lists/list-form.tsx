import { type FormEvent, useState } from 'react';
import { Failure } from '../../lib/failure.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { FormProblem } from '../session/form-problem.tsx';

/** Longest texts taken, as the contract has them. */
const NAME_MAX = 120;
const ABOUT_MAX = 1_000;

export interface NamedThing {
  name: string;
  description: string;
  shared: boolean;
}

interface ListFormProps {
  title: string;
  action: string;
  before?: NamedThing;
  busy: boolean;
  error: unknown;
  /** Why it cannot be made private, where it cannot. */
  whyShared?: string | null;
  onSubmit: (named: NamedThing) => void;
  onClose: () => void;
  children?: React.ReactNode;
}

/** Name, description and who sees it: of a list or a segment, new or there already. */
export function ListForm({
  title,
  action,
  before,
  busy,
  error,
  whyShared = null,
  onSubmit,
  onClose,
  children,
}: ListFormProps) {
  const [named, setNamed] = useState<NamedThing>(before ?? { name: '', description: '', shared: true });
  const refused = error instanceof Failure ? error.issueOf('name') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ ...named, name: named.name.trim(), description: named.description.trim() });
  };
  return (
    <Dialog title={title} open onClose={onClose}>
      <form onSubmit={submit} className="grid gap-5">
        {error !== null && error !== undefined && refused === undefined && <FormProblem error={error} />}
        {children}
        <Field
          label="Name"
          value={named.name}
          onChange={(event) => setNamed({ ...named, name: event.target.value })}
          required
          autoFocus
          autoComplete="off"
          maxLength={NAME_MAX}
          error={refused}
        />
        <Field
          label="Description"
          value={named.description}
          onChange={(event) => setNamed({ ...named, description: event.target.value })}
          autoComplete="off"
          maxLength={ABOUT_MAX}
          hint="What it is for. Everyone who sees it reads this."
        />
        <div className="flex items-center justify-between gap-4">
          <span className="text-sm">
            <span className="block font-medium">Shared with the workspace</span>
            <span className="block text-ink-3 text-xs">
              {named.shared ? 'Everyone here sees it.' : 'Only you see it.'}
            </span>
          </span>
          <Switch
            label="Shared with the workspace"
            on={named.shared}
            whyNot={whyShared}
            onChange={(shared) => setNamed({ ...named, shared })}
          />
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy} disabled={named.name.trim() === ''}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
