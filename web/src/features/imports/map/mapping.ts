import type { ColumnTarget, ImportPreview, Mapping } from '../../../../../src/features/imports/contract.ts';
import { keysOf } from '../../../../../src/lib/keys.ts';
import { FIELD_LABELS } from '../../prospects/labels.ts';

/** What a column may become, in words. Complete by type. */
export const TARGET_LABELS: Record<ColumnTarget, string> = {
  ...FIELD_LABELS,
  netWorth: 'Net worth (USD)',
  linkedinUrl: 'LinkedIn URL',
  custom: 'Keep as a custom value',
  skip: 'Leave out',
};
export const TARGETS = keysOf(TARGET_LABELS);

/** Targets that several columns may share. */
const SHARED: ReadonlySet<ColumnTarget> = new Set(['custom', 'skip']);
export const isShared = (target: ColumnTarget): boolean => SHARED.has(target);
/** One of these is needed to know whom a row is about: e-mail, LinkedIn, or a name. */
const IDENTIFYING: readonly ColumnTarget[] = ['email', 'linkedinUrl', 'name', 'firstName', 'lastName'];

export type MapColumn = ImportPreview['columns'][number];

export const proposedMapping = (columns: readonly MapColumn[]): Mapping =>
  Object.fromEntries(columns.map(({ name, target }) => [name, target]));

/** Why a mapping would be refused. The server has the last word; this says it before one asks. */
export function mappingProblems(mapping: Mapping): string[] {
  const targets = Object.values(mapping);
  const problems: string[] = [];
  if (!targets.some((target) => IDENTIFYING.includes(target))) {
    problems.push('No column names the person. Map at least a name, an e-mail or a LinkedIn URL.');
  }
  for (const target of TARGETS) {
    const columns = Object.keys(mapping).filter((name) => mapping[name] === target);
    if (columns.length > 1 && !SHARED.has(target)) {
      problems.push(
        `${columns.length} columns become ${TARGET_LABELS[target]}: ${columns.join(', ')}. Choose one of them.`,
      );
    }
  }
  return problems;
}

/** How sure the proposal is, in a word. */
export const sureness = (confidence: number): { word: string; tone: 'good' | 'warn' | 'neutral' } =>
  confidence >= 0.85
    ? { word: 'Sure', tone: 'good' }
    : confidence >= 0.5
      ? { word: 'Likely', tone: 'warn' }
      : { word: 'A guess', tone: 'neutral' };
