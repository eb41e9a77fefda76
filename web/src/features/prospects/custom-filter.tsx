import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { CustomField } from '../../../../src/features/custom-fields/contract.ts';
import { cx } from '../../lib/cx.ts';
import { Button } from '../../ui/button.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { useCustomFields } from '../custom-fields/use-custom-fields.ts';
import { customOf, hasCustom, toggleCustom, withCustom, withoutCustom } from './custom-filters.ts';
import { FilterGroup } from './filter-group.tsx';
import type { Filters } from './filters.ts';

const INPUT =
  'h-7 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-sm hover:border-control aria-invalid:border-bad max-md:h-10 max-md:text-md';

interface CustomFilterProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}
interface OneProps extends CustomFilterProps {
  field: CustomField;
}

/** Filters by the workspace's own fields: one is picked, and asked for as its type can be. Nothing where there is none. */
export function CustomFilter({ filters, onChange }: CustomFilterProps) {
  const fields = (useCustomFields().data?.items ?? []).filter(({ archivedAt }) => archivedAt === null);
  const [picked, setPicked] = useState<string | null>(null);
  const asked = customOf(filters)[0]?.key;
  const field = fields.find(({ key }) => key === (picked ?? asked)) ?? fields[0];
  if (field === undefined) return null;
  return (
    <FilterGroup title="Fields of your own">
      <NativeSelect
        label="Which of your fields"
        value={field.key}
        onChange={(event) => setPicked(event.target.value)}
        className="mb-1.5 w-full"
      >
        {fields.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </NativeSelect>
      <Control key={field.id} field={field} filters={filters} onChange={onChange} />
      <Presses
        label={`Whether ${field.name} is known`}
        field={field}
        filters={filters}
        onChange={onChange}
        of={[
          ['known', 'Known'],
          ['unknown', 'Not known'],
        ]}
      />
    </FilterGroup>
  );
}

function Control(props: OneProps) {
  switch (props.field.type) {
    case 'text':
    case 'url':
      return <Contains {...props} />;
    case 'number':
      return <Range {...props} ends={['min', 'max']} input="text" />;
    case 'date':
      return <Range {...props} ends={['from', 'to']} input="date" />;
    case 'boolean':
      return (
        <Presses
          {...props}
          label={props.field.name}
          of={[
            ['yes', 'Yes'],
            ['no', 'No'],
          ]}
        />
      );
    case 'choice':
    case 'choices':
      return <Choices {...props} />;
  }
}

/** A part of the text; in double quotes, the whole. */
function Contains({ field: { key, name }, filters, onChange }: OneProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('text')).trim();
    const whole = /^"(.+)"$/.exec(text)?.[1]?.trim();
    if (text !== '') onChange(withCustom(filters, { op: whole ? 'is' : 'contains', key, value: whole || text }));
    event.currentTarget.reset();
  };
  return (
    <form onSubmit={submit} className="relative">
      <input
        name="text"
        required
        maxLength={200}
        autoComplete="off"
        aria-label={`${name} contains`}
        placeholder="Contains"
        className={cx(INPUT, 'pr-8')}
      />
      <button
        type="submit"
        aria-label={`Filter by ${name}`}
        className="absolute top-1/2 right-0.5 inline-flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink max-md:size-9"
      >
        <Plus className="size-3.5" aria-hidden="true" />
      </button>
    </form>
  );
}

/** A figure as one types it, without separators; undefined where it is none. */
const figure = (text: string): string | undefined => {
  const plain = text.replaceAll(',', '').trim();
  return plain === '' || /^[-+]?\d{1,20}(\.\d{1,10})?$/.test(plain) ? plain : undefined;
};

function Range({
  field: { key, name },
  filters,
  onChange,
  ends,
  input,
}: OneProps & { ends: readonly ['min', 'max'] | readonly ['from', 'to']; input: 'text' | 'date' }) {
  const [problem, setProblem] = useState<string | null>(null);
  const said = (op: (typeof ends)[number]) => customOf(filters).find((one) => one.key === key && one.op === op)?.value;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [low, high] = ends.map((op) => {
      const text = String(form.get(op) ?? '');
      return input === 'text' ? figure(text) : text;
    });
    if (low === undefined || high === undefined) return setProblem('A number, as 12 or 1.5.');
    const turned = low !== '' && high !== '' && (input === 'text' ? Number(low) > Number(high) : low > high);
    if (turned) return setProblem('The first is above the second.');
    setProblem(null);
    const none = withoutCustom(filters, key, ends);
    const from = low === '' ? none : withCustom(none, { op: ends[0], key, value: low });
    onChange(high === '' ? from : withCustom(from, { op: ends[1], key, value: high }));
  };
  return (
    <>
      <form onSubmit={submit} className={cx('grid gap-1.5', input === 'text' && 'grid-cols-[1fr_1fr_auto]')}>
        {ends.map((op, at) => (
          <input
            key={`${op}:${said(op)}`}
            name={op}
            type={input}
            inputMode={input === 'text' ? 'decimal' : undefined}
            defaultValue={said(op)}
            placeholder={at === 0 ? 'From' : 'Up to'}
            aria-label={`${name}, ${at === 0 ? 'from' : 'up to'}`}
            aria-invalid={problem !== null || undefined}
            autoComplete="off"
            className={INPUT}
          />
        ))}
        <Button size="sm" type="submit" aria-label={`Filter by ${name}`}>
          {input === 'text' ? 'Set' : 'Set days'}
        </Button>
      </form>
      {problem !== null && (
        <p role="alert" className="mt-1.5 text-bad-ink text-xs">
          {problem}
        </p>
      )}
    </>
  );
}

function Choices({ field: { key, name, options }, filters, onChange }: OneProps) {
  return (
    <ul aria-label={name} className="max-h-64 overflow-y-auto">
      {options.map((value) => (
        <li key={value}>
          <label className="flex min-h-7 items-center gap-2 rounded-md text-sm hover:bg-hover max-md:min-h-10">
            <input
              type="checkbox"
              checked={hasCustom(filters, { op: 'is', key, value })}
              onChange={() => onChange(toggleCustom(filters, { op: 'is', key, value }))}
              className="size-3.5 shrink-0 accent-accent max-md:size-4.5"
            />
            <span className="min-w-0 [overflow-wrap:anywhere]">{value}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function Presses({
  field: { key },
  filters,
  onChange,
  label,
  of,
}: OneProps & { label: string; of: readonly (readonly ['yes' | 'no' | 'known' | 'unknown', string])[] }) {
  return (
    <fieldset aria-label={label} className="mt-1.5 flex">
      {of.map(([op, word]) => {
        const on = hasCustom(filters, { op, key, value: '' });
        return (
          <button
            key={op}
            type="button"
            aria-pressed={on}
            onClick={() => onChange(toggleCustom(filters, { op, key, value: '' }))}
            className={cx(
              'h-6 border px-2 text-xs first:rounded-l-md last:-ml-px last:rounded-r-md max-md:h-9 max-md:px-3',
              on
                ? 'relative border-accent bg-accent-soft font-medium text-accent-ink'
                : 'border-line text-ink-2 hover:bg-hover',
            )}
          >
            {word}
          </button>
        );
      })}
    </fieldset>
  );
}
