import type { Plan } from '../../../../src/features/imports/contract.ts';
import type { Proposals } from './map/proposals.ts';

const key = (id: string) => `edgewise.plan.${id}`;
const proposalsKey = (id: string) => `edgewise.proposals.${id}`;

/** What somebody chose for a draft, kept for the tab: a reload loses no choice. */
export function keepPlan(id: string, plan: Plan): void {
  try {
    sessionStorage.setItem(key(id), JSON.stringify(plan));
  } catch {
    // Then a reload starts from what the server knows.
  }
}

/** The choices of `text` for columns that the file has; those of `plan` for the rest. */
export function mergedPlan(text: string | null, plan: Plan): Plan {
  try {
    const kept = JSON.parse(text ?? '{}') as Partial<Plan>;
    const mapping = Object.entries(plan.mapping).map(([name, target]) => [name, kept.mapping?.[name] ?? target]);
    return {
      mapping: Object.fromEntries(mapping) as Plan['mapping'],
      rules: kept.rules ?? plan.rules,
      overrides: Array.isArray(kept.overrides) ? kept.overrides : plan.overrides,
    };
  } catch {
    return plan;
  }
}

export function keptPlan(id: string, plan: Plan): Plan {
  try {
    return mergedPlan(sessionStorage.getItem(key(id)), plan);
  } catch {
    return plan;
  }
}

/** What Claude proposed for a draft, so that a reload does not take it for somebody's own choice. */
export function keepProposals(id: string, proposals: Proposals): void {
  try {
    sessionStorage.setItem(proposalsKey(id), JSON.stringify(proposals));
  } catch {
    // Then a reload shows it as a choice of one's own.
  }
}

export function keptProposals(id: string): Proposals {
  try {
    return JSON.parse(sessionStorage.getItem(proposalsKey(id)) ?? '{}') as Proposals;
  } catch {
    return {};
  }
}

export function forgetPlan(id: string): void {
  try {
    sessionStorage.removeItem(key(id));
    sessionStorage.removeItem(proposalsKey(id));
  } catch {
    // Nothing was kept either.
  }
}
