import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { inputClass } from '../../ui/field.tsx';

interface WordListProps {
  label: string;
  hint: string;
  placeholder: string;
  values: readonly string[];
  max: number;
  chars: number;
  onChange: (values: string[]) => void;
}

/** Words of one's own: Enter or a comma adds one, Backspace in the empty field takes the last one away. */
export function WordList({ label, hint, placeholder, values, max, chars, onChange }: WordListProps) {
  const id = useId();
  const [text, setText] = useState('');
  const add = () => {
    const value = text.trim();
    setText('');
    if (value !== '' && !values.includes(value) && values.length < max) onChange([...values, value]);
  };
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {label}
      </label>
      {values.length > 0 && (
        <ul className="mb-2 flex flex-wrap gap-1.5">
          {values.map((value) => (
            <li key={value} className="inline-flex h-7 min-w-0 items-center rounded-md border bg-surface pl-2 text-xs">
              <span className="truncate">{value}</span>
              <button
                type="button"
                aria-label={`Leave out ${value}`}
                onClick={() => onChange(values.filter((one) => one !== value))}
                className="ml-1 inline-flex size-6.5 shrink-0 items-center justify-center rounded-r-md text-ink-3 hover:bg-hover hover:text-ink"
              >
                <X className="size-3" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        className={inputClass()}
        value={text}
        maxLength={chars}
        disabled={values.length >= max}
        placeholder={placeholder}
        autoComplete="off"
        aria-describedby={`${id}-about`}
        onChange={(event) => setText(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ',') {
            event.preventDefault();
            add();
          }
          if (event.key === 'Backspace' && text === '') onChange(values.slice(0, -1));
        }}
      />
      <p id={`${id}-about`} className="mt-1.5 text-ink-3 text-xs">
        {hint}
      </p>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  hint: string;
  options: readonly { value: T; label: string }[];
  values: readonly T[];
  onChange: (values: T[]) => void;
}

/** Some of a set. */
export function Choice<T extends string>({ label, hint, options, values, onChange }: ChoiceProps<T>) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map(({ value, label: word }) => (
          <label
            key={value}
            className="inline-flex h-8 cursor-pointer items-center rounded-md border border-line-strong px-2.5 text-xs hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink has-focus-visible:outline-2 has-focus-visible:outline-accent max-md:h-10"
          >
            <input
              type="checkbox"
              className="sr-only"
              checked={values.includes(value)}
              onChange={({ target }) =>
                onChange(target.checked ? [...values, value] : values.filter((one) => one !== value))
              }
            />
            {word}
          </label>
        ))}
      </div>
      <p className="mt-1.5 text-ink-3 text-xs">{hint}</p>
    </fieldset>
  );
}
