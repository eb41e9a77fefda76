import { X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { useMemberWord } from '../members/use-members.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { STATE_FILTERS } from './credit-words.ts';
import { type LedgerFilter, PAID } from './ledger-filter.ts';

interface LedgerFiltersProps {
  filter: LedgerFilter;
  me: string;
  /** Members to choose from. */
  members: readonly string[];
  onChange: (filter: LedgerFilter) => void;
}

/** What the ledger is narrowed by; all of it is in the address. */
export function LedgerFilters({ filter, me, members, onChange }: LedgerFiltersProps) {
  const word = useMemberWord();
  const choose = (name: keyof LedgerFilter, value: string) => {
    const { [name]: _before, ...rest } = filter;
    onChange(value === '' ? rest : ({ ...rest, [name]: value } as LedgerFilter));
  };
  const others = [...new Set([...members, ...(filter.member === undefined ? [] : [filter.member])])].filter(
    (member) => member !== me,
  );
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NativeSelect
        label="Member"
        value={filter.member ?? ''}
        onChange={(event) => choose('member', event.target.value)}
      >
        <option value="">Everyone</option>
        <option value={me}>You</option>
        {others.map((member) => (
          <option key={member} value={member}>
            {word(member)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        label="Source"
        value={filter.provider ?? ''}
        onChange={(event) => choose('provider', event.target.value)}
      >
        <option value="">All sources</option>
        {PAID.map((source) => (
          <option key={source} value={source}>
            {SOURCE_LABELS[source]}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect label="State" value={filter.state ?? ''} onChange={(event) => choose('state', event.target.value)}>
        <option value="">All states</option>
        {Object.entries(STATE_FILTERS).map(([state, word]) => (
          <option key={state} value={state}>
            {word}
          </option>
        ))}
      </NativeSelect>
      {filter.run !== undefined && (
        <Button kind="secondary" icon={<X aria-hidden="true" />} onClick={() => choose('run', '')}>
          <span className="sr-only">Stop showing only </span>Run {filter.run.slice(-6)}
        </Button>
      )}
      {Object.keys(filter).length > 0 && (
        <Button kind="ghost" onClick={() => onChange({})}>
          Clear
        </Button>
      )}
    </div>
  );
}
