import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { FixRule, Plan } from '../../../../../src/features/imports/contract.ts';
import { count } from '../../../lib/format.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { NativeSelect } from '../../../ui/native-select.tsx';
import { Card } from '../../../ui/page.tsx';
import { hasRule, withCell, withRule } from '../plan.ts';
import { RULE_WORDS, rulesFor } from '../rule-words.ts';

interface RulesCardProps {
  /** The file's columns, in its order. */
  columns: readonly string[];
  plan: Plan;
  onPlan: (plan: Plan) => void;
}

const LINE = 'flex min-h-10 items-center gap-3 py-1 pr-2 pl-4 text-sm';

/** What is done to the file on its way in: rules and mended cells, each to be taken back; and a rule for any column. */
export function RulesCard({ columns, plan, onPlan }: RulesCardProps) {
  const lines = columns.flatMap((column) => (plan.rules[column] ?? []).map((rule) => ({ column, rule })));
  const cells = plan.overrides.toSorted((a, b) => a.row - b.row);
  return (
    <section aria-label="Rules" className="mt-8">
      <h3 className="mb-3 text-sm">What is done to the file on its way in</h3>
      <Card>
        <ul className="divide-y divide-line">
          {lines.length + cells.length === 0 && (
            <li className="px-4 py-3 text-ink-3 text-sm">Nothing yet: values are read as they stand.</li>
          )}
          {lines.map(({ column, rule }) => (
            <li key={`${column}:${rule}`} className={LINE}>
              <span className="min-w-0 flex-1 truncate">
                <span className="font-medium">{column}</span>
                <span className="text-ink-2">: {RULE_WORDS[rule].label}</span>
                <span className="ml-2 text-ink-3 text-xs max-md:hidden">{RULE_WORDS[rule].about}</span>
              </span>
              <IconButton
                size="sm"
                label={`Take back: ${RULE_WORDS[rule].label} for ${column}`}
                onClick={() => onPlan(withRule(plan, column, rule, false))}
              >
                <X aria-hidden="true" />
              </IconButton>
            </li>
          ))}
          {cells.length > 0 && (
            <li>
              <details>
                <summary className="flex min-h-10 cursor-pointer items-center px-4 text-sm -outline-offset-2 hover:bg-hover">
                  <span className="num font-medium">{count(cells.length, 'cell')} mended by hand</span>
                </summary>
                <ul className="max-h-72 divide-y divide-line overflow-y-auto border-t">
                  {cells.map(({ row, column, value }) => (
                    <li key={`${row}:${column}`} className={LINE}>
                      <span className="num w-20 shrink-0 text-ink-3 text-xs">Row {row}</span>
                      <span className="min-w-0 flex-1 truncate">
                        <span className="text-ink-2">{column}: </span>
                        {value || <span className="text-ink-3">Empty</span>}
                      </span>
                      <IconButton
                        size="sm"
                        label={`Back to what the file says: ${column}, row ${row}`}
                        onClick={() => onPlan(withCell(plan, row, column, null))}
                      >
                        <X aria-hidden="true" />
                      </IconButton>
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          )}
          <li className="p-3 pl-4">
            <AddRule columns={columns} plan={plan} onPlan={onPlan} />
          </li>
        </ul>
      </Card>
    </section>
  );
}

/** A rule for a column without waiting for a problem in it. */
function AddRule({ columns, plan, onPlan }: RulesCardProps) {
  const mapped = columns.filter((column) => (plan.mapping[column] ?? 'skip') !== 'skip');
  const [chosen, setColumn] = useState('');
  const [wanted, setRule] = useState<FixRule | ''>('');
  const column = mapped.includes(chosen) ? chosen : '';
  const open =
    column === '' ? [] : rulesFor(plan.mapping[column] ?? 'skip').filter((one) => !hasRule(plan, column, one));
  const rule = open.find((one) => one === wanted);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NativeSelect
        label="Column of a new rule"
        value={column}
        onChange={(event) => setColumn(event.target.value)}
        className="w-52 max-md:w-full"
      >
        <option value="">Column</option>
        {mapped.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        label="New rule"
        value={rule ?? ''}
        disabled={column === ''}
        onChange={(event) => setRule(open.find((one) => one === event.target.value) ?? '')}
        className="w-60 max-md:w-full"
      >
        <option value="">Rule</option>
        {open.map((one) => (
          <option key={one} value={one}>
            {RULE_WORDS[one].label}
          </option>
        ))}
      </NativeSelect>
      <Button
        icon={<Plus aria-hidden="true" />}
        disabled={rule === undefined}
        onClick={() => {
          if (rule === undefined) return;
          onPlan(withRule(plan, column, rule, true));
          setRule('');
        }}
      >
        Add the rule
      </Button>
      {rule !== undefined && <span className="text-ink-3 text-xs max-md:w-full">{RULE_WORDS[rule].about}</span>}
    </div>
  );
}
