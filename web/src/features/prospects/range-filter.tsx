import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { cx } from '../../lib/cx.ts';
import { Button } from '../../ui/button.tsx';
import { readAmount } from './amount.ts';
import { FilterGroup } from './filter-group.tsx';
import { type Filters, type Single, withSingle } from './filters.ts';

const INPUT =
  'h-7 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-sm hover:border-control aria-invalid:border-bad max-md:h-10 max-md:text-md';

interface RangeFilterProps {
  title: string;
  names: readonly [from: Single, to: Single];
  kind: 'amount' | 'day';
  /** What stands above the two in place of the title. */
  head?: ReactNode;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** From and up to, both counted in; either may be left open. */
export function RangeFilter({ title, names, kind, head, filters, onChange }: RangeFilterProps) {
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const [from, to] = names.map((name) => filters[name] ?? '');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [low, high] = (['from', 'to'] as const).map((key) => {
      const text = String(form.get(key) ?? '');
      return kind === 'amount' ? readAmount(text) : text;
    });
    if (low === undefined || high === undefined) return setProblem('An amount, as 250k or 1.5m.');
    const turned = low !== '' && high !== '' && (kind === 'amount' ? Number(low) > Number(high) : low > high);
    if (turned) return setProblem('The first is above the second.');
    setProblem(null);
    onChange(withSingle(withSingle(filters, names[0], low), names[1], high));
  };
  const field = (key: 'from' | 'to', label: string, value: string | undefined) => (
    <input
      key={`${key}:${value}`}
      name={key}
      type={kind === 'day' ? 'date' : 'text'}
      inputMode={kind === 'amount' ? 'decimal' : undefined}
      defaultValue={value}
      placeholder={label}
      aria-label={`${title}, ${label.toLowerCase()}`}
      aria-invalid={problem !== null || undefined}
      aria-describedby={problem === null ? undefined : id}
      autoComplete="off"
      className={INPUT}
    />
  );
  return (
    <FilterGroup title={head ?? title}>
      <form onSubmit={submit} className={cx('grid gap-1.5', kind === 'amount' && 'grid-cols-[1fr_1fr_auto]')}>
        {field('from', 'From', from)}
        {field('to', 'Up to', to)}
        <Button size="sm" type="submit" aria-label={`Filter by ${title.toLowerCase()}`}>
          {kind === 'amount' ? 'Set' : 'Set days'}
        </Button>
      </form>
      {problem !== null && (
        <p id={id} role="alert" className="mt-1.5 text-bad-ink text-xs">
          {problem}
        </p>
      )}
    </FilterGroup>
  );
}
