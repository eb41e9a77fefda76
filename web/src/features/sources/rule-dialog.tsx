import { GripVertical } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Precedence, PrecedenceRule } from '../../../../src/features/enrichment/contract.ts';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { readCredits } from '../credits/budget-draft.ts';
import { SOURCE_ORDER } from '../profile/run-words.ts';
import { fieldLabel, SOURCE_LABELS } from '../prospects/labels.ts';
import { FormProblem } from '../session/form-problem.tsx';
import { RULE_FIELDS, withoutRule, withRule } from './rule-words.ts';
import { useDragOrder } from './use-drag-order.ts';
import { useSetPrecedence } from './use-precedence.ts';

/** Longest life of a value, as the API takes it. */
const DAYS_MAX = 3_650;

interface RuleDialogProps {
  precedence: Precedence;
  /** Null for a new rule. */
  rule: PrecedenceRule | null;
  onClose: () => void;
}

/** Whose value counts for one field: the order of sources, who never counts, and for how long. */
export function RuleDialog({ precedence, rule, onClose }: RuleDialogProps) {
  const taken = new Set(precedence.rules.map(({ field }) => field));
  const free = RULE_FIELDS.filter((field) => field === rule?.field || !taken.has(field));
  const [field, setField] = useState<string>(rule?.field ?? free[0] ?? '');
  const [order, setOrder] = useState<readonly Source[]>(() => [
    ...(rule?.order ?? []),
    ...SOURCE_ORDER.filter((source) => !rule?.order.includes(source)),
  ]);
  const [never, setNever] = useState<readonly Source[]>(rule?.never ?? []);
  const [overVerified, setOverVerified] = useState(rule?.overVerified ?? false);
  const [daysText, setDaysText] = useState(rule?.days?.toString() ?? '');
  const { list, dragged, handle } = useDragOrder(order, (next) => setOrder(next));
  const save = useSetPrecedence();
  const days = readCredits(daysText);
  const daysValue = 'value' in days ? days.value : null;
  const daysProblem =
    'problem' in days || daysValue === 0 || (daysValue ?? 1) > DAYS_MAX
      ? 'Days from 1 to 3,650, or nothing.'
      : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (daysProblem !== undefined) return;
    const next = {
      field,
      order: order.filter((one) => !never.includes(one)),
      never: [...never],
      overVerified,
      days: daysValue,
    };
    save.mutate(withRule(precedence, next), { onSuccess: onClose });
  };
  return (
    <Dialog
      title={rule === null ? 'New rule' : `Rule for ${fieldLabel(rule.field)}`}
      open
      onClose={() => !save.isPending && onClose()}
    >
      <form onSubmit={submit} noValidate>
        {save.isError && <FormProblem error={save.error} />}
        {rule === null && (
          <div className="mb-5 grid gap-1.5">
            <span className="font-medium text-sm">Field</span>
            <NativeSelect label="Field" value={field} onChange={(event) => setField(event.target.value)}>
              {free.map((one) => (
                <option key={one} value={one}>
                  {fieldLabel(one)}
                </option>
              ))}
            </NativeSelect>
          </div>
        )}
        <p className="font-medium text-sm">Whose value counts first</p>
        <p className="mt-0.5 mb-2 text-ink-3 text-xs">What a member chose always counts before all of them.</p>
        <ul ref={list} className="rounded-lg border border-line">
          {order.map((source, at) => (
            <li
              key={source}
              className={cx(
                'flex h-10 items-center gap-2 border-b pr-3 pl-1 last:border-b-0',
                dragged === at && 'relative z-10 rounded-lg bg-raised shadow-pop',
              )}
            >
              <button
                type="button"
                aria-label={`Move ${SOURCE_LABELS[source]}, number ${at + 1} of ${order.length}. Arrow keys move it.`}
                className="flex size-8 cursor-grab touch-none items-center justify-center rounded-md text-ink-3 hover:bg-hover active:cursor-grabbing"
                {...handle(at)}
              >
                <GripVertical className="size-4" aria-hidden="true" />
              </button>
              <span className={cx('flex-1 text-sm', never.includes(source) && 'text-ink-3 line-through')}>
                {SOURCE_LABELS[source]}
              </span>
              <label className="flex items-center gap-2 text-ink-2 text-xs">
                <input
                  type="checkbox"
                  checked={never.includes(source)}
                  onChange={() =>
                    setNever(never.includes(source) ? never.filter((one) => one !== source) : [...never, source])
                  }
                  className="size-3.5 accent-accent max-md:size-4.5"
                />
                Never counts
              </label>
            </li>
          ))}
        </ul>
        <label className="mt-4 flex min-h-7 items-center gap-2.5 text-sm">
          <input
            type="checkbox"
            checked={overVerified}
            onChange={(event) => setOverVerified(event.target.checked)}
            className="size-3.5 shrink-0 accent-accent max-md:size-4.5"
          />
          Even over a value that a source has checked
        </label>
        <Field
          label="Good for"
          value={daysText}
          onChange={(event) => setDaysText(event.target.value)}
          suffix="days"
          inputMode="numeric"
          placeholder="The usual time"
          autoComplete="off"
          error={daysProblem}
          className="mt-4"
        />
        <div className="mt-6 flex justify-end gap-2">
          {rule !== null && (
            <Button
              kind="danger"
              className="mr-auto"
              disabled={save.isPending}
              onClick={() => save.mutate(withoutRule(precedence, rule.field), { onSuccess: onClose })}
            >
              Remove
            </Button>
          )}
          <Button disabled={save.isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            kind="primary"
            busy={save.isPending}
            disabled={field === '' || daysProblem !== undefined}
          >
            Save the rule
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
