import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { FlagView } from '../../../../src/features/console/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { draftOf, emptyDraft, problemOf, RULES_MAX, type RuleDraft, ruleOf } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';
import { useSetFlag } from './use-flags.ts';

/** Longest description, as the console contract has it. */
const DESCRIPTION_MAX = 300;

/** Changes whom a flag is on for. */
export function FlagEditor({ flag, onClose }: { flag: FlagView; onClose: () => void }) {
  const [description, setDescription] = useState(flag.description);
  const [enabled, setEnabled] = useState(flag.enabled);
  const [rules, setRules] = useState<RuleDraft[]>(() => flag.rules.map(draftOf));
  const next = useRef(flag.rules.length);
  const run = useSetFlag(flag.key);
  const add = () => {
    const id = next.current++;
    setRules((before) => [...before, emptyDraft(id)]);
  };
  return (
    <ReasonDialog
      title={`Edit ${flag.key}`}
      about="Rules are asked from the top; the first that fits decides. It holds from the very next request."
      confirm="Save the flag"
      busy={run.isPending}
      error={run.error}
      ready={description.trim() !== '' && rules.every((rule) => problemOf(rule) === null)}
      onConfirm={(reason) =>
        run.mutate(
          { description: description.trim(), enabled, rules: rules.map(ruleOf), reason },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
      className="w-[min(calc(100vw-32px),600px)]!"
    >
      <Field
        label="Description"
        value={description}
        onChange={(event) => setDescription(event.target.value)}
        required
        maxLength={DESCRIPTION_MAX}
      />
      <div className="grid gap-2">
        <p className="font-medium text-sm">Rules</p>
        {rules.map((rule, index) => (
          <RuleFields
            key={rule.id}
            draft={rule}
            place={index + 1}
            onChange={(changed) => setRules((all) => all.map((one) => (one.id === changed.id ? changed : one)))}
            onRemove={() => setRules((all) => all.filter((one) => one.id !== rule.id))}
          />
        ))}
        <div>
          <Button size="sm" icon={<Plus aria-hidden="true" />} disabled={rules.length >= RULES_MAX} onClick={add}>
            Add a rule
          </Button>
        </div>
      </div>
      <div className="flex items-center gap-3 text-sm">
        <span className="font-medium">{rules.length === 0 ? 'Everyone' : 'Everyone else'}</span>
        <NativeSelect
          label="Otherwise"
          value={enabled ? 'on' : 'off'}
          onChange={(event) => setEnabled(event.target.value === 'on')}
        >
          <option value="on">On</option>
          <option value="off">Off</option>
        </NativeSelect>
      </div>
    </ReasonDialog>
  );
}
