import { type FormEvent, useState } from 'react';
import { CUSTOM_TYPES, type CustomField, type CustomType } from '../../../../src/features/custom-fields/contract.ts';
import { Failure } from '../../lib/failure.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, inputClass } from '../../ui/field.tsx';
import { FormProblem } from '../session/form-problem.tsx';
import { fitWords, optionsIn, TYPE_WORDS } from './field-words.ts';
import { useChangeFields, useFit } from './use-custom-fields.ts';

const NAME_CHARS_MAX = 100;

export interface FieldDialogProps {
  /** The field that is changed; without one a field is made. */
  field?: CustomField | undefined;
  /** The values that it is made over. */
  from?: string | undefined;
  onClose: () => void;
}

/** Name, type and choices of a field; what of the values that are there would not fit is counted before. */
export function FieldDialog({ field, from, onClose }: FieldDialogProps) {
  const [name, setName] = useState(field?.name ?? from ?? '');
  const [type, setType] = useState<CustomType>(field?.type ?? 'text');
  const [choices, setChoices] = useState(field?.options.join('\n') ?? '');
  const { make, change } = useChangeFields();
  const fit = useFit();
  const save = field === undefined ? make : change;
  const failure = save.error instanceof Failure ? save.error : null;
  const takes = type === 'choice' || type === 'choices';
  const options = takes ? optionsIn(choices) : [];
  const key = field?.key ?? from;
  const ready = name.trim() !== '' && (!takes || options.length > 0);
  const changed = () => {
    fit.reset();
    if (save.isError) save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const done = { onSuccess: onClose };
    if (field === undefined) {
      make.mutate({ ...(from === undefined ? {} : { key: from }), name: name.trim(), type, options }, done);
    } else {
      change.mutate({ id: field.id, body: { name: name.trim(), kind: { type, options } } }, done);
    }
  };
  const named = failure?.issueOf('name') ?? failure?.issueOf('key');
  return (
    <Dialog title={field === undefined ? 'New field' : `Change ${field.name}`} open onClose={onClose}>
      <form onSubmit={submit} className="grid gap-5">
        {save.isError && named === undefined && <FormProblem error={save.error} />}
        <Field
          label="Name"
          value={name}
          required
          autoFocus
          maxLength={NAME_CHARS_MAX}
          error={named}
          hint={
            key === undefined
              ? 'A column of this name in a file becomes its value.'
              : `Reads what stands under “${key}”.`
          }
          onChange={({ target }) => {
            setName(target.value);
            changed();
          }}
        />
        <label className="grid gap-1.5 font-medium text-sm">
          Type
          <select
            className={inputClass('font-normal')}
            value={type}
            onChange={({ target }) => {
              setType(target.value as CustomType);
              changed();
            }}
          >
            {CUSTOM_TYPES.map((one) => (
              <option key={one} value={one}>
                {TYPE_WORDS[one]}
              </option>
            ))}
          </select>
        </label>
        {takes && (
          <label className="grid gap-1.5 font-medium text-sm">
            Choices, a line each
            <textarea
              rows={5}
              className="w-full rounded-md border border-control/60 bg-surface p-3 font-normal text-sm max-md:text-md"
              value={choices}
              onChange={({ target }) => {
                setChoices(target.value);
                changed();
              }}
            />
          </label>
        )}
        {key !== undefined && (
          <div className="grid gap-2 rounded-lg border border-line p-3 text-sm">
            {fit.data === undefined ? (
              <p className="text-ink-2">Values that do not fit stay as plain text, and are told as such.</p>
            ) : (
              <p role="status" className="num">
                {fitWords(fit.data)}
                {fit.data.examples.length > 0 && (
                  <span className="block text-ink-3 text-xs [overflow-wrap:anywhere]">
                    Such as {fit.data.examples.map((one) => `“${one}”`).join(', ')}. They stay as plain text.
                  </span>
                )}
              </p>
            )}
            {fit.isError && <FormProblem error={fit.error} />}
            <Button
              size="sm"
              className="justify-self-start"
              busy={fit.isPending}
              disabled={!ready}
              onClick={() => fit.mutate({ key, type, options })}
            >
              Count what fits
            </Button>
          </div>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={save.isPending} disabled={!ready}>
            {field === undefined ? 'Make the field' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
