import { type FormEvent, useEffect, useState } from 'react';
import type { Budgets } from '../../../../src/features/credits/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { toastNote } from '../../ui/toast.ts';
import { FormProblem } from '../session/form-problem.tsx';
import { BUDGET_KEYS, BUDGET_WORDS, budgetsOf, contradiction, draftOf, readCredits } from './budget-draft.ts';
import { useSetBudgets } from './use-budgets.ts';

/** Hard caps: what nobody can pass, in however many runs at once. */
export function BudgetsForm({ budgets, whyNot }: { budgets: Budgets; whyNot: string | null }) {
  const [draft, setDraft] = useState(() => draftOf(budgets));
  const save = useSetBudgets();
  // What somebody else saved meanwhile replaces what was not touched here.
  const saved = draftOf(budgets);
  const key = JSON.stringify(saved);
  useEffect(() => setDraft(JSON.parse(key)), [key]);
  const changed = JSON.stringify(draft) !== key;
  const next = budgetsOf(draft);
  const doubt = next === null ? null : contradiction(next);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whyNot === null && next !== null) save.mutate(next, { onSuccess: () => toastNote('Budgets saved') });
  };
  return (
    <form onSubmit={submit} noValidate>
      {save.isError && <FormProblem error={save.error} />}
      <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
        {BUDGET_KEYS.map((one) => {
          const read = readCredits(draft[one]);
          return (
            <Field
              key={one}
              label={BUDGET_WORDS[one].label}
              hint={BUDGET_WORDS[one].hint}
              error={'problem' in read ? read.problem : undefined}
              value={draft[one]}
              onChange={(event) => setDraft({ ...draft, [one]: event.target.value })}
              inputMode="numeric"
              placeholder="No cap"
              suffix="credits"
              readOnly={whyNot !== null}
              autoComplete="off"
            />
          );
        })}
      </div>
      <div className="mt-5 flex min-h-10 flex-wrap items-center gap-3">
        <Button
          type="submit"
          kind="primary"
          busy={save.isPending}
          whyNot={whyNot}
          disabled={whyNot === null && (!changed || next === null)}
        >
          Save budgets
        </Button>
        {changed && whyNot === null && (
          <Button kind="ghost" onClick={() => setDraft(saved)} disabled={save.isPending}>
            Discard
          </Button>
        )}
        {changed && doubt !== null && <span className="text-warn-ink text-xs">{doubt}</span>}
      </div>
    </form>
  );
}
