import type { Member } from '../../../../src/features/access/contract.ts';
import { memberWord } from '../members/member-words.ts';
import { useMe } from '../session/use-me.ts';

interface OwnerSelectProps {
  members: readonly Member[];
  value: string | null;
  onChange: (ownerId: string | null) => void;
  className?: string;
  disabled?: boolean;
}

/** Whose a person is: a member, or nobody. */
export function OwnerSelect({ members, value, onChange, className, disabled }: OwnerSelectProps) {
  const me = useMe().user.id;
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const active = members.filter(({ id, status }) => status === 'active' || id === value);
  return (
    <select
      aria-label="Owner"
      className={className}
      value={value ?? ''}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">Nobody</option>
      {value !== null && !names.has(value) && <option value={value}>A member</option>}
      {active.map(({ id }) => (
        <option key={id} value={id}>
          {memberWord(id, me, names)}
        </option>
      ))}
    </select>
  );
}
