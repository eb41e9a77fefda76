import { Switch as RadixSwitch } from 'radix-ui';

interface SwitchProps {
  label: string;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

/** On or off, at once. `label` is its name for those who do not see what it stands beside. */
export function Switch({ label, on, disabled, onChange }: SwitchProps) {
  return (
    <RadixSwitch.Root
      aria-label={label}
      checked={on}
      disabled={disabled ?? false}
      onCheckedChange={onChange}
      className="relative inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-control transition-colors before:absolute before:-inset-2 before:content-[''] disabled:opacity-40 data-[state=checked]:bg-accent"
    >
      <RadixSwitch.Thumb className="block size-4 translate-x-0.5 rounded-full bg-on-accent transition-transform data-[state=checked]:translate-x-4.5" />
    </RadixSwitch.Root>
  );
}
