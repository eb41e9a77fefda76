import type { FixRule, ImportPreview, Plan } from '../../../../../src/features/imports/contract.ts';
import { count } from '../../../lib/format.ts';
import type { ImportCheck } from '../preview/use-check.ts';
import { rulesFor } from '../rule-words.ts';

/** A row with a problem: where it stands in the file, and its cells as the file has them. */
export interface ProblemRow {
  row: number;
  cells: readonly string[];
}

/** Problems of one reason in one column. */
export interface ProblemKind {
  /** Empty where it is the row as a whole. */
  column: string;
  reason: string;
  rows: ProblemRow[];
  /** Rules that may mend it. */
  rules: FixRule[];
}

export const kindKey = ({ column, reason }: Pick<ProblemKind, 'column' | 'reason'>): string =>
  JSON.stringify([column, reason]);

/** The problems of the rows that were checked, by kind, the most frequent first. The rows stand in the order of the preview. */
export function problemKinds(
  check: Pick<ImportCheck, 'rows'>,
  preview: Pick<ImportPreview, 'rows'>,
  plan: Plan,
): ProblemKind[] {
  const kinds = new Map<string, ProblemKind>();
  for (const [at, { row, problems }] of check.rows.entries()) {
    for (const { column, reason } of problems) {
      const key = kindKey({ column, reason });
      const kind = kinds.get(key) ?? { column, reason, rows: [], rules: rulesFor(plan.mapping[column] ?? 'skip') };
      if (kind.rows.at(-1)?.row !== row) kind.rows.push({ row, cells: preview.rows[at] ?? [] });
      kinds.set(key, kind);
    }
  }
  return [...kinds.values()].sort((a, b) => b.rows.length - a.rows.length);
}

/** What the look at the first rows came to, in a sentence. */
export function checkedWords(check: Pick<ImportCheck, 'rows'>, kinds: readonly ProblemKind[]): string {
  const { length } = check.rows;
  if (length === 0) return 'No whole row lies in the part of the file that is looked at here.';
  const rows = length === 1 ? 'The first row was checked' : `The first ${count(length, 'row')} were checked`;
  if (kinds.length === 0) return `${rows}. No problems.`;
  const refused = check.rows.filter(({ ok }) => !ok).length;
  const found = `${rows}: ${count(kinds.length, 'kind')} of problems`;
  return refused === 0 ? `${found}. Every row comes in.` : `${found}, ${count(refused, 'row')} would be refused.`;
}
