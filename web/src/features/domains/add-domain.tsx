import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Surface } from '../../../../src/features/domains/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormProblem } from '../session/form-problem.tsx';
import { CopyCell } from './copy-cell.tsx';
import { SURFACE_ORDER, SURFACE_WORDS } from './domain-words.ts';
import { useAddDomain } from './use-add-domain.ts';

/** Longest text taken, as the domains contract has it. */
const HOST_TEXT_MAX = 300;

/** Takes a name and what shows under it. */
export function AddDomain({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [host, setHost] = useState('');
  const [surface, setSurface] = useState<Surface>('app');
  const add = useAddDomain();
  const failure = add.error instanceof Failure ? add.error : null;
  const refused = failure?.issueOf('host') ?? (isTaken(failure) ? undefined : conflictWords(failure));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { host: host.trim(), surface },
      { onSuccess: ({ id }) => void navigate({ to: '/settings/domains/$domainId', params: { domainId: id } }) },
    );
  };
  return (
    <Dialog title="Add a domain" open onClose={onClose}>
      <form onSubmit={submit} className="grid gap-5">
        {failure !== null && isTaken(failure) ? (
          <ProofWanted failure={failure} />
        ) : (
          add.isError && refused === undefined && <FormProblem error={add.error} />
        )}
        <Field
          label="Name"
          value={host}
          onChange={(event) => {
            setHost(event.target.value);
            if (add.isError) add.reset();
          }}
          required
          autoFocus
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          inputMode="url"
          maxLength={HOST_TEXT_MAX}
          placeholder="gifts.acme.com"
          hint="A part of a domain that you own. A name below it, as here, is the easiest to set up."
          error={refused}
        />
        <fieldset>
          <legend className="mb-1.5 font-medium text-sm">What shows there</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {SURFACE_ORDER.map((one) => (
              <label
                key={one}
                className="flex cursor-pointer items-start gap-2.5 rounded-md border border-line-strong p-3 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
              >
                <input
                  type="radio"
                  name="surface"
                  value={one}
                  checked={surface === one}
                  onChange={() => setSurface(one)}
                  className="mt-0.5 size-4 accent-(--accent) outline-none"
                />
                <span className="text-sm">
                  <span className="block font-medium">{SURFACE_WORDS[one].word}</span>
                  <span className="block text-ink-2 text-xs">{SURFACE_WORDS[one].about}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={add.isPending} disabled={host.trim() === ''}>
            Add
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Served by another workspace: it can be had by who proves that it is theirs. */
const isTaken = (failure: Failure | null): failure is Failure => failure?.issueOf('proof.value') !== undefined;

const conflictWords = (failure: Failure | null): string | undefined =>
  failure?.code === 'conflict' ? (failure.detail ?? failure.message) : undefined;

function ProofWanted({ failure }: { failure: Failure }) {
  const name = failure.issueOf('proof.name') ?? '';
  const value = failure.issueOf('proof.value') ?? '';
  return (
    <Banner tone="warn">
      <p className="font-medium">{failure.detail ?? failure.message}</p>
      <p className="mt-1">If it is yours, set this TXT record at your DNS service, then press Add again.</p>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3">
        <dt className="text-xs">Name</dt>
        <dd>
          <CopyCell text={name} what="name" />
        </dd>
        <dt className="text-xs">Value</dt>
        <dd>
          <CopyCell text={value} what="value" />
        </dd>
      </dl>
    </Banner>
  );
}
