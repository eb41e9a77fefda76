import { type FormEvent, useState } from 'react';
import { Failure } from '../../lib/failure.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormProblem } from '../session/form-problem.tsx';
import { useChangeWorkspace } from './use-change-workspace.ts';

/** Longest name, as the workspace contract has it. */
const NAME_MAX = 120;

/** The name that people see. */
export function NameForm({ name, whyNot }: { name: string; whyNot: string | null }) {
  const [typed, setTyped] = useState(name);
  const change = useChangeWorkspace();
  const refused = change.error instanceof Failure ? change.error.issueOf('name') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whyNot === null) change.mutate({ name: typed.trim() });
  };
  return (
    <form onSubmit={submit}>
      {change.isError && refused === undefined && <FormProblem error={change.error} />}
      <Field
        label="Workspace name"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        required
        maxLength={NAME_MAX}
        readOnly={whyNot !== null}
        autoComplete="organization"
        error={refused}
      />
      <div className="mt-4 flex items-center gap-3">
        <Button
          type="submit"
          kind="primary"
          busy={change.isPending}
          whyNot={whyNot}
          disabled={whyNot === null && (typed.trim() === name || typed.trim() === '')}
        >
          Save the name
        </Button>
        {whyNot !== null && <span className="text-ink-3 text-xs">{whyNot}</span>}
      </div>
    </form>
  );
}
