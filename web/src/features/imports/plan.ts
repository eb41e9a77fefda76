import type { ColumnTarget, FixRule, Override, Plan } from '../../../../src/features/imports/contract.ts';

/** Rules that contradict each other: of a pair only the one chosen last holds. */
const OPPOSITES: Partial<Record<FixRule, FixRule>> = { day_first: 'month_first', month_first: 'day_first' };

/** The plan with a column that becomes something else. */
export const withTarget = (plan: Plan, column: string, target: ColumnTarget): Plan => ({
  ...plan,
  mapping: { ...plan.mapping, [column]: target },
});

export const hasRule = ({ rules }: Plan, column: string, rule: FixRule): boolean =>
  rules[column]?.includes(rule) ?? false;

/** The plan with a rule of a column switched. */
export function withRule(plan: Plan, column: string, rule: FixRule, on: boolean): Plan {
  const others = (plan.rules[column] ?? []).filter((own) => own !== rule && !(on && own === OPPOSITES[rule]));
  const { [column]: _before, ...rest } = plan.rules;
  const next = on ? [...others, rule] : others;
  return { ...plan, rules: next.length === 0 ? rest : { ...rest, [column]: next } };
}

const isAt =
  ({ row, column }: Pick<Override, 'row' | 'column'>) =>
  (other: Override): boolean =>
    other.row === row && other.column === column;

/** What was typed over a cell; undefined where nothing was. */
export const overrideAt = ({ overrides }: Plan, row: number, column: string): string | undefined =>
  overrides.find(isAt({ row, column }))?.value;

/** The plan with a cell mended; back to what the file says where `value` is null. */
export const withCell = (plan: Plan, row: number, column: string, value: string | null): Plan => {
  const rest = plan.overrides.filter((other) => !isAt({ row, column })(other));
  return { ...plan, overrides: value === null ? rest : [...rest, { row, column, value }] };
};

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
