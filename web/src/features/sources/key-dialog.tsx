import { type FormEvent, useState } from 'react';
import type { ProviderKeys } from '../../../../src/features/credits/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { toastFailure, toastNote } from '../../ui/toast.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { FormProblem } from '../session/form-problem.tsx';
import { useRemoveKey, useSetKey } from './use-sources.ts';

type Key = ProviderKeys['items'][number];

/** Shortest key, as the API takes it. */
const KEY_MIN = 8;

/** Brings, replaces or removes a key. What was given once is never shown again. */
export function KeyDialog({ item, onClose }: { item: Key; onClose: () => void }) {
  const label = SOURCE_LABELS[item.provider];
  const [key, setKey] = useState('');
  const [removing, setRemoving] = useState(false);
  const save = useSetKey(item.provider);
  const remove = useRemoveKey(item.provider);
  const busy = save.isPending || remove.isPending;
  const refused = save.error instanceof Failure ? save.error.issueOf('key') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(key.trim(), {
      onSuccess: () => {
        toastNote(`${label} is asked with your own key now`);
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={item.set ? `Your ${label} key` : `Use your own ${label} key`}
      open
      onClose={() => !busy && onClose()}
    >
      {removing ? (
        <>
          <p className="text-sm">
            Remove the key that ends in <span className="num font-medium">{item.last4}</span>?
          </p>
          <p className="mt-2 text-ink-2 text-sm">
            From the next call on, {label} is asked with our key, and costs credits. Calls that are out end as they are.
          </p>
          <div className="mt-6 flex justify-end gap-2">
            <Button disabled={busy} onClick={() => setRemoving(false)}>
              Keep it
            </Button>
            <Button
              kind="danger"
              busy={remove.isPending}
              onClick={() =>
                remove.mutate(undefined, {
                  onSuccess: onClose,
                  onError: (error) => toastFailure('The key was not removed', error),
                })
              }
            >
              Remove the key
            </Button>
          </div>
        </>
      ) : (
        <form onSubmit={submit} noValidate>
          {save.isError && refused === undefined && <FormProblem error={save.error} />}
          <p className="mb-4 text-ink-2 text-sm">
            Calls with your own key cost no credits here; {label} bills you. It is sealed as it arrives: nobody can read
            it again, not you and not us. You can replace or remove it at any time.
          </p>
          <Field
            label={item.set ? 'New key' : 'Key'}
            type="password"
            value={key}
            onChange={(event) => setKey(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            required
            hint={
              item.set && item.last4 !== null ? `Takes the place of the one that ends in ${item.last4}.` : undefined
            }
            error={refused}
          />
          <div className="mt-6 flex justify-end gap-2">
            {item.set && (
              <Button kind="danger" className="mr-auto" disabled={busy} onClick={() => setRemoving(true)}>
                Remove
              </Button>
            )}
            <Button disabled={busy} onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" kind="primary" busy={save.isPending} disabled={key.trim().length < KEY_MIN}>
              {item.set ? 'Replace the key' : 'Save the key'}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
