import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useId, useState } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { inputClass } from '../../ui/field.tsx';

interface PasswordFieldProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: string;
  hint?: string;
  error?: string | undefined;
}

/** A password that can be looked at: better than typing it twice. */
export function PasswordField({ label, hint, error, ...input }: PasswordFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const about = error ?? hint;
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          type={shown ? 'text' : 'password'}
          className={inputClass('pr-11')}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={about === undefined ? undefined : `${id}-about`}
          {...input}
        />
        <IconButton
          label={shown ? 'Hide the password' : 'Show the password'}
          aria-pressed={shown}
          size="sm"
          className="absolute top-1/2 right-1 -translate-y-1/2"
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        </IconButton>
      </div>
      {about !== undefined && (
        <p
          id={`${id}-about`}
          className={error === undefined ? 'mt-1.5 text-ink-3 text-xs' : 'mt-1.5 text-bad-ink text-xs'}
        >
          {about}
        </p>
      )}
    </div>
  );
}
