import { Switch as RadixSwitch } from 'radix-ui';
import { toastNote } from './toast.ts';

interface SwitchProps {
  label: string;
  on: boolean;
  disabled?: boolean;
  /** Why it cannot be moved now. It stays in reach, and a press says so. */
  whyNot?: string | null;
  onChange: (on: boolean) => void;
}

/** On or off, at once or with the form it stands in. `label` is its name for those who do not see what it stands beside. */
export function Switch({ label, on, disabled, whyNot = null, onChange }: SwitchProps) {
  return (
    <RadixSwitch.Root
      aria-label={label}
      aria-disabled={whyNot !== null || undefined}
      title={whyNot ?? undefined}
      checked={on}
      disabled={disabled ?? false}
      onCheckedChange={(next) => (whyNot === null ? onChange(next) : toastNote(whyNot))}
      className="relative inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-control transition-colors before:absolute before:-inset-2 before:content-[''] disabled:opacity-40 aria-disabled:opacity-50 data-[state=checked]:bg-accent"
    >
      <RadixSwitch.Thumb className="block size-4 translate-x-0.5 rounded-full bg-on-accent transition-transform data-[state=checked]:translate-x-4.5" />
    </RadixSwitch.Root>
  );
}
