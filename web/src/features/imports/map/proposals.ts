import type { ColumnTarget, Plan } from '../../../../../src/features/imports/contract.ts';
import type { MappingProposal } from '../../../../../src/features/mappings/contract.ts';
import { isUnsure } from './find-columns.ts';
import { isShared, type MapColumn } from './mapping.ts';

/** What Claude proposed for columns, by their names. */
export type Proposals = Readonly<Record<string, { target: ColumnTarget; because: string }>>;

export const byName = (said: MappingProposal['columns']): Proposals =>
  Object.fromEntries(said.map(({ name, target, because }) => [name, { target, because }]));

/** Columns asked about at once, as the contract has it. */
const ASKED_MAX = 40;

/** Claude's proposal of a column; undefined where there is none. */
export const proposalOf = (proposals: Proposals, name: string) =>
  Object.hasOwn(proposals, name) ? proposals[name] : undefined;

/** The columns that Claude can be asked about: nobody is sure, nobody has chosen, and it has not said anything yet. */
export const toAsk = (columns: readonly MapColumn[], { mapping }: Plan, proposals: Proposals): string[] =>
  columns
    .filter((column) => isUnsure(column, mapping) && !proposalOf(proposals, column.name))
    .slice(0, ASKED_MAX)
    .map(({ name }) => name);

/** The plan with what was proposed: never over what a person chose, nor a field that another column gives meanwhile. */
export function withProposals(plan: Plan, columns: readonly MapColumn[], said: MappingProposal['columns']): Plan {
  const mapping = { ...plan.mapping };
  for (const { name, target } of said) {
    const column = columns.find((one) => one.name === name);
    const isChosen = column === undefined || mapping[name] !== column.target;
    const isTaken =
      !isShared(target) && Object.entries(mapping).some(([other, its]) => other !== name && its === target);
    if (!isChosen && !isTaken) mapping[name] = target;
  }
  return { ...plan, mapping };
}
