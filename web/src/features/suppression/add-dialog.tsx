import { type FormEvent, useId, useState } from 'react';
import { count } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, inputClass } from '../../ui/field.tsx';
import { readLines, valuesOf } from './paste.ts';
import { useAddSuppressions } from './use-suppression.ts';

/** Lines that cannot be read are shown up to so many; more say no more. */
const PROBLEMS_SHOWN = 5;
/** As many as the API takes at once. */
const LINES_MAX = 1_000;

/** Addresses by hand or pasted, one a line. */
export function AddSuppressions({ onClose }: { onClose: () => void }) {
  const id = useId();
  const add = useAddSuppressions();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const lines = readLines(text);
  const values = valuesOf(lines);
  const problems = lines.flatMap((line) => ('problem' in line ? [line] : []));
  const tooMany = values.length > LINES_MAX;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const why = reason.trim();
    add.mutate({ entries: values, ...(why === '' ? {} : { reason: why }) }, { onSuccess: onClose });
  };
  return (
    <Dialog title="Add to the suppression list" open onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <div>
          <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
            One a line
          </label>
          <textarea
            id={id}
            value={text}
            rows={6}
            spellCheck={false}
            placeholder={'jane@acme.example\n+1 212 555 0100\nJane Doe, acme.example'}
            onChange={(event) => setText(event.target.value)}
            className={inputClass('h-auto! min-h-32 py-2 font-mono text-xs!')}
          />
          <p className="mt-1.5 text-ink-3 text-xs">
            E-mail addresses, phone numbers with their country, or names with a company or its domain. They are not
            kept, only hashes of them.
          </p>
        </div>
        {problems.length > 0 && (
          <ul aria-label="Lines that are left out" className="grid gap-1 text-bad-ink text-xs">
            {problems.slice(0, PROBLEMS_SHOWN).map(({ text: line, problem }, at) => (
              <li key={`${at}-${line}`} className="break-words">
                {line}: {problem}
              </li>
            ))}
            {problems.length > PROBLEMS_SHOWN && <li>and {count(problems.length - PROBLEMS_SHOWN, 'other line')}</li>}
          </ul>
        )}
        <Field
          label="Reason, if you like"
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
        />
        {add.error !== null && <p className="text-bad-ink text-sm">{add.error.message}</p>}
        <div className="flex items-center justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            busy={add.isPending}
            disabled={values.length === 0}
            whyNot={tooMany ? `At most ${LINES_MAX} at a time.` : null}
          >
            {values.length === 0 ? 'Add' : `Add ${count(values.length, 'address', 'addresses')}`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
