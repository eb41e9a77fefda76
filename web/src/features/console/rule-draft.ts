import type { FlagRule } from '../../../../src/lib/flags.ts';

/** Most rules of one flag, as the API has it. */
export const RULES_MAX = 20;

/** A rule while it is being typed: lists as text, one name in a line. */
export interface RuleDraft {
  /** Holds the draft's place on the screen; the API knows nothing of it. */
  id: number;
  on: boolean;
  plans: string[];
  tenants: string;
  members: string;
  percent: string;
  by: 'tenant' | 'member';
}

export const emptyDraft = (id: number): RuleDraft => ({
  id,
  on: true,
  plans: [],
  tenants: '',
  members: '',
  percent: '',
  by: 'tenant',
});

export const draftOf = (rule: FlagRule, id: number): RuleDraft => ({
  id,
  on: rule.on,
  plans: rule.plans ?? [],
  tenants: rule.tenants?.join('\n') ?? '',
  members: rule.members?.join('\n') ?? '',
  percent: rule.percent === undefined ? '' : String(rule.percent),
  by: rule.by ?? 'tenant',
});

const lines = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Why a draft is no rule yet; null where it is one. */
export function problemOf(draft: RuleDraft): string | null {
  const wrong = lines(draft.tenants).find((id) => !UUID.test(id));
  if (wrong !== undefined) return `“${wrong}” is no workspace id`;
  if (draft.percent.trim() === '') return null;
  const percent = Number(draft.percent);
  return Number.isFinite(percent) && percent >= 0 && percent <= 100 ? null : 'A share is from 0 to 100';
}

/** The rule of a draft. What is empty narrows nothing. */
export function ruleOf(draft: RuleDraft): FlagRule {
  const tenants = lines(draft.tenants);
  const members = lines(draft.members);
  const share = draft.percent.trim();
  return {
    ...(tenants.length > 0 && { tenants }),
    ...(draft.plans.length > 0 && { plans: draft.plans as NonNullable<FlagRule['plans']> }),
    ...(members.length > 0 && { members }),
    ...(share !== '' && { percent: Number(share), by: draft.by }),
    on: draft.on,
  };
}
