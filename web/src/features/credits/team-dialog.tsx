import { type FormEvent, useState } from 'react';
import type { Team } from '../../../../src/features/credits/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { toastFailure, toastNote } from '../../ui/toast.ts';
import { DialogFoot } from '../enrichment-run/dialog-foot.tsx';
import { FormProblem } from '../session/form-problem.tsx';
import { readCredits } from './budget-draft.ts';
import { useRemoveTeam, useSaveTeam, useSpenders, useTeams } from './use-spenders.ts';

/** Longest name, as the API takes it. */
const NAME_MAX = 80;

/** Makes a team, changes it, or removes it after a question. */
export function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const [name, setName] = useState(team?.name ?? '');
  const [budget, setBudget] = useState(team?.budget?.toString() ?? '');
  const [memberIds, setMemberIds] = useState<ReadonlySet<string>>(() => new Set(team?.memberIds));
  const [removing, setRemoving] = useState(false);
  const people = useSpenders().data ?? [];
  const names = new Map(useTeams().data?.items.map((one) => [one.id, one.name]));
  const save = useSaveTeam(team?.id ?? null);
  const remove = useRemoveTeam();
  const read = readCredits(budget);
  const refused = save.error instanceof Failure ? save.error.issueOf('name') : undefined;
  const busy = save.isPending || remove.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || 'problem' in read) return;
    save.mutate(
      { name: name.trim(), memberIds: [...memberIds], budget: read.value },
      {
        onSuccess: () => {
          toastNote('Team saved');
          onClose();
        },
      },
    );
  };
  const toggle = (id: string) => {
    const next = new Set(memberIds);
    if (!next.delete(id)) next.add(id);
    setMemberIds(next);
  };
  if (team !== null && removing) {
    return (
      <Dialog title="Remove the team" open onClose={() => !busy && onClose()}>
        <p className="text-sm">
          Remove <span className="font-medium">{team.name}</span>?
        </p>
        <p className="mt-2 text-ink-2 text-sm">
          Its members stay, and are limited by their own budgets and the workspace’s. What the team used this month is
          counted for it no more.
        </p>
        <div className="mt-6 flex justify-end gap-2">
          <Button disabled={busy} onClick={() => setRemoving(false)}>
            Keep it
          </Button>
          <Button
            kind="danger"
            busy={busy}
            onClick={() =>
              remove.mutate(team.id, {
                onSuccess: onClose,
                onError: (error) => toastFailure('The team was not removed', error),
              })
            }
          >
            Remove the team
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={team === null ? 'New team' : 'Change the team'} open onClose={() => !busy && onClose()}>
      <form onSubmit={submit} noValidate>
        {save.isError && refused === undefined && <FormProblem error={save.error} />}
        <Field
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={refused}
          maxLength={NAME_MAX}
          autoComplete="off"
          autoFocus
        />
        <Field
          className="mt-5"
          label="Budget, a month"
          hint="At most this much by all its members together in a calendar month."
          error={'problem' in read ? read.problem : undefined}
          value={budget}
          onChange={(event) => setBudget(event.target.value)}
          inputMode="numeric"
          placeholder="No cap"
          suffix="credits"
          autoComplete="off"
        />
        <fieldset className="mt-5">
          <legend className="mb-1.5 font-medium text-sm">Members</legend>
          <ul className="max-h-56 divide-y divide-line overflow-y-auto rounded-md border border-line">
            {people
              .filter(({ id, status }) => status === 'active' || memberIds.has(id))
              .map(({ id, name: who, teamId }) => (
                <li key={id}>
                  <label className="flex min-h-10 cursor-pointer items-center gap-3 px-3 text-sm hover:bg-hover">
                    <input
                      type="checkbox"
                      checked={memberIds.has(id)}
                      onChange={() => toggle(id)}
                      className="size-4 shrink-0 accent-accent"
                    />
                    <span className="min-w-0 flex-1 truncate">{who}</span>
                    {teamId !== null && teamId !== team?.id && (
                      <span className="max-w-40 truncate text-ink-3 text-xs">
                        {memberIds.has(id) ? 'leaves' : 'in'} {names.get(teamId) ?? 'another team'}
                      </span>
                    )}
                  </label>
                </li>
              ))}
          </ul>
        </fieldset>
        <DialogFoot>
          {team !== null && (
            <Button kind="ghost" className="mr-auto -ml-3" disabled={busy} onClick={() => setRemoving(true)}>
              Remove
            </Button>
          )}
          <Button disabled={busy} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" kind="primary" busy={save.isPending} disabled={name.trim() === '' || 'problem' in read}>
            Save the team
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
