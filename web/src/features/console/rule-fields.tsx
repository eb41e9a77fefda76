import { X } from 'lucide-react';
import { humanize } from '../../lib/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { inputClass } from '../../ui/field.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { problemOf, type RuleDraft } from './rule-draft.ts';

const PLANS = ['free', 'pro', 'enterprise'];
const AREA = 'mt-1.5 block w-full resize-y rounded-md border border-control/60 bg-surface px-3 py-2 font-mono text-xs';

interface RuleFieldsProps {
  draft: RuleDraft;
  place: number;
  onChange: (draft: RuleDraft) => void;
  onRemove: () => void;
}

/** One rule being edited: whom it is for, all of it together, and what it says to them. */
export function RuleFields({ draft, place, onChange, onRemove }: RuleFieldsProps) {
  const set = (part: Partial<RuleDraft>) => onChange({ ...draft, ...part });
  const problem = problemOf(draft);
  return (
    <fieldset className="min-w-0 rounded-lg border border-line p-3">
      <legend className="sr-only">Rule {place}</legend>
      <div className="relative flex flex-wrap items-center gap-x-3 gap-y-2 pr-9">
        <span className="num text-ink-3 text-xs" aria-hidden="true">
          {place}.
        </span>
        <NativeSelect
          label="Says"
          value={draft.on ? 'on' : 'off'}
          onChange={(e) => set({ on: e.target.value === 'on' })}
        >
          <option value="on">On</option>
          <option value="off">Off</option>
        </NativeSelect>
        <span className="text-ink-2 text-sm">for plan</span>
        {PLANS.map((plan) => (
          <label key={plan} className="flex items-center gap-1.5 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={draft.plans.includes(plan)}
              onChange={(event) =>
                set({ plans: PLANS.filter((one) => (one === plan ? event.target.checked : draft.plans.includes(one))) })
              }
            />
            {humanize(plan)}
          </label>
        ))}
        <IconButton label={`Remove rule ${place}`} size="sm" className="absolute top-0 right-0" onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        <label className="text-ink-2 text-xs">
          Workspace ids
          <textarea
            rows={2}
            className={AREA}
            value={draft.tenants}
            onChange={(e) => set({ tenants: e.target.value })}
          />
        </label>
        <label className="text-ink-2 text-xs">
          Member ids
          <textarea
            rows={2}
            className={AREA}
            value={draft.members}
            onChange={(e) => set({ members: e.target.value })}
          />
        </label>
      </div>
      <div className="mt-3 flex items-center gap-2 text-sm">
        <input
          aria-label="Share in per cent"
          inputMode="decimal"
          placeholder="100"
          value={draft.percent}
          onChange={(event) => set({ percent: event.target.value })}
          className={inputClass('num w-20!')}
        />
        <span className="text-ink-2">% of</span>
        <NativeSelect
          label="Of"
          value={draft.by}
          onChange={(e) => set({ by: e.target.value === 'member' ? 'member' : 'tenant' })}
        >
          <option value="tenant">workspaces</option>
          <option value="member">members</option>
        </NativeSelect>
      </div>
      {problem !== null && (
        <p role="alert" className="mt-2 text-bad-ink text-xs">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
