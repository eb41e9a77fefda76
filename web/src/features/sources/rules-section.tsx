import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { PrecedenceRule } from '../../../../src/features/enrichment/contract.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { fieldLabel } from '../prospects/labels.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { RULE_FIELDS, ruleWords } from './rule-words.ts';
import type { usePrecedence } from './use-precedence.ts';

/** Fields for which the workspace trusts its sources in an order of its own. */
export function RulesSection({ query, whyNot }: { query: ReturnType<typeof usePrecedence>; whyNot: string | null }) {
  const [editing, setEditing] = useState<PrecedenceRule | 'new' | null>(null);
  const precedence = query.data;
  if (precedence === undefined) {
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton className="h-24 w-full rounded-lg" />
    );
  }
  const { rules } = precedence;
  return (
    <>
      {rules.length > 0 && (
        <Card className="mb-3">
          <ul className="divide-y divide-line">
            {rules.map((rule) => (
              <li key={rule.field} className="flex items-center gap-4 px-4 py-2.5">
                <div className="min-w-0 flex-1">
                  <p className="font-medium text-sm">{fieldLabel(rule.field)}</p>
                  <p className="text-ink-2 text-xs">{ruleWords(rule)}</p>
                </div>
                <Button
                  size="sm"
                  whyNot={whyNot}
                  aria-label={`Change the rule for ${fieldLabel(rule.field)}`}
                  onClick={() => setEditing(rule)}
                >
                  Change
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <div className="flex flex-wrap items-center gap-3">
        {RULE_FIELDS.some((field) => !rules.some((rule) => rule.field === field)) && (
          <Button icon={<Plus aria-hidden="true" />} whyNot={whyNot} onClick={() => setEditing('new')}>
            Add a rule
          </Button>
        )}
        {rules.length === 0 && (
          <span className="text-ink-3 text-sm">No rules: the usual order holds for every field.</span>
        )}
      </div>
      {editing !== null && (
        <RuleDialog
          precedence={precedence}
          rule={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}
