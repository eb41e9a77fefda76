import { type FormEvent, useState } from 'react';
import type { Workspace } from '../../../../src/features/workspace/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormProblem } from '../session/form-problem.tsx';
import { slugOf } from '../site/addresses.ts';
import { useSite } from '../site/use-site.ts';
import { useChangeWorkspace } from './use-change-workspace.ts';

/** How long the old address leads to the new one, as the API keeps it. */
const FORMER_DAYS = 90;
/** The bounds of an address, as the workspace contract has them. */
const SLUG_MIN = 3;
const SLUG_MAX = 40;

/** The name in the workspace's own address. A change moves everyone, so that it is said before what it does. */
export function AddressForm({ workspace, whyNot }: { workspace: Workspace; whyNot: string | null }) {
  const { appDomain } = useSite();
  const [typed, setTyped] = useState(workspace.slug);
  const [asking, setAsking] = useState(false);
  const change = useChangeWorkspace();
  const slug = slugOf(typed, appDomain);
  const wrong =
    typed.trim() !== '' && (slug === null || slug.length < SLUG_MIN)
      ? `${SLUG_MIN} to ${SLUG_MAX} letters, digits and inner hyphens`
      : undefined;
  const failure = change.error instanceof Failure ? change.error : null;
  const refused =
    failure?.issueOf('slug') ?? (failure?.code === 'conflict' ? (failure.detail ?? failure.message) : undefined);
  const usable = slug !== null && wrong === undefined && slug !== workspace.slug;

  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (usable && whyNot === null) setAsking(true);
  };
  const move = () => {
    if (slug === null) return;
    change.mutate(
      { slug },
      {
        onSuccess: ({ host }) => location.assign(`${location.protocol}//${host}/settings/workspace`),
        onError: () => setAsking(false),
      },
    );
  };
  return (
    <form onSubmit={ask}>
      {failure !== null && refused === undefined && <FormProblem error={failure} />}
      <Field
        label="Workspace address"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          change.reset();
        }}
        required
        maxLength={SLUG_MAX}
        readOnly={whyNot !== null}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        suffix={`.${appDomain}`}
        error={refused ?? wrong}
        hint={`After a change the old address leads here for ${FORMER_DAYS} days, and everyone signs in again at the new one.`}
      />
      <div className="mt-4 flex items-center gap-3">
        <Button type="submit" whyNot={whyNot} disabled={whyNot === null && !usable}>
          Change the address
        </Button>
        {whyNot !== null && <span className="text-ink-3 text-xs">{whyNot}</span>}
      </div>
      <Dialog title="Change the address?" open={asking} onClose={() => !change.isPending && setAsking(false)}>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-lg bg-sunken p-4 text-sm">
          <dt className="text-ink-3">From</dt>
          <dd className="break-all">
            {workspace.slug}.{appDomain}
          </dd>
          <dt className="text-ink-3">To</dt>
          <dd className="break-all font-medium">
            {slug}.{appDomain}
          </dd>
        </dl>
        <ul className="mt-4 grid list-disc gap-1.5 pl-5 text-ink-2 text-sm">
          <li>The old address leads to the new one for {FORMER_DAYS} days. After that, nobody is led on.</li>
          <li>Everyone, you too, signs in again at the new address.</li>
          <li>Programs that use the API need the new address before those days are over.</li>
        </ul>
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAsking(false)} disabled={change.isPending}>
            Keep the old one
          </Button>
          <Button kind="primary" busy={change.isPending} onClick={move}>
            Change and sign in again
          </Button>
        </div>
      </Dialog>
    </form>
  );
}
