import { Check, Plus } from 'lucide-react';
import type { FixRule, Plan } from '../../../../../src/features/imports/contract.ts';
import { hasRule, withRule } from '../plan.ts';
import { RULE_WORDS } from '../rule-words.ts';

interface RuleButtonsProps {
  column: string;
  rules: readonly FixRule[];
  plan: Plan;
  onPlan: (plan: Plan) => void;
}

const BUTTON =
  'group flex min-h-9 items-start gap-2 rounded-md border border-line bg-surface px-2.5 py-1.5 text-left text-sm transition-colors hover:bg-hover aria-pressed:border-accent-line aria-pressed:bg-accent-soft max-md:min-h-11';

/** Rules for a whole column, each with what it does; one that is pressed holds. */
export function RuleButtons({ column, rules, plan, onPlan }: RuleButtonsProps) {
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      {rules.map((rule) => {
        const on = hasRule(plan, column, rule);
        const { label, about } = RULE_WORDS[rule];
        const Icon = on ? Check : Plus;
        return (
          <button
            key={rule}
            type="button"
            aria-pressed={on}
            onClick={() => onPlan(withRule(plan, column, rule, !on))}
            className={BUTTON}
          >
            <Icon className="mt-0.5 size-4 shrink-0 text-ink-3 group-aria-pressed:text-accent-ink" aria-hidden="true" />
            <span className="min-w-0">
              <span className="block font-medium group-aria-pressed:text-accent-ink">{label}</span>
              <span className="block text-ink-3 text-xs">{about}</span>
            </span>
          </button>
        );
      })}
    </div>
  );
}
