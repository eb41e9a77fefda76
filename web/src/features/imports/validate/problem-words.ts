import type { Validation } from '../../../../../src/features/imports/contract.ts';
import { bytes, count, number, percent } from '../../../lib/format.ts';

export type ProblemKind = Validation['problems'][number];

export const kindKey = ({ column, reason }: Pick<ProblemKind, 'column' | 'reason'>): string =>
  JSON.stringify([column, reason]);

/** What a look over the file came to, in a sentence. */
export function foundWords({ rows, problems, more }: Pick<Validation, 'rows' | 'problems' | 'more'>): string {
  const found = problems.reduce((sum, kind) => sum + kind.count, more);
  const checked = rows.read === 1 ? 'The only row was checked' : `All ${count(rows.read, 'row')} were checked`;
  if (found === 0) return `${checked}. No problems.`;
  const kinds = more > 0 ? `more than ${count(problems.length, 'kind')}` : count(problems.length, 'kind');
  const said = `${checked}: ${count(found, 'problem')} of ${kinds}`;
  return rows.refused === 0
    ? `${said}. Every row comes in.`
    : `${said}, ${count(rows.refused, 'row')} would be refused.`;
}

/** How far the look has come. */
export const lookingWords = (progress: Validation['progress'] | null): string =>
  progress === null || progress.bytesTotal === 0 || progress.bytesDone === 0
    ? 'Looking over the whole file'
    : `Looking over the whole file: ${percent(progress.bytesDone / progress.bytesTotal)} of ${bytes(progress.bytesTotal)}`;

/** Rows that would come in, of those read. */
export const comingIn = ({ rows }: Pick<Validation, 'rows'>): number => rows.read - rows.refused;

/** What comes of the file, at the foot of a step. */
export const comingInWords = (validation: Pick<Validation, 'rows'>): string =>
  `${number(comingIn(validation))} of ${count(validation.rows.read, 'row')} come in`;
