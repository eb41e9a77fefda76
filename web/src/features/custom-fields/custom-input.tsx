import { useState } from 'react';
import type { CustomValue } from '../../../../src/features/custom-fields/contract.ts';
import { cx } from '../../lib/cx.ts';

const CONTROL = 'h-8 w-full max-w-72 rounded-md border border-line-strong bg-surface px-2 text-sm max-md:h-10';
/** As the API takes them. */
const VALUE_CHARS_MAX = 2_000;

interface CustomInputProps {
  id: string;
  field: Pick<CustomValue, 'name' | 'type' | 'options'>;
  value: string | null;
  disabled?: boolean;
  className?: string;
  /** A value that one has left, or picked; null for none. */
  onChange: (value: string | null) => void;
}

/** The input of a field of the workspace, by its type. */
export function CustomInput({ id, field, value, disabled, className, onChange }: CustomInputProps) {
  const [draft, setDraft] = useState(value ?? '');
  const look = cx(CONTROL, className);
  if (field.type === 'choices') {
    const chosen = new Set((value ?? '').split(';').map((one) => one.trim()));
    return (
      <fieldset id={id} aria-label={field.name} className="flex flex-wrap gap-x-4 gap-y-1.5 pt-1.5">
        {field.options.map((option) => (
          <label key={option} className="flex items-center gap-1.5">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={chosen.has(option)}
              disabled={disabled}
              onChange={({ target }) =>
                onChange(
                  field.options.filter((one) => (one === option ? target.checked : chosen.has(one))).join('; ') || null,
                )
              }
            />
            {option}
          </label>
        ))}
      </fieldset>
    );
  }
  if (field.type === 'choice' || field.type === 'boolean') {
    const options =
      field.type === 'choice'
        ? field.options.map((one) => [one, one])
        : [
            ['true', 'Yes'],
            ['false', 'No'],
          ];
    return (
      <select
        id={id}
        className={look}
        value={options.some(([one]) => one === value) ? (value ?? '') : ''}
        disabled={disabled}
        onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
      >
        <option value="">None</option>
        {options.map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
    );
  }
  const leave = () => {
    const next = draft.trim() === '' ? null : draft.trim();
    if (next !== value) onChange(next);
  };
  return (
    <input
      id={id}
      className={look}
      type={field.type === 'date' ? 'date' : 'text'}
      inputMode={field.type === 'number' ? 'decimal' : field.type === 'url' ? 'url' : 'text'}
      maxLength={VALUE_CHARS_MAX}
      value={draft}
      disabled={disabled}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        leave();
      }}
    />
  );
}
