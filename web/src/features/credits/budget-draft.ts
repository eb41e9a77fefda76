import type { Budgets, BudgetsBody } from '../../../../src/features/credits/contract.ts';

/** The caps of the form, in its order. */
export const BUDGET_KEYS = ['run', 'member', 'day', 'month'] as const;
export type BudgetKey = (typeof BUDGET_KEYS)[number];
export type BudgetDraft = Record<BudgetKey, string>;

/** Largest budget, as the API takes it. */
const MAX = 1_000_000_000;

export const BUDGET_WORDS: Record<BudgetKey, { label: string; hint: string }> = {
  run: { label: 'One run of one person', hint: 'At most this much for enriching one person once.' },
  member: { label: 'Each member, a month', hint: 'At most this much by any one member in a calendar month.' },
  day: { label: 'Workspace, a day', hint: 'At most this much by everyone together in a day.' },
  month: { label: 'Workspace, a month', hint: 'At most this much by everyone together in a calendar month.' },
};

export const draftOf = (budgets: Budgets): BudgetDraft => ({
  run: budgets.run?.toString() ?? '',
  member: budgets.member?.toString() ?? '',
  day: budgets.day?.toString() ?? '',
  month: budgets.month?.toString() ?? '',
});

/** What was typed as credits: null for none, the reason where it is no such number. `1,200` and `1 200` are 1200. */
export function readCredits(text: string): { value: number | null } | { problem: string } {
  const plain = text.replace(/[\s,]/g, '');
  if (plain === '') return { value: null };
  if (!/^\d+$/.test(plain)) return { problem: 'Whole credits only, such as 200. Leave it empty for no cap.' };
  const value = Number(plain);
  return value <= MAX ? { value } : { problem: 'That is more than a budget can be. Leave it empty for no cap.' };
}

/** The budgets that a draft means, but for single members’; null while something in it cannot be read. */
export function budgetsOf(draft: BudgetDraft): BudgetsBody | null {
  const next: BudgetsBody = { run: null, member: null, day: null, month: null };
  for (const key of BUDGET_KEYS) {
    const read = readCredits(draft[key]);
    if ('problem' in read) return null;
    next[key] = read.value;
  }
  return next;
}

/** What a draft would never let happen, though it can be saved; null where it is sound. */
export function contradiction({ run, member, day, month }: BudgetsBody): string | null {
  if (day !== null && month !== null && day > month) return 'The budget for a day is larger than the one for a month.';
  if (run !== null && member !== null && run > member) return 'One run may cost more than a member’s whole month.';
  return null;
}
