import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { inputClass } from '../../../ui/field.tsx';
import { typedValue } from './typed.ts';

/** Longest value that the API takes. */
const VALUE_CHARS = 600;

interface TypeOverProps {
  field: string;
  label: string;
  /** Whether there is a value already. */
  known: boolean;
  whyNot: string | null;
  onSave: (value: string) => void;
}

/** A value of the member's own, over what sources say. */
export function TypeOver({ field, label, known, whyNot, onSave }: TypeOverProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const value = typedValue(field, text);
  const wrong = tried && value === null;
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (value === null || whyNot !== null) return;
    onSave(value);
    setText('');
    setTried(false);
  };
  return (
    <form onSubmit={save}>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {known ? 'You know better?' : 'Do you know it?'}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          className={inputClass('min-w-0 flex-1')}
          value={text}
          maxLength={VALUE_CHARS}
          autoComplete="off"
          placeholder={field === 'netWorth' ? '$2.5M' : known ? `Another ${label.toLowerCase()}` : label}
          inputMode={field === 'phone' ? 'tel' : field === 'email' ? 'email' : 'text'}
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}-about`}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" whyNot={whyNot} className="h-9! max-md:h-11!">
          Save
        </Button>
      </div>
      <p id={`${id}-about`} className={wrong ? 'mt-1.5 text-bad-ink text-xs' : 'mt-1.5 text-ink-3 text-xs'}>
        {wrong
          ? field === 'netWorth'
            ? 'Write an amount in US dollars, as 2,500,000 or 2.5M.'
            : 'Write a value first.'
          : 'What you type counts over all sources, until you give the field back.'}
      </p>
    </form>
  );
}
