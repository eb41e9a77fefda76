import type { InsiderTransaction, TransactionKind } from '../../../../../src/features/filings/contract.ts';
import { keysOf } from '../../../../../src/lib/keys.ts';
import type { Tone } from '../../../ui/badge.tsx';

/** A kind in words. Only trades of one's own decision on the open market have a colour. */
export const KIND_LABELS: Record<TransactionKind, { word: string; tone: Tone }> = {
  buy: { word: 'Buy', tone: 'good' },
  sell: { word: 'Sell', tone: 'bad' },
  plan_buy: { word: 'Plan buy', tone: 'neutral' },
  plan_sell: { word: 'Plan sell', tone: 'neutral' },
  grant: { word: 'Grant', tone: 'neutral' },
  exercise: { word: 'Exercise', tone: 'neutral' },
  gift: { word: 'Gift', tone: 'neutral' },
  withholding: { word: 'Withheld', tone: 'neutral' },
  disposition: { word: 'To issuer', tone: 'neutral' },
  inheritance: { word: 'Inherited', tone: 'neutral' },
  swap: { word: 'Swap', tone: 'neutral' },
  derivative: { word: 'Derivative', tone: 'neutral' },
  other: { word: 'Other', tone: 'neutral' },
};

/** What one filters by, in the order of the buttons; each stands for one or several kinds. */
export const KIND_GROUPS = {
  buys: { label: 'Open-market buys', kinds: ['buy'] },
  sells: { label: 'Open-market sells', kinds: ['sell'] },
  plans: { label: '10b5-1 plans', kinds: ['plan_buy', 'plan_sell'] },
  grants: { label: 'Grants', kinds: ['grant'] },
  exercises: { label: 'Exercises', kinds: ['exercise'] },
  gifts: { label: 'Gifts', kinds: ['gift'] },
  withholding: { label: 'Withholding', kinds: ['withholding'] },
  other: { label: 'Other', kinds: ['disposition', 'inheritance', 'swap', 'derivative', 'other'] },
} as const satisfies Record<string, { label: string; kinds: readonly TransactionKind[] }>;
export type KindGroup = keyof typeof KIND_GROUPS;
export const GROUP_ORDER = keysOf(KIND_GROUPS);

/** The groups that an address names; what it names besides is dropped. */
export const readGroups = (names: readonly string[] | undefined): KindGroup[] =>
  GROUP_ORDER.filter((group) => names?.includes(group));

export const kindsOf = (groups: readonly KindGroup[]): TransactionKind[] =>
  groups.flatMap((group): readonly TransactionKind[] => KIND_GROUPS[group].kinds);

/** Each group with how many transactions it has; those without any are left out. */
export function groupCounts(kinds: Partial<Record<TransactionKind, number>>): { group: KindGroup; count: number }[] {
  return GROUP_ORDER.map((group) => ({
    group,
    count: kindsOf([group]).reduce((sum, kind) => sum + (kinds[kind] ?? 0), 0),
  })).filter(({ count }) => count > 0);
}

/** Which way the shares went: `+`, `−`, or nothing where the filing does not say. */
export const signOf = ({ acquired }: Pick<InsiderTransaction, 'acquired'>): string =>
  acquired === null ? '' : acquired ? '+' : '−';

/** How it is held: `Direct`, `Indirect, by trust`. */
export function heldWords({ ownership, nature }: Pick<InsiderTransaction, 'ownership' | 'nature'>): string {
  if (ownership === null) return nature ?? 'Not said';
  if (ownership === 'direct') return 'Direct';
  return nature === null ? 'Indirect' : `Indirect: ${nature}`;
}
