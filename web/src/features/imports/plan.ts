import type { ColumnTarget, Plan } from '../../../../src/features/imports/contract.ts';

/** The plan with a column that becomes something else. */
export const withTarget = (plan: Plan, column: string, target: ColumnTarget): Plan => ({
  ...plan,
  mapping: { ...plan.mapping, [column]: target },
});

const sorted = <T>(record: Record<string, T>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** The same text for plans that do the same, in whatever order they were put together. */
export const planKey = ({ mapping, rules, overrides }: Plan): string =>
  JSON.stringify([
    sorted(mapping),
    sorted(rules).map(([column, own]) => [column, own.toSorted()]),
    overrides
      .map(({ row, column, value }) => [row, column, value])
      .toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
  ]);
