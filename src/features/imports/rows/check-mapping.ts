import type { Issue } from '../../../lib/problem.ts';
import type { ColumnTarget, Mapping } from '../contract.ts';

const KEPT: ReadonlySet<ColumnTarget> = new Set(['custom', 'skip'] as const);
const PERSON: ReadonlySet<ColumnTarget> = new Set(['name', 'firstName', 'lastName', 'email', 'linkedinUrl'] as const);

/** Whether a column with this target can tell who a row is about. */
export const isPersonTarget = (target: ColumnTarget): boolean => PERSON.has(target);

/** What is wrong with a mapping for these columns: an unknown column, a field given twice, nobody to import. */
export function mappingIssues(header: readonly string[], mapping: Mapping): Issue[] {
  const issues: Issue[] = [];
  const columns = new Set(header);
  const giver = new Map<ColumnTarget, string>();
  for (const [column, target] of Object.entries(mapping)) {
    if (!columns.has(column)) {
      issues.push({ path: `mapping.${column}`, message: 'The file has no column of this name' });
      continue;
    }
    const other = KEPT.has(target) ? undefined : giver.get(target);
    if (other !== undefined) {
      issues.push({ path: `mapping.${column}`, message: `“${other}” already becomes ${target}: choose one of them` });
    }
    giver.set(target, column);
  }
  if (![...giver.keys()].some(isPersonTarget)) {
    issues.push({ path: 'mapping', message: 'Choose a column for the name, the e-mail or the LinkedIn address' });
  }
  return issues;
}
